package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.guard.Guarded;
import dev.tokenprotection.core.guard.Violation;
import dev.tokenprotection.core.plan.CreateBackoff;
import dev.tokenprotection.core.plan.Plan;
import java.util.List;

/**
 * What is to be written.
 *
 * @param plan all that is missing
 * @param backoff what of it has to wait until something becomes visible
 * @param guarded what of the rest may be written
 */
record Planned(Plan plan, CreateBackoff backoff, Guarded guarded) {
  static final Planned NOTHING =
      new Planned(
          Plan.NOTHING,
          new CreateBackoff.Proceed(Plan.NOTHING),
          new Guarded(Plan.NOTHING, List.of()));

  /** What may be written now. */
  Plan allowed() {
    return guarded.allowed();
  }

  /** What is missing now, without what only waits for the gate of the stage. */
  Plan missing() {
    return guarded.missing(plan);
  }

  /** Why a person has to do something; empty when nobody has to. */
  List<Violation> refusedForPerson() {
    return refused().stream().filter(violation -> !violation.isMendedByGate()).toList();
  }

  /** Why the rest may not. */
  List<Violation> refused() {
    return guarded.refused();
  }
}
