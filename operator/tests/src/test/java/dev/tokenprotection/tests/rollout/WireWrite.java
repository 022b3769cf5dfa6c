package dev.tokenprotection.tests.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.log.LoggedRequest;
import dev.tokenprotection.simulator.tenant.TenantSnapshot;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A request that asked Graph for a change, and the tenant around it.
 *
 * @param number its place in the log
 * @param body missing where there was none
 * @param before policies and groups before it
 * @param after policies and groups after it
 */
record WireWrite(
    long number, String method, String path, JsonNode body, Objects before, Objects after) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What a tenant holds.
   *
   * @param policies by id, as Graph shows them
   * @param groups the descriptions of groups by id
   */
  record Objects(Map<String, ObjectNode> policies, Map<String, String> groups) {
    private static Objects of(TenantSnapshot snapshot) {
      return new Objects(
          snapshot.policies(),
          snapshot.groups().entrySet().stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey,
                      group -> group.getValue().properties().path("description").asText(""))));
    }
  }

  static WireWrite of(LoggedRequest request) {
    return new WireWrite(
        request.number(),
        request.method(),
        request.path(),
        body(request.body()),
        Objects.of(request.before()),
        Objects.of(request.after()));
  }

  private static JsonNode body(String text) {
    try {
      return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a write to Graph with a body that is not JSON", e);
    }
  }

  /** The last part of the path. */
  String lastPart() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  boolean isOfPolicies() {
    return path.contains("/identity/conditionalAccess/policies");
  }

  @Override
  public String toString() {
    return "request " + number + ", " + method + " " + path + " " + body;
  }
}
