package dev.tokenprotection.core.world;

import dev.tokenprotection.core.desired.DesiredMembers;
import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.guard.GuardContext;
import dev.tokenprotection.core.guard.Guarded;
import dev.tokenprotection.core.guard.Violation;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.CreateBackoff;
import dev.tokenprotection.core.plan.Intent;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Broken guards and plans. Some guards are a second line of defence: no sound plan ever needs them.
 * Those are taken away together with the first line.
 */
final class BrokenWrites {
  private BrokenWrites() {}

  static List<Mutation> all() {
    return List.of(
        new Mutation("guard WritesAllowed is missing", new Without("ObserveOnly")),
        new Mutation("guard BreakGlassVerified is missing", new Without("BreakGlassUnverified")),
        new Mutation("guard BreakGlassKept is missing", new Without("BreakGlassShrinks")),
        new Mutation(
            "guard DriftLeftAlone is missing", new Without("Drifted", "ConflictingWriter")),
        new Mutation("guard NothingForeign is missing", new Without("ForeignControls")),
        new Mutation("guard TenantFit is missing", new Without("Unfit")),
        new Mutation("guard MembersCapped is missing", new Without("TooManyRemovals")),
        new Mutation("guard GrowthCapped is missing", new Without("UnobservedMembers")),
        new Mutation(
            "guard BreakGlassExcluded is missing, and plans exclude nobody",
            new Planning(
                content -> content.excluding(new TreeSet<>(), new TreeSet<>()),
                "BreakGlassNotExcluded",
                "BreakGlassShrinks")),
        new Mutation(
            "guard ContentAllowed is missing, and plans are for all users",
            new Planning(
                content -> content.including(new TreeSet<>(Set.of("All")), new TreeSet<>()),
                "PolicyTooBroad")),
        new Mutation(
            "guard ScopePassed is missing, and plans go beyond what has passed",
            new Without("ScopeNotPassed") {
              @Override
              DesiredState within(DesiredState desired, Scope passed) {
                return desired;
              }
            }),
        new Mutation(
            "a plan is carried out in the reverse order",
            new Core() {
              @Override
              Plan plan(DesiredState desired, DesiredMembers members, ObservedState observed) {
                return new Plan(super.plan(desired, members, observed).changes().reversed());
              }
            }),
        new Mutation(
            "what was created and can't be seen yet is created again",
            new Core() {
              @Override
              CreateBackoff backoff(Intent intent, Plan plan, Instant now) {
                return new CreateBackoff.Proceed(plan);
              }
            }),
        new Mutation(
            "a create is sent however long ago it was recorded",
            new Core() {
              @Override
              boolean covers(Intent intent, Action action, Duration age) {
                return true;
              }
            }),
        new Mutation("a deleted policy is restored whatever it was", new Restoring()),
        new Mutation(
            "a write needs no lease",
            new Core() {
              @Override
              boolean maySend(boolean leads) {
                return true;
              }
            }));
  }

  /** Plans that bring back whatever was deleted, past the guards that would refuse it. */
  private static final class Restoring extends Without {
    Restoring() {
      super("ScopeNotPassed", "BreakGlassNotExcluded", "PolicyTooBroad");
    }

    @Override
    Plan plan(DesiredState desired, DesiredMembers members, ObservedState observed) {
      return new Plan(
          super.plan(desired, members, observed).changes().stream()
              .map(change -> restoring(change, observed))
              .toList());
    }

    private static Change restoring(Change change, ObservedState observed) {
      return change.action() instanceof Action.CreatePolicy(PolicyRole role, var _)
              && observed.deleted().containsKey(role)
          ? Change.of(restore(role, observed.deleted().get(role)), observed)
          : change;
    }

    private static Action restore(PolicyRole role, ObservedPolicy deleted) {
      return new Action.RestorePolicy(role, deleted.id(), deleted.content());
    }
  }

  /** A chain from which the guard is missing that refuses for these reasons. */
  private static class Without extends Core {
    private final Set<String> reasons;

    Without(String... reasons) {
      this.reasons = Set.of(reasons);
    }

    @Override
    Guarded guard(Plan plan, GuardContext context) {
      List<Violation> refused =
          super.guard(plan, context).refused().stream()
              .filter(violation -> !reasons.contains(violation.reason()))
              .toList();
      return new Guarded(
          plan.only(change -> refused.stream().noneMatch(v -> v.refuses(change))), refused);
    }
  }

  /** Plans that are made from something else than what is desired. */
  private static final class Planning extends Without {
    private final UnaryOperator<PolicyContent> instead;

    Planning(UnaryOperator<PolicyContent> instead, String... reasons) {
      super(reasons);
      this.instead = instead;
    }

    @Override
    Plan plan(DesiredState desired, DesiredMembers members, ObservedState observed) {
      return super.plan(
          new DesiredState(
              desired.identity(),
              instead.apply(desired.policy(PolicyRole.OBSERVE)),
              instead.apply(desired.policy(PolicyRole.ENFORCED)),
              desired.managedGroups()),
          members,
          observed);
    }
  }
}
