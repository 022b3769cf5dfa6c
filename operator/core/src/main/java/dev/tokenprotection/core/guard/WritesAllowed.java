package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.plan.Direction;
import dev.tokenprotection.core.plan.Plan;
import java.util.List;

/** A rollout that only looks on writes nothing. */
final class WritesAllowed implements Guard {
  @Override
  public List<Violation> check(Plan plan, GuardContext context) {
    return switch (context.applyPolicy()) {
      case AUTOMATIC -> List.of();
      case OBSERVE ->
          List.of(
              new Violation(
                  "ObserveOnly",
                  "The plan (" + plan.summary() + ") is not carried out: applyPolicy is Observe.",
                  remedy(plan),
                  new Refusal.Everything()));
    };
  }

  private static String remedy(Plan plan) {
    String remedy = "Set applyPolicy to Automatic to carry it out";
    return plan.has(Direction.LESS)
        ? remedy + "; until then not even a rollback or a stop is written."
        : remedy + ".";
  }
}
