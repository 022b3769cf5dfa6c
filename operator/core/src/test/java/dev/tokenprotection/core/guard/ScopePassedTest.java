package dev.tokenprotection.core.guard;

import static dev.tokenprotection.core.guard.GuardExamples.ALL_ENFORCED;
import static dev.tokenprotection.core.guard.GuardExamples.BACK;
import static dev.tokenprotection.core.guard.GuardExamples.CREATE;
import static dev.tokenprotection.core.guard.GuardExamples.ENABLE;
import static dev.tokenprotection.core.guard.GuardExamples.PILOT_ENFORCED;
import static dev.tokenprotection.core.guard.GuardExamples.PILOT_PASSED;
import static dev.tokenprotection.core.guard.GuardExamples.additions;
import static dev.tokenprotection.core.guard.GuardExamples.check;
import static dev.tokenprotection.core.guard.GuardExamples.enforced;
import static dev.tokenprotection.core.guard.GuardExamples.reasons;
import static dev.tokenprotection.core.guard.GuardExamples.update;
import static dev.tokenprotection.core.guard.GuardExamples.volunteers;
import static dev.tokenprotection.core.world.Examples.EVERYBODY_ID;
import static dev.tokenprotection.core.world.Examples.PILOT_ID;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.VOLUNTEERS_ID;
import static dev.tokenprotection.core.world.Examples.office;
import static dev.tokenprotection.core.world.Examples.set;
import static dev.tokenprotection.core.world.Examples.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.ObservedState;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class ScopePassedTest {
  @Test
  void nothing_is_enabled_that_has_not_passed_a_gate() {
    ObservedState ready = enforced(PILOT_ENFORCED.enforced().inState(PolicyState.REPORT_ONLY));
    Guarded guarded = check(ready, setting -> setting.passed(Scope.NOTHING), ENABLE);
    assertThat(guarded.allowed().isEmpty()).isTrue();
    assertThat(reasons(guarded)).containsExactly("ScopeNotPassed");
    assertThat(guarded.refused().getFirst().message()).contains(PILOT_ID.value());
  }

  @Test
  void an_enabled_policy_gets_no_group_that_has_not_passed_a_gate() {
    Action widen = update(ALL_ENFORCED.enforced(), EnumSet.of(PolicyField.INCLUDE_GROUPS));
    Guarded guarded = check(enforced(PILOT_ENFORCED.enforced()), GuardExamples::asItIs, widen);
    assertThat(guarded.allowed().isEmpty()).isTrue();
    assertThat(guarded.refused().getFirst().message())
        .contains(EVERYBODY_ID.value())
        .doesNotContain(PILOT_ID.value());
    Scope passed = Scope.passedWith(PILOT_PASSED, office(), 2, RESOLVED, PILOT_ENFORCED.observe());
    assertThat(
            check(enforced(PILOT_ENFORCED.enforced()), setting -> setting.passed(passed), widen)
                .refused())
        .isEmpty();
  }

  @Test
  void groups_may_go_into_a_policy_that_is_not_enabled() {
    Action groups = update(ALL_ENFORCED.enforced(), EnumSet.of(PolicyField.INCLUDE_GROUPS));
    Guarded guarded =
        check(
            enforced(PILOT_ENFORCED.enforced().inState(PolicyState.REPORT_ONLY)),
            setting -> setting.passed(Scope.NOTHING),
            groups);
    assertThat(guarded.refused()).isEmpty();
  }

  @Test
  void a_scope_that_has_outgrown_what_passed_its_gate_is_not_enabled() {
    ObservedState ready = enforced(PILOT_ENFORCED.enforced().inState(PolicyState.REPORT_ONLY));
    assertThat(check(ready, s -> s.growth(new Growth.Counted(100, 125)), ENABLE).refused())
        .isEmpty();
    Guarded outgrown = check(ready, s -> s.growth(new Growth.Counted(100, 126)), CREATE, ENABLE);
    assertThat(outgrown.allowed().actions()).containsExactly(CREATE);
    assertThat(reasons(outgrown)).containsExactly("UnobservedMembers");
    Guarded unknown = check(ready, s -> s.growth(new Growth.Unknown("503.")), CREATE, ENABLE);
    assertThat(unknown.allowed().actions()).containsExactly(CREATE);
    assertThat(reasons(unknown)).containsExactly("UnobservedMembers");
  }

  @Test
  void a_scope_that_has_outgrown_what_passed_its_gate_goes_back_all_the_same() {
    assertThat(
            check(
                    enforced(PILOT_ENFORCED.enforced()),
                    s -> s.growth(new Growth.Counted(100, 900)),
                    BACK)
                .allowed()
                .actions())
        .containsExactly(BACK);
  }

  @Test
  void nobody_is_added_to_a_group_that_is_enforced_without_having_passed() {
    PolicyContent covering = PILOT_ENFORCED.enforced().including(set(), set(VOLUNTEERS_ID));
    Guarded guarded =
        check(volunteers(covering, users(1, 20)), GuardExamples::asItIs, additions(1));
    assertThat(guarded.allowed().isEmpty()).isTrue();
    assertThat(reasons(guarded)).containsExactly("ScopeNotPassed");
  }
}
