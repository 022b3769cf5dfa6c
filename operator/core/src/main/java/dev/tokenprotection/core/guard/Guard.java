package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.plan.Plan;
import java.util.List;

/** One rule that a plan must keep. */
@FunctionalInterface
interface Guard {
  /** What is wrong with {@code plan}; empty when it keeps the rule. */
  List<Violation> check(Plan plan, GuardContext context);
}
