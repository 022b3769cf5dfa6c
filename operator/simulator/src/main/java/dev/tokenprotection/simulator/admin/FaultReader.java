package dev.tokenprotection.simulator.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.simulator.fault.Fault;
import dev.tokenprotection.simulator.fault.Faults;
import dev.tokenprotection.simulator.fault.RequestMatcher;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a fault from JSON: {@code {"method": "POST", "path": "policies$", "body": "…", "times": 1,
 * "nth": 2, "fault": "LostResponse"}} with the fault's own members beside it ({@code status},
 * {@code code}, {@code headers}, {@code delay}, {@code member}, {@code value}, {@code text}, {@code
 * contentType}). Without {@code times} it strikes once; {@code times: -1} is always.
 */
final class FaultReader {
  private FaultReader() {}

  static void add(JsonNode json, Faults faults) {
    RequestMatcher matcher = matcher(json);
    Fault fault = fault(json);
    if (json.has("nth")) {
      faults.onNth(matcher, json.path("nth").asInt(), fault);
    } else {
      int times = json.path("times").asInt(1);
      faults.on(matcher, times < 0 ? Faults.ALWAYS : times, fault);
    }
  }

  private static RequestMatcher matcher(JsonNode json) {
    RequestMatcher matcher = RequestMatcher.any();
    if (json.has("method")) {
      matcher = matcher.and(RequestMatcher.method(json.path("method").asText()));
    }
    if (json.has("path")) {
      matcher = matcher.and(RequestMatcher.path(json.path("path").asText()));
    }
    if (json.has("body")) {
      matcher = matcher.and(RequestMatcher.body(json.path("body").asText()));
    }
    return matcher;
  }

  private static Fault fault(JsonNode json) {
    String name = json.path("fault").asText();
    return switch (name) {
      case "Status" -> status(json);
      case "Cut" -> new Fault.Cut();
      case "LostResponse" -> new Fault.LostResponse();
      case "StatusAfterwards" -> new Fault.StatusAfterwards(status(json));
      case "HalfBody" -> new Fault.HalfBody();
      case "Slow" -> new Fault.Slow(Duration.parse(json.path("delay").asText()));
      case "Member" -> new Fault.Member(json.path("member").asText(), json.path("value"));
      case "Body" ->
          new Fault.Body(
              json.path("status").asInt(200),
              json.path("contentType").asText("text/html"),
              json.path("text").asText());
      default -> throw new IllegalArgumentException("there is no fault '" + name + "'");
    };
  }

  private static Fault.Status status(JsonNode json) {
    Map<String, String> headers = new LinkedHashMap<>();
    json.path("headers").properties().forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    return new Fault.Status(
        json.path("status").asInt(503), json.path("code").asText("UnknownError"), headers);
  }
}
