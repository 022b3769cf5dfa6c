package dev.tokenprotection.tests.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.PolicyRole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The rules of safety as far as they can be seen in requests: whatever a suite is about, nothing
 * that the operator sent may break one. The numbers are those of the page "Safety".
 */
final class RequestLogRules {
  private static final String ENABLED = "enabled";
  private static final String REPORT_ONLY = "enabledForReportingButNotEnforced";
  private static final int MOST_MEMBERS = 20;
  private static final String INCLUDED = "/conditions/users/includeGroups";
  private static final String APPLICATIONS = "/conditions/applications/includeApplications";

  /** What a policy write may hold. */
  private static final Set<String> OWN_FIELDS =
      Set.of("displayName", "state", "conditions", "grantControls", "sessionControls");

  private static final Set<String> OWN_CONDITIONS =
      Set.of("users", "applications", "platforms", "clientAppTypes", "devices");

  private final Set<String> breakGlassUsers;
  private final Set<String> breakGlassGroups;
  private final List<String> broken = new ArrayList<>();

  /**
   * @param breakGlassUsers object ids that were declared all the time
   * @param breakGlassGroups object ids that were declared all the time
   */
  RequestLogRules(Set<String> breakGlassUsers, Set<String> breakGlassGroups) {
    this.breakGlassUsers = Set.copyOf(breakGlassUsers);
    this.breakGlassGroups = Set.copyOf(breakGlassGroups);
  }

  /** What is broken in {@code writes}, one sentence each; empty when nothing is. */
  List<String> brokenIn(List<WireWrite> writes) {
    broken.clear();
    for (WireWrite write : writes) {
      if (write.isOfPolicies()) {
        checkPolicy(write);
      } else {
        checkGroup(write);
      }
    }
    return List.copyOf(broken);
  }

  private void checkPolicy(WireWrite write) {
    oneOfEach(write);
    switch (write.method()) {
      case "POST" -> checkCreation(write);
      case "PATCH" -> checkChange(write);
      default -> broken(7, "deletes or replaces a policy", write);
    }
  }

  private void checkCreation(WireWrite write) {
    if (write.path().endsWith("/restore")) {
      return;
    }
    JsonNode body = write.body();
    require(body.path("state").asText().equals(REPORT_ONLY), 2, "creates what enforces", write);
    Optional<Marker.Found> marker = markerOf(body);
    require(marker.isPresent(), 7, "creates a policy without a marker", write);
    boolean exists =
        write.before().policies().values().stream()
            .anyMatch(policy -> marker.isPresent() && markerOf(policy).equals(marker));
    require(!exists, 5, "creates a second policy", write);
    boolean enforcesLater = marker.filter(m -> m.role() == PolicyRole.ENFORCED).isPresent();
    require(
        !enforcesLater || texts(body.at("/conditions/users/includeGroups")).isEmpty(),
        2,
        "creates the enforced policy with a cohort",
        write);
    checkContent(body, write);
    require(excludesBreakGlass(body), 1, "does not exclude break-glass", write);
  }

  private void checkChange(WireWrite write) {
    String id = write.lastPart();
    ObjectNode before = write.before().policies().get(id);
    ObjectNode after = write.after().policies().get(id);
    if (before == null || after == null) {
      return; // It was answered with 404: nothing was changed.
    }
    JsonNode body = write.body();
    require(
        markerOf(before).isPresent() || markerOf(body).isPresent(),
        7,
        "changes a policy of somebody else",
        write);
    require(OWN_FIELDS.containsAll(names(body)), 7, "writes fields that are not ours", write);
    require(
        OWN_CONDITIONS.containsAll(names(body.path("conditions"))),
        7,
        "writes conditions that are not ours",
        write);
    require(!body.has("grantControls"), 7, "writes grant controls", write);
    boolean lowersByState = body.size() == 1 && isLower(body.path("state").asText());
    if (!lowersByState) {
      require(excludesBreakGlass(after), 1, "leaves break-glass in", write);
      checkContent(body, write);
    }
    checkEnforcement(write, body, before, after);
  }

  private void checkEnforcement(
      WireWrite write, JsonNode body, ObjectNode before, ObjectNode after) {
    boolean enables = body.path("state").asText().equals(ENABLED);
    if (enables) {
      require(body.size() == 1, 2, "enables together with another change", write);
      require(!isEnabled(before), 2, "enables what is enabled", write);
      require(
          markerOf(after).filter(m -> m.role() == PolicyRole.ENFORCED).isPresent(),
          2,
          "enables what is not the enforced policy",
          write);
      checkWhole(after, write);
    }
    boolean widens =
        enables
            || !texts(before, INCLUDED).containsAll(texts(after, INCLUDED))
            || !sameApps(before, after);
    if (isEnabled(after) && widens) {
      require(isObserved(after, write), 2, "enforces what is not observed", write);
    }
  }

