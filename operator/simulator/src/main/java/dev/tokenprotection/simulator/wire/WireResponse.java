package dev.tokenprotection.simulator.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.simulator.tenant.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param status HTTP status code
 * @param headers one value each
 * @param body may be empty
 */
public record WireResponse(int status, Map<String, String> headers, byte[] body) {
  public WireResponse {
    headers = Map.copyOf(headers);
  }

  /** An answer with a JSON body, as Graph labels it. */
  public static WireResponse json(int status, JsonNode body) {
    try {
      return new WireResponse(
          status,
          Map.of("Content-Type", "application/json; charset=utf-8"),
          Json.MAPPER.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree that cannot be written", e);
    }
  }

  /** 204 without a body. */
  public static WireResponse noContent() {
    return new WireResponse(204, Map.of(), new byte[0]);
  }

  /** The same answer with one header more. */
  public WireResponse withHeader(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new WireResponse(status, all, body);
  }

  /** The same answer with another body. */
  public WireResponse withBody(byte[] newBody) {
    return new WireResponse(status, headers, newBody);
  }
}
