package dev.tokenprotection.simulator.wire;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tokenprotection.simulator.tenant.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came in.
 *
 * @param method in upper case
 * @param rawPath percent-encoded, without the query
 * @param rawQuery percent-encoded, empty when there is none
 * @param headers by name in lower case, the first value of each
 * @param body empty when there is none
 */
public record WireRequest(
    String method, String rawPath, String rawQuery, Map<String, String> headers, byte[] body) {

  /** The decoded path segments, without empty ones. */
  public List<String> segments() {
    return Arrays.stream(rawPath.split("/"))
        .filter(segment -> !segment.isEmpty())
        .map(segment -> decoded(segment.replace("+", "%2B")))
        .toList();
  }

  /** The decoded path. */
  public String path() {
    return decoded(rawPath.replace("+", "%2B"));
  }

  /**
   * The decoded query, by name in lower case and without the leading {@code $} that OData allows to
   * leave out.
   */
  public Map<String, String> query() {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : rawQuery.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        parameters.put(name.replaceFirst("^\\$", "").toLowerCase(Locale.ROOT), value);
      }
    }
    return parameters;
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(query().get(name.toLowerCase(Locale.ROOT)));
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /**
   * Scheme, host and port as the client knows them: a client may come through a proxy that keeps
   * the {@code Host} it was asked for.
   */
  public String origin() {
    return "https://" + header("host").orElse("localhost");
  }

  /** The body as text. */
  public String bodyText() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The fields of a form body. */
  public Map<String, String> form() {
    return new WireRequest(method, rawPath, bodyText(), headers, new byte[0]).query();
  }

  /** The JSON body; missing when there is none or it is no JSON. */
  public JsonNode json() {
    try {
      return body.length == 0 ? MissingNode.getInstance() : Json.MAPPER.readTree(body);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    } catch (IOException e) {
      throw new UncheckedIOException("could not read a request body from memory", e);
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
