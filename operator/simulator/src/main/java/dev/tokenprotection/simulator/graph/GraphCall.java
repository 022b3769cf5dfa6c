package dev.tokenprotection.simulator.graph;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.wire.WireRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One authenticated call.
 *
 * @param version of the API
 * @param request as it came in
 * @param caller who calls
 * @param keys what the variable segments of the path hold, by the name in the route
 * @param requestId given by the service
 * @param parameters of the query, as {@link WireRequest#query()} gives them
 */
record GraphCall(
    GraphVersion version,
    WireRequest request,
    Caller caller,
    Map<String, String> keys,
    String requestId,
    Map<String, String> parameters) {

  GraphCall(
      GraphVersion version,
      WireRequest request,
      Caller caller,
      Map<String, String> keys,
      String requestId) {
    this(version, request, caller, keys, requestId, request.query());
  }

  String key(String name) {
    return keys.get(name);
  }

  /**
   * A parameter of the query.
   *
   * @param name in lower case and without {@code $}
   */
  Optional<String> query(String name) {
    return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isBlank());
  }

  /** The properties of {@code $select}; empty for the default set. */
  List<String> select() {
    return query("select")
        .map(list -> Arrays.stream(list.split(",")).map(String::strip).toList())
        .orElse(List.of());
  }

  Optional<Filter> filter() {
    return query("filter").map(FilterParser::parse);
  }

  /** The JSON object in the body; refuses anything else. */
  ObjectNode body() {
    if (request.json() instanceof ObjectNode object) {
      return object;
    }
    throw GraphRefusal.badRequest(
        "Unable to read JSON request payload. Please ensure it is valid.");
  }

  /** Address of the API as the client knows it. */
  String root() {
    return request.origin() + "/" + version.segment();
  }

  /** The value of {@code @odata.context}. */
  String context(String fragment) {
    return root() + "/$metadata#" + fragment;
  }

  /** What the client calls this request; the service's own id when it says nothing. */
  String clientRequestId() {
    return request.header("client-request-id").orElse(requestId);
  }
}
