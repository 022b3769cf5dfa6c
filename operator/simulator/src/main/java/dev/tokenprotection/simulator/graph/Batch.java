package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.wire.WireRequest;
import dev.tokenprotection.simulator.wire.WireResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Several requests in one. Source: Graph, "Combine multiple HTTP requests using JSON batching". */
final class Batch {
  private static final int LARGEST = 20;

  private final Function<WireRequest, WireResponse> each;

  /**
   * @param each answers one of the requests, as if it had come alone
   */
  Batch(Function<WireRequest, WireResponse> each) {
    this.each = each;
  }

  WireResponse answer(GraphCall call) {
    JsonNode requests = call.body().path("requests");
    if (!requests.isArray() || requests.isEmpty() || requests.size() > LARGEST) {
      throw GraphRefusal.badRequest(
          "Number of batch request steps must be between 1 and "
              + LARGEST
              + "; it is "
              + requests.size()
              + ".");
    }
    checkIds(requests);
    Map<String, Integer> statuses = new HashMap<>();
    ObjectNode body = Json.object();
    ArrayNode responses = body.putArray("responses");
    for (JsonNode request : requests) {
      WireResponse response =
          mayRun(request, statuses) ? each.apply(single(call, request)) : failedDependency();
      statuses.put(request.path("id").asText(), response.status());
      responses.add(entry(request.path("id").asText(), response));
    }
    return WireResponse.json(200, body);
  }

  private static void checkIds(JsonNode requests) {
    Set<String> ids = new HashSet<>();
    for (JsonNode request : requests) {
      if (!ids.add(request.path("id").asText())) {
        throw GraphRefusal.badRequest("Request Id is missing or not unique in the batch.");
      }
    }
  }

  private static boolean mayRun(JsonNode request, Map<String, Integer> statuses) {
    return Json.strings(request.path("dependsOn")).stream()
        .allMatch(id -> statuses.getOrDefault(id, 424) < 400);
  }

  private static WireResponse failedDependency() {
    ObjectNode body = Json.object();
    body.putObject("error")
        .put("code", "FailedDependency")
        .put("message", "A request that this one depends on has failed.");
    return WireResponse.json(424, body);
  }

  private static WireRequest single(GraphCall call, JsonNode request) {
    String url = request.path("url").asText();
    int mark = url.indexOf('?');
    String path = mark < 0 ? url : url.substring(0, mark);
    Map<String, String> headers = new LinkedHashMap<>();
    call.request().header("host").ifPresent(host -> headers.put("host", host));
    call.request().header("authorization").ifPresent(a -> headers.put("authorization", a));
    request
        .path("headers")
        .properties()
        .forEach(h -> headers.put(h.getKey().toLowerCase(Locale.ROOT), h.getValue().asText()));
    byte[] body =
        request.has("body")
            ? request.path("body").toString().getBytes(StandardCharsets.UTF_8)
            : new byte[0];
    return new WireRequest(
        request.path("method").asText().toUpperCase(Locale.ROOT),
        "/" + call.version().segment() + (path.startsWith("/") ? "" : "/") + path,
        mark < 0 ? "" : url.substring(mark + 1),
        headers,
        body);
  }

  private static ObjectNode entry(String id, WireResponse response) {
    ObjectNode entry = Json.object().put("id", id).put("status", response.status());
    ObjectNode headers = entry.putObject("headers");
    response.headers().forEach(headers::put);
    JsonNode body = new WireRequest("", "", "", Map.of(), response.body()).json();
    if (!body.isMissingNode()) {
      entry.set("body", body);
    }
    return entry;
  }
}
