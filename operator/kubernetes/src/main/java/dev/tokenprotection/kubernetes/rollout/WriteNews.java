package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.core.drift.Drift;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.event.EventReason;

/** What people are told of writes that were made. */
final class WriteNews {
  private WriteNews() {}

  /**
   * @param atStart the status with which the look began, null when there was none
   */
  static void tell(RolloutScope scope, TokenProtectionRolloutStatus atStart, Plan written) {
    tellOfRemadeGroups(scope, atStart, written);
    tellOfNamesakes(scope, written);
    tellOfRestored(scope, written);
    Drift drift = scope.planned().drift().putBack();
    if (sets(written, PolicyState.ENABLED)) {
      scope.tell(
          EventReason.ENFORCED,
          "The enforced policy is enabled: sign-ins of its groups without a bound token are"
              + " blocked.");
    } else if (!drift.isEmpty()) {
      scope.tell(
          EventReason.DRIFT_CORRECTED,
          drift.clause()
              + "; put back: "
              + written.summary()
              + "."
              + scope.driftAuthor().map(author -> " " + author).orElse(""));
    } else if (isDrift(scope, atStart)) {
      scope.tell(
          EventReason.DRIFT_CORRECTED,
          "Somebody else changed what the rollout owns in Entra; put back: "
              + written.summary()
              + ".");
    } else {
      scope.tell(EventReason.APPLIED, "Written to Entra: " + written.summary() + ".");
    }
  }

  /** Tells of a write that was not taken, once for as long as it fails for the same reason. */
  static void tellOfFailure(RolloutScope scope, Trouble trouble) {
    TokenProtectionRolloutStatus before = scope.toldOf();
    boolean isKnown =
        before != null
            && before.conditions() != null
            && before.conditions().stream()
                .anyMatch(
                    c ->
                        c.type().equals(ConditionType.READY.apiName())
                            && c.reason().equals(trouble.reason().apiName()));
    if (!isKnown) {
      scope.tell(EventReason.WRITE_FAILED, trouble.message());
    }
  }

  /** Before it is done: what becomes of policies that were nobody's. */
  static void tellOfAdoptions(RolloutScope scope, Plan allowed) {
    Plan adoptions = allowed.only(change -> change.action() instanceof Action.AdoptPolicy);
    for (String adoption : adoptions.describe()) {
      scope.tell(EventReason.ADOPTING, "About to " + adoption + ".");
    }
  }

  /** Policies of the wanted name that were left alone when new ones were made. */
  private static void tellOfNamesakes(RolloutScope scope, Plan written) {
    if (written.actions().stream().anyMatch(Action.CreatePolicy.class::isInstance)) {
      scope.adoption().hint().ifPresent(hint -> scope.tell(EventReason.NAMESAKE_LEFT_ALONE, hint));
    }
  }

  private static void tellOfRestored(RolloutScope scope, Plan written) {
    for (Action action : written.actions()) {
      if (action instanceof Action.RestorePolicy restore) {
        scope.tell(
            EventReason.POLICY_RESTORED,
            "The policy "
                + restore.id()
                + " had been deleted in Entra and was restored with its id, "
                + restore.content().state().graphName()
                + ".");
      }
    }
  }

  /** Groups that status knew and that had to be made all the same. */
  private static void tellOfRemadeGroups(
      RolloutScope scope, TokenProtectionRolloutStatus atStart, Plan written) {
    if (atStart == null || atStart.managedGroups() == null) {
      return;
    }
    for (Action action : written.actions()) {
      if (action instanceof Action.CreateGroup create) {
        atStart.managedGroups().stream()
            .filter(known -> known.id() != null && known.displayName().equals(create.displayName()))
            .forEach(
                known ->
                    scope.tell(
                        EventReason.MANAGED_GROUP_REMADE,
                        "The managed group \""
                            + known.displayName()
                            + "\" ("
                            + known.id()
                            + ") had been deleted in Entra while nothing was enforced on it; a new"
                            + " one was made."));
      }
    }
  }

  private static boolean sets(Plan plan, PolicyState state) {
    return plan.actions().stream()
        .anyMatch(a -> a instanceof Action.SetPolicyState set && set.state() == state);
  }

  /** All was as wanted, what is wanted is the same, and yet something was to be written. */
  private static boolean isDrift(RolloutScope scope, TokenProtectionRolloutStatus atStart) {
    if (atStart == null || atStart.conditions() == null || atStart.attempt() == null) {
      return false;
    }
    boolean wasReady =
        atStart.conditions().stream()
            .anyMatch(
                c -> c.type().equals(ConditionType.READY.apiName()) && c.status().equals("True"));
    TokenProtectionRolloutStatus recorded = scope.resource().getStatus();
    return wasReady
        && atStart.attempt().equals(recorded.attempt())
        && atStart.emergency() == null
        && recorded.emergency() == null
        && scope.resource().getMetadata().getGeneration().equals(atStart.observedGeneration());
  }
}
