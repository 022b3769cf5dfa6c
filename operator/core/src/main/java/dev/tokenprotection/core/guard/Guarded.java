package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.plan.Plan;
import java.util.List;

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

  /**
   * What of {@code plan} is missing now. Writes to policies that are only refused until the gate of
   * the stage has passed with them are not: they wait for it, and it must not wait for them.
   */
  public Plan missing(Plan plan) {
    return plan.only(
        change ->
            !change.writesPolicy()
                || refused.stream().noneMatch(v -> v.isMendedByGate() && v.refuses(change)));
  }
}
