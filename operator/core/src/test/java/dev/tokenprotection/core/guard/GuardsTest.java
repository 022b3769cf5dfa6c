package dev.tokenprotection.core.guard;

import static dev.tokenprotection.core.guard.GuardExamples.BACK;
import static dev.tokenprotection.core.guard.GuardExamples.CREATE;
import static dev.tokenprotection.core.guard.GuardExamples.ENABLE;
import static dev.tokenprotection.core.guard.GuardExamples.PILOT_ENFORCED;
import static dev.tokenprotection.core.guard.GuardExamples.check;
import static dev.tokenprotection.core.guard.GuardExamples.enforced;
import static dev.tokenprotection.core.guard.GuardExamples.reasons;
import static dev.tokenprotection.core.guard.GuardExamples.removals;
import static dev.tokenprotection.core.guard.GuardExamples.volunteers;
import static dev.tokenprotection.core.world.Examples.ENFORCED_ID;
import static dev.tokenprotection.core.world.Examples.set;
import static dev.tokenprotection.core.world.Examples.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.drift.Drift;
import dev.tokenprotection.core.drift.DriftHandling;
import dev.tokenprotection.core.drift.PolicyDrift;
import dev.tokenprotection.core.guard.GuardExamples.Setting;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Plan;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuardsTest {
  @Test
  void a_plan_that_keeps_every_rule_is_carried_out_whole() {
    ObservedState ready = enforced(PILOT_ENFORCED.enforced().inState(PolicyState.REPORT_ONLY));
    Guarded guarded = check(ready, GuardExamples::asItIs, ENABLE);
    assertThat(guarded.refused()).isEmpty();
    assertThat(guarded.allowed().actions()).containsExactly(ENABLE);
  }

  @Test
  void an_empty_plan_violates_nothing_whatever_the_tenant_is_like() {
    Guarded guarded =
        Guards.check(
            Plan.NOTHING,
            new Setting()
                .verification(new BreakGlassVerification.Unverified("m", "r"))
                .apply(ApplyPolicy.OBSERVE)
                .in(enforced(PILOT_ENFORCED.enforced())));
    assertThat(guarded.refused()).isEmpty();
  }

  @Test
  void a_rollout_that_only_looks_on_writes_nothing_not_even_the_way_back() {
    Guarded guarded =
        check(
            enforced(PILOT_ENFORCED.enforced()),
            setting -> setting.apply(ApplyPolicy.OBSERVE),
            BACK);
    assertThat(guarded.allowed().isEmpty()).isTrue();
    assertThat(guarded.refused().getFirst().reason()).isEqualTo("ObserveOnly");
  }

  @Test
  void a_tenant_that_is_not_fit_lets_everything_but_more_enforcement_through() {
    ObservedState ready = enforced(PILOT_ENFORCED.enforced().inState(PolicyState.REPORT_ONLY));
    Preflight unfit =
        new Preflight(List.of(new Preflight.Finding("SecurityDefaultsEnabled", "On.", "Off.")));
    Guarded guarded = check(ready, setting -> setting.preflight(unfit), CREATE, ENABLE);
    assertThat(guarded.allowed().actions()).containsExactly(CREATE);
    assertThat(reasons(guarded)).containsExactly("SecurityDefaultsEnabled");
    assertThat(check(ready, setting -> setting.preflight(unfit), CREATE).refused()).isEmpty();
  }

  @Test
  void no_message_names_a_user() {
    ObservedState tenant = volunteers(PILOT_ENFORCED.observe(), users(1, 20));
    for (Violation violation : check(tenant, GuardExamples::asItIs, removals(20)).refused()) {
      assertThat(violation.sentence()).doesNotContain("44444444-");
    }
  }

  @Test
  void drift_that_is_left_alone_keeps_only_what_enforces_less() {
    PolicyContent drifted = PILOT_ENFORCED.enforced().excluding(set(), set());
    Drift drift =
        new Drift(
            List.of(
                new PolicyDrift.Changed(
                    PolicyRole.ENFORCED,
                    ENFORCED_ID,
                    PolicyDrift.Urgency.BREAK_GLASS_LOST,
                    Set.of(PolicyField.EXCLUDE_USERS),
                    PolicyDrift.Evidence.WHOLE)));
    Action exclusions =
        new Action.UpdatePolicy(
            PolicyRole.ENFORCED,
            ENFORCED_ID,
            EnumSet.of(PolicyField.EXCLUDE_USERS, PolicyField.EXCLUDE_GROUPS),
            PILOT_ENFORCED.enforced());
    Action name =
        new Action.UpdatePolicy(
            PolicyRole.ENFORCED,
            ENFORCED_ID,
            EnumSet.of(PolicyField.DISPLAY_NAME),
            PILOT_ENFORCED.enforced());
    Guarded guarded =
        check(
            enforced(drifted),
            setting -> setting.drift(new DriftHandling.Paused(drift)),
            exclusions,
            name,
            CREATE);
    assertThat(guarded.allowed().actions()).containsExactly(exclusions, CREATE);
    assertThat(guarded.refused()).extracting(Violation::reason).containsExactly("Drifted");
  }
}
