package dev.tokenprotection.core.world;

import dev.tokenprotection.core.desired.DesiredMembers;
import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.GroupReference;
import dev.tokenprotection.core.model.Include;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.Stage;
import dev.tokenprotection.core.model.StageCohort;
import dev.tokenprotection.core.model.StageState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.stage.OnGateFailure;
import dev.tokenprotection.core.stage.StageMachine;
import dev.tokenprotection.core.stage.StageRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * What people want of a rollout: the resource without its status, and what the tenant says.
 *
 * @param annotations tokens by the name of the annotation
 */
record Spec(Rollout rollout, Rules rules, BreakGlass breakGlass, Map<String, String> annotations) {
  static final String ABORT = "abort";
  static final String ROLLBACK = "rollback";
  static final String RESUME = "resume";
  static final String RETRY = "retry";
  static final String SKIP = "skip";
  static final String STOP = "emergency-stop";
  static final String RECONCILE = "reconcile";
  static final String REASON = "reason";
  static final String ACCEPT = "accept-stages";
  static final String CONFIRM_DELETE = "confirm-delete";
  static final String FORCE_ORPHAN = "force-orphan";

  Spec {
    annotations = Map.copyOf(annotations);
  }

  Spec with(Rollout edited) {
    return new Spec(edited, rules, breakGlass, annotations);
  }

  Spec with(BreakGlass changed) {
    return new Spec(rollout, rules, changed, annotations);
  }

  Spec with(Rules changed) {
    return new Spec(rollout, changed, breakGlass, annotations);
  }

  Spec annotated(String annotation, String token) {
    Map<String, String> more = new TreeMap<>(annotations);
    more.put(annotation, token);
    return new Spec(rollout, rules, breakGlass, more);
  }

  Spec without(String annotation) {
    Map<String, String> fewer = new TreeMap<>(annotations);
    fewer.remove(annotation);
    return new Spec(rollout, rules, breakGlass, fewer);
  }

  StageMachine machine() {
    return new StageMachine(
        rollout,
        rollout.stages().stream()
            .map(
                stage ->
                    new StageRules(
                        rules.pace(),
                        GateCriteria.SettleTime.DEFAULT,
                        stage.state() == StageState.ENFORCED
                            ? rules.onGateFailure()
                            : OnGateFailure.PAUSE))
            .toList());
  }

  /** Tells whether the first {@code reached} stages are still the same. */
  String stagesText(int reached) {
    StringBuilder text = new StringBuilder();
    rollout.stages().stream()
        .limit(reached)
        .forEach(
            stage ->
                text.append(stage.name())
                    .append(' ')
                    .append(stage.state())
                    .append(' ')
                    .append(groups(stage))
                    .append('\n'));
    return text.toString();
  }

  private static String groups(Stage stage) {
    return switch (stage.cohort()) {
      case StageCohort.SameAsBefore _ -> "";
      case StageCohort.Own(Include include) ->
          include.groups()
              + " "
              + include.managedGroups().stream().map(ManagedGroup::displayName).toList();
    };
  }

  /** Every existing group is found; managed ones as they were observed. */
  Resolved resolved(ObservedState observed) {
    Map<GroupReference, GroupId> groups = new HashMap<>();
    for (Include include : includes()) {
      include.groups().forEach(group -> groups.put(group, idOf(group)));
    }
    rollout.excludeGroups().forEach(group -> groups.put(group, idOf(group)));
    return new Resolved(groups, observed.managedGroupIds());
  }

  static GroupId idOf(GroupReference existing) {
    return new GroupId("existing-" + existing.asWritten());
  }

  /** Who belongs into each managed group: some people, told by its name. */
  DesiredMembers members() {
    Map<String, SortedSet<UserId>> members = new HashMap<>();
    for (String name : managedGroupNames()) {
      int hash = Math.floorMod(name.hashCode(), 1000);
      members.put(name, Examples.users(hash % 7, 2 + hash % 38));
    }
    return DesiredMembers.of(members);
  }

  List<String> managedGroupNames() {
    List<String> names = new ArrayList<>();
    for (Include include : includes()) {
      include.managedGroups().forEach(group -> names.add(group.displayName()));
    }
    return names;
  }

  List<Include> includes() {
    List<Include> includes = new ArrayList<>();
    for (Stage stage : rollout.stages()) {
      if (stage.cohort() instanceof StageCohort.Own(Include include)) {
        includes.add(include);
      }
    }
    return includes;
  }
}
