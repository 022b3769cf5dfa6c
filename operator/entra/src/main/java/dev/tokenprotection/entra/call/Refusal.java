package dev.tokenprotection.entra.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import okhttp3.Response;

/**
 * An answer of Graph that is no success. Source: Microsoft Graph, "Microsoft Graph error responses
 * and resource types".
 *
 * @param status the HTTP status
 * @param code {@code error.code}, empty when the body has none
 * @param text {@code error.message} and {@code error.innerError.message}: either may hold what
 *     matters
 * @param requestId what the service's support asks for, empty when it did not say
 * @param retryAfter how long the service asked to wait, zero when it did not say
 */
public record Refusal(int status, String code, String text, String requestId, Duration retryAfter) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final long LONGEST_BODY = 64 * 1024;

  /**
   * Reads the refusal in {@code response}; a body that is not Graph's leaves code and text empty.
   */
  static Refusal of(Response response) {
    JsonNode error = body(response).path("error");
    JsonNode inner = error.path("innerError");
    String requestId = response.header("request-id", inner.path("request-id").asText(""));
    return new Refusal(
        response.code(),
        error.path("code").asText(""),
        (error.path("message").asText("") + " " + inner.path("message").asText("")).strip(),
        requestId,
        retryAfter(response.header("Retry-After", "")));
  }

  /** Whether the text has one of {@code words}, in any case. */
  boolean mentions(String... words) {
    String lower = (code + " " + text).toLowerCase(Locale.ROOT);
    for (String word : words) {
      if (lower.contains(word)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode body(Response response) {
    try {
      return MAPPER.readTree(response.peekBody(LONGEST_BODY).byteStream());
    } catch (IOException notJson) {
      return MAPPER.missingNode();
    }
  }

  private static Duration retryAfter(String header) {
    return header.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(header)) : Duration.ZERO;
  }
}
