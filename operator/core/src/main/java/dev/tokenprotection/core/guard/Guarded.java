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
}
