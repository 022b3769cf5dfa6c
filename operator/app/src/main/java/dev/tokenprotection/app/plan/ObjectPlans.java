package dev.tokenprotection.app.plan;

import dev.tokenprotection.app.plan.PlanDocument.FieldPlan;
import dev.tokenprotection.app.plan.PlanDocument.ObjectPlan;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.Direction;
import dev.tokenprotection.core.plan.Forecast;
import dev.tokenprotection.core.plan.ObjectChange;
import dev.tokenprotection.core.plan.Projection;
import dev.tokenprotection.kubernetes.status.PolicyRoleNames;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The changes of a forecast as they are printed. */
final class ObjectPlans {
  static final String CREATE = "Create";
  static final String CHANGE = "Change";
  static final String ADOPT = "Adopt";
  static final String RESTORE = "Restore";
  static final String LOWERS = "LowersProtection";
  static final String WIDENS = "WidensEnforcement";
  private static final String GROUP = "Group";
  private static final String POLICY = "Policy";
  private static final String TO_COME = "known after apply: ";

  private final Map<String, String> toCome = new HashMap<>();

  /**
   * @param groups the names of groups, those to come among them
   */
  ObjectPlans(Map<GroupId, String> groups) {
    groups.forEach(
        (id, name) -> {
          if (id.equals(Projection.groupToCome(name))) {
            toCome.put(id.value(), TO_COME + name);
          }
        });
  }

  List<ObjectPlan> of(Forecast forecast) {
    return forecast.changes().stream().map(this::plan).toList();
  }

  private ObjectPlan plan(ObjectChange change) {
    return switch (change) {
      case ObjectChange.GroupCreated created ->
          new ObjectPlan(
              CREATE,
              GROUP,
              null,
              created.displayName(),
              null,
              effects(created.effects()),
              List.of(),
              ids(created.members()),
              List.of());
      case ObjectChange.GroupChanged changed ->
          new ObjectPlan(
              CHANGE,
              GROUP,
              null,
              changed.displayName(),
              changed.id().value(),
              effects(changed.effects()),
              List.of(),
              ids(changed.added()),
              ids(changed.removed()));
      case ObjectChange.PolicyCreated created ->
          new ObjectPlan(
              CREATE,
              POLICY,
              PolicyRoleNames.name(created.role()),
              created.content().displayName(),
              null,
              effects(created.effects()),
              fields(created.content()),
              List.of(),
              List.of());
      case ObjectChange.PolicyRestored restored ->
          new ObjectPlan(
              RESTORE,
              POLICY,
              PolicyRoleNames.name(restored.role()),
              restored.before().displayName(),
              restored.id().value(),
              effects(restored.effects()),
              fields(restored.before(), restored.after()),
              List.of(),
              List.of());
      case ObjectChange.PolicyAdopted adopted ->
          new ObjectPlan(
              ADOPT,
              POLICY,
              PolicyRoleNames.name(adopted.role()),
              adopted.before().displayName(),
              adopted.id().value(),
              effects(adopted.effects()),
              fields(adopted.before(), adopted.after()),
              List.of(),
              List.of());
      case ObjectChange.PolicyChanged changed ->
          new ObjectPlan(
              CHANGE,
              POLICY,
              PolicyRoleNames.name(changed.role()),
              changed.before().displayName(),
              changed.id().value(),
              effects(changed.effects()),
              fields(changed.before(), changed.after()),
              List.of(),
              List.of());
    };
  }

  private List<FieldPlan> fields(PolicyContent created) {
    return Arrays.stream(PolicyField.values())
        .filter(field -> !FieldValues.of(field, created).isEmpty())
        .map(field -> new FieldPlan(field.graphPath(), List.of(), values(field, created)))
        .toList();
  }

  private List<FieldPlan> fields(PolicyContent before, PolicyContent after) {
    return before.differences(after).stream()
        .map(field -> new FieldPlan(field.graphPath(), values(field, before), values(field, after)))
        .toList();
  }

  private List<String> values(PolicyField field, PolicyContent content) {
    return FieldValues.of(field, content).stream()
        .map(value -> toCome.getOrDefault(value, value))
        .toList();
  }

  private static List<String> ids(Collection<UserId> users) {
    return users.stream().map(UserId::value).toList();
  }

  private static List<String> effects(Set<Direction> directions) {
    return directions.stream()
        .sorted()
        .map(
            direction ->
                switch (direction) {
                  case LESS -> LOWERS;
                  case MORE -> WIDENS;
                  case NEUTRAL -> throw new IllegalArgumentException("neutral is no effect");
                })
        .toList();
  }
}