  private static boolean sameApps(ObjectNode before, ObjectNode after) {
    return texts(before, APPLICATIONS).containsAll(texts(after, APPLICATIONS));
  }

  /** Whether the observe policy of the same rollout covered all of it before. */
  private static boolean isObserved(ObjectNode enforced, WireWrite write) {
    Marker marker = markerOf(enforced).map(Marker.Found::marker).orElse(null);
    return write.before().policies().values().stream()
        .filter(
            policy ->
                markerOf(policy)
                    .filter(m -> m.marker().equals(marker) && m.role() == PolicyRole.OBSERVE)
                    .isPresent())
        .anyMatch(
            policy ->
                texts(policy, INCLUDED).containsAll(texts(enforced, INCLUDED))
                    && texts(policy, APPLICATIONS).containsAll(texts(enforced, APPLICATIONS)));
  }

  /** What a request says of whom and what a policy covers. */
  private void checkContent(JsonNode body, WireWrite write) {
    Set<String> users = texts(body.at("/conditions/users/includeUsers"));
    users.remove("None");
    require(users.isEmpty(), 3, "covers users, not groups", write);
    Set<String> applications = texts(body.at(APPLICATIONS));
    require(
        !applications.contains("All") && !applications.contains("Office365"),
        3,
        "covers all applications or an application group",
        write);
    JsonNode clients = body.at("/conditions/clientAppTypes");
    require(
        clients.isMissingNode() || texts(clients).equals(Set.of("mobileAppsAndDesktopClients")),
        3,
        "covers other clients than native ones",
        write);
  }

  /** What is enforced from now on, with all that others made of it. */
  private void checkWhole(ObjectNode policy, WireWrite write) {
    checkContent(policy, write);
    require(
        !texts(policy, APPLICATIONS).isEmpty() && !texts(policy, INCLUDED).isEmpty(),
        3,
        "enforces on nobody, or on no application",
        write);
    require(
        policy.path("grantControls").isNull() || policy.path("grantControls").isMissingNode(),
        3,
        "enforces a grant control of somebody else",
        write);
  }

  /** Never two policies of a role, before or after. */
  private void oneOfEach(WireWrite write) {
    Set<Marker.Found> seen = new HashSet<>();
    for (ObjectNode policy : write.after().policies().values()) {
      markerOf(policy)
          .ifPresent(marker -> require(seen.add(marker), 5, "leaves two of " + marker, write));
    }
  }

  private void checkGroup(WireWrite write) {
    String[] parts = write.path().split("/");
    if (write.method().equals("DELETE")) {
      require(write.path().endsWith("/$ref"), 7, "deletes an object", write);
    }
    if (parts.length > 3 && parts[2].equals("groups")) {
      require(isOurs(write.before().groups(), parts[3]), 7, "writes to a group of others", write);
      int added = write.body().path("members@odata.bind").size();
      require(added <= MOST_MEMBERS, 7, "adds " + added + " members at once", write);
    }
  }

  private static boolean isOurs(Map<String, String> groups, String id) {
    String description = groups.get(id);
    return description == null || Marker.find(description).isPresent();
  }

  private boolean excludesBreakGlass(JsonNode policy) {
    return texts(policy.at("/conditions/users/excludeUsers")).containsAll(breakGlassUsers)
        && texts(policy.at("/conditions/users/excludeGroups")).containsAll(breakGlassGroups);
  }

  private static boolean isLower(String state) {
    return state.equals(REPORT_ONLY) || state.equals("disabled");
  }

  private static boolean isEnabled(ObjectNode policy) {
    return policy.path("state").asText().equals(ENABLED);
  }

  private static Optional<Marker.Found> markerOf(JsonNode policy) {
    return Marker.find(policy.path("displayName").asText());
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new HashSet<>();
    object.fieldNames().forEachRemaining(names::add);
    names.removeIf(name -> name.startsWith("@odata."));
    return names;
  }

  private static Set<String> texts(JsonNode policy, String pointer) {
    return texts(policy.at(pointer));
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new HashSet<>();
    StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).forEach(texts::add);
    return texts;
  }

  private void require(boolean holds, int rule, String what, WireWrite write) {
    if (!holds) {
      broken(rule, what, write);
    }
  }

  private void broken(int rule, String what, WireWrite write) {
    broken.add("rule " + rule + ": " + what + ": " + write);
  }
}
