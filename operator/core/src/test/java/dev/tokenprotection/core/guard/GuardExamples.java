package dev.tokenprotection.core.guard;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.ENFORCED_ID;
import static dev.tokenprotection.core.world.Examples.OBSERVE_ID;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.VOLUNTEERS_ID;
import static dev.tokenprotection.core.world.Examples.observed;
import static dev.tokenprotection.core.world.Examples.office;
import static dev.tokenprotection.core.world.Examples.user;
import static dev.tokenprotection.core.world.Examples.users;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.drift.Drift;
import dev.tokenprotection.core.drift.DriftHandling;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.ObservedState.ObservedGroup;
import dev.tokenprotection.core.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Plans and tenants for the tests of the guards. */
final class GuardExamples {
  static final DesiredState PILOT_ENFORCED = DesiredState.at(office(), 1, RESOLVED, BREAK_GLASS);
  static final DesiredState ALL_ENFORCED = DesiredState.at(office(), 3, RESOLVED, BREAK_GLASS);
  static final Scope PILOT_PASSED =
      Scope.passedWith(Scope.NOTHING, office(), 0, RESOLVED, PILOT_ENFORCED.observe());
  static final Action ENABLE = state(PolicyState.ENABLED);
  static final Action BACK = state(PolicyState.REPORT_ONLY);
  static final Action CREATE =
      new Action.CreatePolicy(PolicyRole.OBSERVE, PILOT_ENFORCED.observe());
  static final String VOLUNTEERS = "TokenProtection-Pilot-Volunteers";

  private GuardExamples() {}

  static Guarded check(ObservedState observed, UnaryOperator<Setting> setting, Action... actions) {
    Plan plan = new Plan(Stream.of(actions).map(a -> Change.of(a, observed)).toList());
    return Guards.check(plan, setting.apply(new Setting()).in(observed));
  }

  static Setting asItIs(Setting setting) {
    return setting;
  }

  /** What guards need to know; by default, a fit tenant whose pilot has passed its gate. */
  static final class Setting {
    private BreakGlassVerification verification = new BreakGlassVerification.Verified(2);
    private BreakGlassRemoval removal = BreakGlassRemoval.NONE;
    private Scope passed = PILOT_PASSED;
    private Growth growth = new Growth.Counted(100, 100);
    private Preflight preflight = Preflight.PASSED;
    private MembershipCaps caps = MembershipCaps.DEFAULT;
    private ApplyPolicy apply = ApplyPolicy.AUTOMATIC;
    private DriftHandling drift = new DriftHandling.PutBack(Drift.NONE);

    Setting verification(BreakGlassVerification value) {
      verification = value;
      return this;
    }

    Setting removal(BreakGlassRemoval value) {
      removal = value;
      return this;
    }

    Setting passed(Scope value) {
      passed = value;
      return this;
    }

    Setting growth(Growth value) {
      growth = value;
      return this;
    }

    Setting preflight(Preflight value) {
      preflight = value;
      return this;
    }

    Setting caps(MembershipCaps value) {
      caps = value;
      return this;
    }

    Setting apply(ApplyPolicy value) {
      apply = value;
      return this;
    }

    Setting drift(DriftHandling value) {
      drift = value;
      return this;
    }

    GuardContext in(ObservedState observed) {
      return new GuardContext(
          observed,
          office().profile(),
          office().applications(),
          BREAK_GLASS,
          verification,
          removal,
          passed,
          growth,
          preflight,
          caps,
          apply,
          drift);
    }
  }

  static ObservedState enforced(PolicyContent content) {
    return new ObservedState(Map.of(PolicyRole.ENFORCED, observed(ENFORCED_ID, content)), Map.of());
  }

  static ObservedState volunteers(PolicyContent content, Set<UserId> members) {
    return new ObservedState(
        Map.of(PolicyRole.ENFORCED, observed(OBSERVE_ID, content)),
        Map.of(VOLUNTEERS, new ObservedGroup(VOLUNTEERS_ID, members)));
  }

  static Action state(PolicyState state) {
    return new Action.SetPolicyState(PolicyRole.ENFORCED, ENFORCED_ID, state);
  }

  static Action update(PolicyContent content, Set<PolicyField> fields) {
    return new Action.UpdatePolicy(PolicyRole.ENFORCED, ENFORCED_ID, fields, content);
  }

  static Action[] removals(int count) {
    return users(1, count).stream()
        .map(user -> new Action.RemoveMember(VOLUNTEERS_ID, VOLUNTEERS, user))
        .toArray(Action[]::new);
  }

  static Action[] additions(int count) {
    return new Action[] {
      new Action.AddMembers(VOLUNTEERS_ID, VOLUNTEERS, List.copyOf(users(500, count)))
    };
  }

  static List<String> reasons(Guarded guarded) {
    return guarded.refused().stream().map(Violation::reason).toList();
  }
}
