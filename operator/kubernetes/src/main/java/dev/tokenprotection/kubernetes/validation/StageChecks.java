package dev.tokenprotection.kubernetes.validation;

import dev.tokenprotection.api.v1alpha1.GroupReference;
import dev.tokenprotection.api.v1alpha1.Include;
import dev.tokenprotection.api.v1alpha1.ManagedGroup;
import dev.tokenprotection.api.v1alpha1.MembershipMode;
import dev.tokenprotection.api.v1alpha1.Sample;
import dev.tokenprotection.api.v1alpha1.Stage;
import dev.tokenprotection.api.v1alpha1.StageState;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutSpec;
import dev.tokenprotection.core.model.FoldedName;
import dev.tokenprotection.core.model.Share;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The stages of a rollout and whom they include. */
final class StageChecks {
  private final Violations violations;
  private final Map<String, String> managedGroups = new HashMap<>();
  private final Set<String> excluded = new HashSet<>();

  StageChecks(Violations violations) {
    this.violations = violations;
  }

  void check(TokenProtectionRolloutSpec spec) {
    groups(spec.policy().excludeGroups()).forEach(group -> excluded.add(key(group)));
    new GateChecks(violations).check(spec);
    for (int i = 0; i < spec.stages().size(); i++) {
      check(spec.stages().get(i), "spec.stages[" + i + "]");
    }
    for (int i = 0; i < spec.stages().size(); i++) {
      Include include = spec.stages().get(i).include();
      if (include != null) {
        noManagedGroupAmong(include.groups(), "spec.stages[" + i + "].include.groups");
        noManagedGroupSampled(include.managedGroup(), "spec.stages[" + i + "].include");
      }
    }
    noManagedGroupAmong(spec.policy().excludeGroups(), "spec.policy.excludeGroups");
  }

  private void check(Stage stage, String path) {
    if (stage.state() == StageState.UNKNOWN) {
      violations.unknownValue(path + ".state");
    }
    RolloutValidation.check(stage.onGateFailure(), path + ".onGateFailure", violations);
    if (stage.include() == null) {
      return;
    }
    checkGroups(stage.include().groups(), path + ".include.groups");
    if (stage.include().managedGroup() != null) {
      check(stage.include().managedGroup(), path + ".include.managedGroup");
    }
  }

  private void checkGroups(List<GroupReference> references, String path) {
    Set<String> seen = new HashSet<>();
    List<GroupReference> groups = groups(references);
    for (int i = 0; i < groups.size(); i++) {
      String key = key(groups.get(i));
      if (!seen.add(key)) {
        violations.add(path + "[" + i + "]", "repeats a group; remove it");
      }
      if (excluded.contains(key)) {
        violations.add(
            path + "[" + i + "]",
            "is left out by spec.policy.excludeGroups as well, so that nobody of it is covered;"
                + " remove it from one of the two");
      }
    }
  }

  private void check(ManagedGroup group, String path) {
    if (group.membership() == MembershipMode.UNKNOWN) {
      violations.unknownValue(path + ".membership");
    }
    if (group.sample() != null) {
      check(group.sample(), path + ".sample");
    } else if (group.users() == null || group.users().isEmpty()) {
      violations.add(path + ".users", "must name at least one user, unless there is a sample");
    }
    String taken = managedGroups.putIfAbsent(folded(group.displayName()), path);
    if (taken != null) {
      violations.add(path + ".displayName", "is the name of " + taken + " as well; use another");
    }
    checkUsers(group.users(), path + ".users");
  }

  private void check(Sample sample, String path) {
    if (excluded.contains(key(sample.group()))) {
      violations.add(
          path + ".group",
          "is left out by spec.policy.excludeGroups, so that nobody of it is covered; draw from"
              + " another");
    }
    if (Share.parse(sample.percent()).millionths() == 0) {
      violations.add(path + ".percent", "must be above 0%, which draws nobody");
    }
  }

  private void checkUsers(List<String> users, String path) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; users != null && i < users.size(); i++) {
      Integer first = seen.putIfAbsent(users.get(i).toLowerCase(Locale.ROOT), i);
      if (first != null) {
        violations.add(path + "[" + i + "]", "is the same user as entry " + first + "; remove it");
      }
    }
  }

  private void noManagedGroupAmong(List<GroupReference> references, String path) {
    List<GroupReference> groups = groups(references);
    for (int i = 0; i < groups.size(); i++) {
      GroupReference group = groups.get(i);
      if (group.displayName() != null && managedGroups.containsKey(folded(group.displayName()))) {
        violations.add(
            path + "[" + i + "]",
            "has the name of a managed group of this rollout; name an existing group, or leave out"
                + " include to go on with the cohort of the stage before");
      }
    }
  }

  /** Else who was drawn would be drawn from. */
  private void noManagedGroupSampled(ManagedGroup group, String path) {
    if (group == null || group.sample() == null || group.sample().group().displayName() == null) {
      return;
    }
    if (managedGroups.containsKey(folded(group.sample().group().displayName()))) {
      violations.add(
          path + ".managedGroup.sample.group",
          "has the name of a managed group of this rollout; draw from an existing group");
    }
  }

  private static List<GroupReference> groups(List<GroupReference> references) {
    return references == null ? List.of() : references;
  }

  private static String key(GroupReference group) {
    return group.id() == null
        ? "name:" + folded(group.displayName())
        : "id:" + group.id().toLowerCase(Locale.ROOT);
  }

  /** Stricter than names are matched: two that differ by case alone are a slip of the pen. */
  private static String folded(String displayName) {
    return FoldedName.of(displayName).value().toLowerCase(Locale.ROOT);
  }
}
