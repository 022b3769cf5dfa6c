package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.drift.Drift;
import dev.tokenprotection.core.drift.DriftHandling;
import dev.tokenprotection.core.plan.Plan;
import java.util.List;

/**
 * A policy that others changed is not written while its drift is not to be put back. What makes it
 * enforce less still is: emergency access accounts come back into its exclusions, and a way back
 * stays open.
 */
final class DriftLeftAlone implements Guard {
  @Override
  public List<Violation> check(Plan plan, GuardContext context) {
    return switch (context.drift()) {
      case DriftHandling.PutBack _ -> List.of();
      case DriftHandling.Told(Drift drift) ->
          violation(
              drift,
              "Drifted",
              "Put it back in Entra, or set driftPolicy to Correct to have it put back.");
      case DriftHandling.Paused(Drift drift) ->
          violation(
              drift,
              "Drifted",
              "No stage is left until it is put back in Entra or driftPolicy is set to Correct.");
      case DriftHandling.Fought(Drift drift) ->
          violation(
              drift,
              "ConflictingWriter",
              "It was put back three times within a day and came again: stop the other writer, then"
                  + " set the annotation tokenprotection.dev/reconcile to any new value.");
    };
  }

  private static List<Violation> violation(Drift drift, String reason, String remedy) {
    return drift.isEmpty()
        ? List.of()
        : List.of(
            new Violation(
                reason, drift.clause() + ".", remedy, new Refusal.OfPolicies(drift.roles())));
  }
}
