package dev.tokenprotection.core.world;

import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.drift.DriftHandling;
import dev.tokenprotection.core.guard.ApplyPolicy;
import dev.tokenprotection.core.guard.BreakGlassVerification;
import dev.tokenprotection.core.guard.Growth;
import dev.tokenprotection.core.guard.GuardContext;
import dev.tokenprotection.core.guard.MembershipCaps;
import dev.tokenprotection.core.guard.Preflight;
import dev.tokenprotection.core.model.CountOrShare;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.stage.Advice;
import dev.tokenprotection.core.stage.Approvals;
import dev.tokenprotection.core.stage.BreakerReading;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What an operator reads around a rollout, beside the resource and its policies and groups. */
record Surroundings(World world, Spec spec) {
  GuardContext guardContext(ObservedState observed, Scope passed, DriftHandling drift) {
    return new GuardContext(
        observed,
        spec.rollout().profile(),
        spec.rollout().applications(),
        spec.breakGlass(),
        is(Circumstance.BREAK_GLASS_GONE)
            ? new BreakGlassVerification.Unverified("gone", "mend it")
            : new BreakGlassVerification.Verified(2),
        world.people().breakGlassRemoval(),
        passed,
        is(Circumstance.COHORT_GROWN) ? new Growth.Counted(10, 5000) : new Growth.Counted(10, 10),
        is(Circumstance.UNFIT)
            ? new Preflight(List.of(new Preflight.Finding("Unfit", "m", "r")))
            : Preflight.PASSED,
        new MembershipCaps(
            new CountOrShare.Count(spec.rules().mostRemovals()), new CountOrShare.Count(1000)),
        is(Circumstance.LOOKS_ON) ? ApplyPolicy.OBSERVE : ApplyPolicy.AUTOMATIC,
        drift);
  }

  /** What holds a rollout, whatever is missing in the tenant. */
  List<Hold> holds() {
    List<Hold> holds = new ArrayList<>();
    if (is(Circumstance.FROZEN)) {
      holds.add(new Hold.Frozen("year end"));
    }
    if (is(Circumstance.PAUSED)) {
      holds.add(new Hold.Paused());
    }
    if (is(Circumstance.LOOKS_ON)) {
      holds.add(
          new Hold.Other(
              "ObserveOnly", "only looks on", new Advice("by a person", "let it write")));
    }
    if (is(Circumstance.BREAK_GLASS_GONE)) {
      holds.add(new Hold.BreakGlassUnverified("unverified"));
    }
    if (is(Circumstance.UNFIT)) {
      holds.add(new Hold.PreflightFailed("unfit"));
    }
    return holds;
  }

  BreakerReading breaker() {
    return is(Circumstance.PEOPLE_BLOCKED)
        ? new BreakerReading.Read(9, 5, BreakerReading.Basis.AS_SPECIFIED, Duration.ofHours(1))
        : new BreakerReading.NotRead();
  }

  Window window(Instant now) {
    return is(Circumstance.WINDOW_CLOSED)
        ? new Window.Closed("outside office-hours", now.plus(Duration.ofHours(1)))
        : Window.ALWAYS_OPEN;
  }

  /** Who approved the request of {@code attempt}. */
  Approvals approvals(String attempt) {
    if (is(Circumstance.APPROVALS_FORGEABLE)) {
      return new Approvals.Untrusted("a forged one was taken");
    }
    Set<String> approved = world.people().approvedAttempts();
    return new Approvals.Counted(world.core().approvals(approved, attempt));
  }

  private boolean is(Circumstance what) {
    return world.circumstances().contains(what);
  }
}
