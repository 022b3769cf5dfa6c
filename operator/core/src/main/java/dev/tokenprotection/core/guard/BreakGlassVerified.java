package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.plan.Plan;
import java.util.List;

/** Nothing is written, except towards report-only, unless break-glass would get somebody in. */
final class BreakGlassVerified implements Guard {
  @Override
  public List<Violation> check(Plan plan, GuardContext context) {
    return switch (context.verification()) {
      case BreakGlassVerification.Verified _ -> List.of();
      case BreakGlassVerification.Unverified(String message, String remedy) ->
          List.of(
              new Violation(
                  "BreakGlassUnverified", message, remedy, new Refusal.AllButReportOnly()));
    };
  }
}
