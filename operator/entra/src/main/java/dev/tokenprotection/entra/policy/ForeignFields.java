package dev.tokenprotection.entra.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.entra.call.Answer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Conditions and controls that are set in a policy and that no rollout owns, by their path in
 * Graph. A field that a rollout owns is listed too where its value is one that a rollout can't
 * express, such as a device filter that includes.
 */
final class ForeignFields {
  private static final Set<String> OWNED =
      Arrays.stream(PolicyField.values()).map(PolicyField::graphPath).collect(Collectors.toSet());

  private static final String DEVICE_FILTER = PolicyField.DEVICE_FILTER.graphPath();
  private static final String GUESTS = PolicyField.EXCLUDE_GUESTS.graphPath();
  private static final String SESSION_CONTROLS = "sessionControls";
  private static final String TOKEN_PROTECTION = SESSION_CONTROLS + ".secureSignInSession";

  /** As deep as fields are owned: below, a member belongs to its parent. */
  private static final Set<String> PARENTS =
      Set.of(
          "conditions",
          "conditions.users",
          "conditions.applications",
          "conditions.platforms",
          "conditions.devices",
          SESSION_CONTROLS);

  private final SortedSet<String> found = new TreeSet<>();

  private ForeignFields() {}

  static SortedSet<String> of(Answer policy) {
    ForeignFields fields = new ForeignFields();
    if (PolicyState.ofGraphName(policy.text("state")).isEmpty()) {
      fields.found.add(PolicyField.STATE.graphPath());
    }
    for (String root : Set.of("conditions", "grantControls", SESSION_CONTROLS)) {
      fields.visit(root, policy.json().path(root));
    }
    return fields.found;
  }

  private void visit(String path, JsonNode value) {
    if (isUnset(value)) {
      return;
    }
    if (PARENTS.contains(path)) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        if (member.getKey().indexOf('@') < 0) {
          visit(path + "." + member.getKey(), member.getValue());
        }
      }
    } else if (!isOwned(path, value)) {
      found.add(path);
    }
  }

  private static boolean isOwned(String path, JsonNode value) {
    if (path.equals(DEVICE_FILTER)) {
      return "exclude".equalsIgnoreCase(value.path("mode").asText());
    }
    if (path.equals(GUESTS)) {
      return GuestKinds.areAll(new Answer(value));
    }
    return path.equals(TOKEN_PROTECTION) || OWNED.contains(path);
  }

  /** Null, false, nothing in it, or a control that is there and off. */
  private static boolean isUnset(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return true;
    }
    if (value.isBoolean()) {
      return !value.booleanValue();
    }
    if (value.isTextual()) {
      return value.textValue().isEmpty();
    }
    if (value.isObject() && value.path("isEnabled").isBoolean()) {
      return !value.path("isEnabled").booleanValue();
    }
    return value.isContainerNode() && allUnset(value);
  }

  /** The operator of grant controls says nothing where there is no control to join. */
  private static boolean allUnset(JsonNode container) {
    if (container.isArray()) {
      return container.isEmpty();
    }
    return container.properties().stream()
        .filter(member -> member.getKey().indexOf('@') < 0)
        .filter(member -> !member.getKey().equals("operator"))
        .allMatch(member -> isUnset(member.getValue()));
  }
}
