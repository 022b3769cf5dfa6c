package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.plan.Plan;
import java.util.List;

/**
 * The chain that every plan passes before it is carried out. All guards see the same plan; a change
 * is carried out when no violation refuses it. What makes a policy enforce less survives every
 * guard but two: a rollout that only looks on writes nothing, and without verified break-glass
 * accounts only the way to report-only is open.
 */
public final class Guards {
  private static final List<Guard> CHAIN =
      List.of(
          new WritesAllowed(),
          new BreakGlassVerified(),
          new BreakGlassExcluded(),
          new BreakGlassKept(),
          new ContentAllowed(),
          new AdoptionHarmless(),
          new DriftLeftAlone(),
          new ScopePassed(),
          new NothingForeign(),
          new TenantFit(),
          new MembersCapped(),
          new GrowthCapped());

  private Guards() {}

  /** What of {@code plan} may be carried out, and why the rest may not. */
  public static Guarded check(Plan plan, GuardContext context) {
    if (plan.isEmpty()) {
      return new Guarded(plan, List.of());
    }
    List<Violation> refused =
        CHAIN.stream().flatMap(guard -> guard.check(plan, context).stream()).toList();
    return new Guarded(
        plan.only(change -> refused.stream().noneMatch(v -> v.refuses(change))), refused);
  }
}
