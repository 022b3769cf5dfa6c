package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyState;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the differences between two contents of a policy would do to the sign-ins that are really
 * blocked, each difference by itself.
 *
 * @param lowers fields that would block fewer
 * @param widens fields that would block more, or of which it can't be told that they would not
 */
public record FieldEffects(Set<PolicyField> lowers, Set<PolicyField> widens) {
  /** Whom a policy covers: the two fields say it together. */
  private static final Set<PolicyField> COHORT =
      EnumSet.of(PolicyField.INCLUDE_USERS, PolicyField.INCLUDE_GROUPS);

  public FieldEffects {
    lowers = frozen(lowers);
    widens = frozen(widens);
  }

  /** From what is there to what is wanted. */
  public static FieldEffects between(PolicyContent present, PolicyContent wanted) {
    Set<PolicyField> lowers = EnumSet.noneOf(PolicyField.class);
    Set<PolicyField> widens = EnumSet.noneOf(PolicyField.class);
    if (present.enforces() && wanted.state() != PolicyState.ENABLED) {
      lowers.add(PolicyField.STATE);
    }
    if (!present.enforces()) {
      if (wanted.enforces()) {
        widens.add(PolicyField.STATE);
      }
      return new FieldEffects(lowers, widens);
    }
    Scope before = Scope.of(present);
    for (PolicyField field : present.differences(wanted)) {
      Scope after =
          Scope.of(present.with(COHORT.contains(field) ? COHORT : EnumSet.of(field), wanted));
      if (!before.isWithin(after)) {
        lowers.add(field);
      }
      if (!after.isWithin(before)) {
        widens.add(field);
      }
    }
    return new FieldEffects(lowers, widens);
  }

  private static Set<PolicyField> frozen(Set<PolicyField> fields) {
    EnumSet<PolicyField> copy = EnumSet.noneOf(PolicyField.class);
    copy.addAll(fields);
    return Collections.unmodifiableSet(copy);
  }
}
