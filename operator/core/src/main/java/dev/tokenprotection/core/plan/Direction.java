package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import java.util.Set;

/** What a write does to the sign-ins that are really blocked, judged by what was observed. */
public enum Direction {
  /** Fewer sign-ins are enforced: protection is lowered, nobody is locked out. */
  LESS,
  /** Nothing that is enforced changes. */
  NEUTRAL,
  /** More sign-ins are enforced, or it can't be told that not. */
  MORE;

  /** The direction of a single write to a tenant that is as {@code observed}. */
  public static Direction of(Action action, ObservedState observed) {
    return switch (action) {
      case Action.CreateGroup _ -> NEUTRAL;
      case Action.CreatePolicy _ -> NEUTRAL;
      case Action.AddMembers add -> ofJoining(add.group(), observed);
      case Action.RemoveMember remove -> opposite(ofJoining(remove.group(), observed));
      case Action.RestorePolicy restore -> restore.content().enforces() ? MORE : NEUTRAL;
      case Action.AdoptPolicy adopt ->
          ofUpdate(adopt.role(), adopt.fields(), adopt.content(), observed);
      case Action.TakeOver.OfPolicy taken ->
          ofUpdate(taken.role(), taken.fields(), taken.content(), observed);
      case Action.TakeOver.OfGroup _ -> NEUTRAL;
      case Action.UpdatePolicy update ->
          ofUpdate(update.role(), update.fields(), update.content(), observed);
      case Action.SetPolicyState set -> ofState(set, observed);
    };
  }

  private static Direction ofState(Action.SetPolicyState set, ObservedState observed) {
    boolean enforcedBefore = isEnabled(set.role(), observed);
    boolean enforcedAfter = set.state() == PolicyState.ENABLED;
    if (enforcedBefore == enforcedAfter) {
      return NEUTRAL;
    }
    return enforcedAfter ? MORE : LESS;
  }

  private static Direction ofUpdate(
      PolicyRole role, Set<PolicyField> fields, PolicyContent written, ObservedState observed) {
    if (!isEnabled(role, observed)) {
      return NEUTRAL;
    }
    PolicyContent content = observed.policies().get(role).content();
    Scope before = Scope.of(content);
    Scope after = Scope.of(content.with(fields, written));
    if (after.equals(before)) {
      return NEUTRAL;
    }
    return after.isWithin(before) ? LESS : MORE;
  }

  private static Direction ofJoining(GroupId group, ObservedState observed) {
    Direction direction = NEUTRAL;
    for (ObservedPolicy policy : observed.policies().values()) {
      if (policy.content().state() != PolicyState.ENABLED) {
        continue;
      }
      if (policy.content().includeGroups().contains(group)) {
        return MORE;
      }
      if (policy.content().excludeGroups().contains(group)) {
        direction = LESS;
      }
    }
    return direction;
  }

  private static Direction opposite(Direction direction) {
    return switch (direction) {
      case LESS -> MORE;
      case NEUTRAL -> NEUTRAL;
      case MORE -> LESS;
    };
  }

  private static boolean isEnabled(PolicyRole role, ObservedState observed) {
    return observed
        .policy(role)
        .map(policy -> policy.content().state() == PolicyState.ENABLED)
        .orElse(false);
  }
}
