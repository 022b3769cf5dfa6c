package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.drift.Drift;
import dev.tokenprotection.core.drift.DriftHandling;
import dev.tokenprotection.core.guard.Guarded;
import dev.tokenprotection.core.guard.Refusal;
import dev.tokenprotection.core.guard.Violation;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.CreateBackoff;
import dev.tokenprotection.core.plan.Plan;
import java.util.List;

/**
 * What is to be written.
 *
 * @param plan all that is missing
 * @param backoff what of it has to wait until something becomes visible
 * @param guarded what of the rest may be written
 * @param drift what others did to the policies, and what becomes of it
 */
record Planned(Plan plan, CreateBackoff backoff, Guarded guarded, DriftHandling drift) {
  static final Planned NOTHING =
      new Planned(
          Plan.NOTHING,
          new CreateBackoff.Proceed(Plan.NOTHING),
          new Guarded(Plan.NOTHING, List.of()),
          new DriftHandling.PutBack(Drift.NONE));

  /** A plan of which nothing may be written. */
  static Planned refused(Plan plan, Violation why) {
    return new Planned(
        plan,
        new CreateBackoff.Proceed(plan),
        new Guarded(Plan.NOTHING, List.of(why)),
        new DriftHandling.PutBack(Drift.NONE));
  }

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

  /** What is missing now and keeps a stage from being left: all but drift that is only told. */
  Plan holding() {
    return switch (drift) {
      case DriftHandling.Told(Drift told) -> missing().only(change -> !isOf(told, change));
      case DriftHandling.PutBack putBack -> missing();
      case DriftHandling.Paused paused -> missing();
      case DriftHandling.Fought fought -> missing();
    };
  }

  private boolean isOf(Drift told, Change change) {
    return refused().stream()
        .anyMatch(
            violation ->
                violation.refusal().equals(new Refusal.OfPolicies(told.roles()))
                    && violation.refuses(change));
  }

  /** Why the rest may not. */
  List<Violation> refused() {
    return guarded.refused();
  }
}
