package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.plan.Plan;
import java.util.List;
import java.util.Optional;

/**
 * What is left of a plan after the guards.
 *
 * @param allowed what may be carried out
 * @param refused why the rest may not, the most far-reaching reason first
 */
public record Guarded(Plan allowed, List<Violation> refused) {
  public Guarded {
    refused = List.copyOf(refused);
  }

  /** The most far-reaching violation; empty when all of the plan may be carried out. */
  public Optional<Violation> first() {
    return refused.stream().findFirst();
  }
}
