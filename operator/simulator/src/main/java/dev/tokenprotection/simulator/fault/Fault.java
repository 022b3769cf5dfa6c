package dev.tokenprotection.simulator.fault;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;

/** What goes wrong with one request. */
public sealed interface Fault {
  /**
   * Refused before anything is done.
   *
   * @param status HTTP status code
   * @param code Graph's error code
   * @param headers such as {@code Retry-After}
   */
  record Status(int status, String code, Map<String, String> headers) implements Fault {
    /** 429, to be asked again after that time. */
    public static Status throttled(Duration retryAfter) {
      return new Status(
          429, "TooManyRequests", Map.of("Retry-After", Long.toString(retryAfter.toSeconds())));
    }

    /** 429 that does not say when to come back. */
    public static Status throttled() {
      return new Status(429, "TooManyRequests", Map.of());
    }

    /** 503. */
    public static Status unavailable() {
      return new Status(503, "serviceNotAvailable", Map.of());
    }

    /** 504. */
    public static Status gatewayTimeout() {
      return new Status(504, "UnknownError", Map.of());
    }

    /** 400, as a skip token that went bad is answered. */
    public static Status badSkipToken() {
      return new Status(400, "BadRequest", Map.of());
    }
  }

  /** The connection is cut before anything is done. */
  record Cut() implements Fault {}

  /** The request is carried out, then the connection is cut without an answer. */
  record LostResponse() implements Fault {}

  /** The request is carried out, then answered as if it had failed. */
  record StatusAfterwards(Status status) implements Fault {}

  /** The request is carried out, half of the answer arrives, then the connection is cut. */
  record HalfBody() implements Fault {}

  /**
   * The request waits before it is carried out.
   *
   * @param delay on the machine's clock
   */
  record Slow(Duration delay) implements Fault {}

  /**
   * One member of the JSON answer has another value: null, another type, another text.
   *
   * @param path names separated by slashes, {@code *} for every element of an array, such as {@code
   *     value/}{@code *}{@code /createdDateTime}
   * @param value put in its place, also where nothing was
   */
  record Member(String path, JsonNode value) implements Fault {}

  /**
   * The request is carried out, the answer is this text.
   *
   * @param status HTTP status code
   * @param contentType of the text
   * @param text such as a gateway's HTML page
   */
  record Body(int status, String contentType, String text) implements Fault {}
}
