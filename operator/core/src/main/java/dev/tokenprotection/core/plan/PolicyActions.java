package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.UserId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The writes to one policy, each of which leaves it in a state that is safe to stay in. */
final class PolicyActions {
  /** What keeps people out of a policy. */
  static final Set<PolicyField> EXCLUSIONS =
      Collections.unmodifiableSet(
          EnumSet.of(PolicyField.EXCLUDE_USERS, PolicyField.EXCLUDE_GROUPS));

  /** Whom a policy covers. */
  private static final Set<PolicyField> COHORT =
      Collections.unmodifiableSet(
          EnumSet.of(PolicyField.INCLUDE_USERS, PolicyField.INCLUDE_GROUPS));

  private PolicyActions() {}

  /**
   * Creates a policy. The enforced one is created for nobody, whatever the stage: its groups come
   * with an update that can be repeated, its state last of all.
   */
  static Action create(PolicyRole role, PolicyContent desired) {
    PolicyContent reportOnly = desired.inState(PolicyState.REPORT_ONLY);
    return switch (role) {
      case OBSERVE -> new Action.CreatePolicy(role, reportOnly);
      case ENFORCED -> new Action.CreatePolicy(role, forNobody(reportOnly));
    };
  }

  /**
   * Whether a deleted policy may be restored rather than made anew: it comes back with what it had,
   * so that must leave out whom it has to, and block nobody whom the stage does not. One that is
   * enabled for nobody is no policy of any stage, and the first group in it would be blocked.
   */
  static boolean isRestorable(ObservedPolicy deleted, PolicyContent desired) {
    PolicyContent content = deleted.content();
    return deleted.foreignFields().isEmpty()
        && content.tokenProtection() == PolicyContent.TokenProtection.REQUIRED
        && content.excludeUsers().containsAll(desired.excludeUsers())
        && content.excludeGroups().containsAll(desired.excludeGroups())
        && (content.state() != PolicyState.ENABLED || isEnforcedWithin(content, desired));
  }

  private static boolean isEnforcedWithin(PolicyContent content, PolicyContent desired) {
    return content.enforces()
        && desired.enforces()
        && Scope.of(content).isWithin(Scope.of(desired));
  }

  /**
   * Takes over a policy that is nobody's. It is left as it is but for the mark and the exclusions:
   * until then nothing else of it is the rollout's to write.
   *
   * @param desired what may be enforced now
   * @param wanted what the stage wants in the end
   */
  static Action adopt(
      PolicyRole role, ObservedPolicy observed, PolicyContent desired, PolicyContent wanted) {
    PolicyContent before = observed.content();
    PolicyContent after =
        withExclusions(before, desired).with(EnumSet.of(PolicyField.DISPLAY_NAME), desired);
    return new Action.AdoptPolicy(role, observed.id(), before, after, wanted);
  }

  /** Puts the own mark on a policy that carries that of another installation. */
  static Action takeOver(PolicyRole role, ObservedPolicy observed, PolicyContent desired) {
    PolicyContent after =
        withExclusions(observed.content(), desired)
            .with(EnumSet.of(PolicyField.DISPLAY_NAME), desired);
    return new Action.TakeOver.OfPolicy(
        role, observed.id(), observed.content().differences(after), after);
  }

  /** The writes from what was observed towards what is desired, as far as they can be told now. */
  static List<Action> between(PolicyRole role, PolicyContent desired, ObservedPolicy observed) {
    List<Action> actions = new ArrayList<>();
    PolicyContent excluding = withExclusions(observed.content(), desired);
    update(role, observed.id(), observed.content(), excluding, actions);
    if (excluding.state() != PolicyState.ENABLED) {
      towardsDesired(role, observed.id(), excluding, desired, actions);
    } else if (desired.state() != PolicyState.ENABLED) {
      actions.add(new Action.SetPolicyState(role, observed.id(), desired.state()));
    } else {
      whileEnforced(role, observed.id(), excluding, desired, actions);
    }
    return actions;
  }

  /**
   * Nobody is blocked: all fields at once, then the state. The planner keeps a state that enables
   * for a later plan while anything else is left to do.
   */
  private static void towardsDesired(
      PolicyRole role,
      PolicyId id,
      PolicyContent present,
      PolicyContent desired,
      List<Action> actions) {
    update(role, id, present, desired, actions);
    if (present.state() != desired.state()) {
      actions.add(new Action.SetPolicyState(role, id, desired.state()));
    }
  }

  /**
   * People are blocked: first down to what is both present and desired, then up, whom it covers in
   * a write of its own.
   */
  private static void whileEnforced(
      PolicyRole role,
      PolicyId id,
      PolicyContent present,
      PolicyContent desired,
      List<Action> actions) {
    PolicyContent narrowed =
        Scope.of(present)
            .meet(Scope.of(desired))
            .in(present.with(EnumSet.of(PolicyField.DISPLAY_NAME), desired));
    update(role, id, present, narrowed, actions);
    if (!actions.isEmpty()) {
      return;
    }
    Set<PolicyField> fields = EnumSet.copyOf(present.differences(desired));
    fields.removeAll(COHORT);
    update(role, id, present, present.with(fields.isEmpty() ? COHORT : fields, desired), actions);
  }

  private static void update(
      PolicyRole role, PolicyId id, PolicyContent from, PolicyContent to, List<Action> actions) {
    Set<PolicyField> fields = EnumSet.noneOf(PolicyField.class);
    fields.addAll(from.differences(to));
    fields.remove(PolicyField.STATE);
    if (!fields.isEmpty()) {
      actions.add(new Action.UpdatePolicy(role, id, fields, to));
    }
  }

  /** Every exclusion that is desired, beside those that are there. */
  private static PolicyContent withExclusions(PolicyContent present, PolicyContent desired) {
    SortedSet<UserId> users = new TreeSet<>(present.excludeUsers());
    users.addAll(desired.excludeUsers());
    SortedSet<GroupId> groups = new TreeSet<>(present.excludeGroups());
    groups.addAll(desired.excludeGroups());
    return present.excluding(users, groups);
  }

  private static PolicyContent forNobody(PolicyContent content) {
    return content.including(new TreeSet<>(Set.of(PolicyContent.NONE)), new TreeSet<>());
  }
}
