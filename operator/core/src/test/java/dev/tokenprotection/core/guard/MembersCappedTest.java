package dev.tokenprotection.core.guard;

import static dev.tokenprotection.core.guard.GuardExamples.CREATE;
import static dev.tokenprotection.core.guard.GuardExamples.PILOT_ENFORCED;
import static dev.tokenprotection.core.guard.GuardExamples.PILOT_PASSED;
import static dev.tokenprotection.core.guard.GuardExamples.additions;
import static dev.tokenprotection.core.guard.GuardExamples.check;
import static dev.tokenprotection.core.guard.GuardExamples.reasons;
import static dev.tokenprotection.core.guard.GuardExamples.removals;
import static dev.tokenprotection.core.guard.GuardExamples.volunteers;
import static dev.tokenprotection.core.world.Examples.VOLUNTEERS_ID;
import static dev.tokenprotection.core.world.Examples.set;
import static dev.tokenprotection.core.world.Examples.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.guard.GuardExamples.Setting;
import dev.tokenprotection.core.model.CountOrShare;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.ObservedState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class MembersCappedTest {
  private static final PolicyContent COVERING =
      PILOT_ENFORCED.enforced().including(set(), set(VOLUNTEERS_ID));

  /** The scope of the pilot, for the volunteers. */
  private static final Scope VOLUNTEERS_PASSED =
      Scope.passed(
          set(VOLUNTEERS_ID),
          PILOT_PASSED.excludeGroups(),
          PILOT_PASSED.guests(),
          PILOT_PASSED.applications(),
          PILOT_PASSED.platforms(),
          PILOT_PASSED.deviceFilter());

  @Test
  void more_removals_than_allowed_are_not_carried_out_and_the_rest_is() {
    ObservedState tenant = volunteers(PILOT_ENFORCED.observe(), users(1, 20));
    Guarded three = check(tenant, GuardExamples::asItIs, with(removals(3), CREATE));
    assertThat(three.allowed().actions()).containsExactly(CREATE);
    assertThat(three.refused().getFirst().message()).contains("3 of the 20").contains("(2)");
    assertThat(check(tenant, GuardExamples::asItIs, removals(2)).refused()).isEmpty();
  }

  @Test
  void a_share_of_few_members_is_rounded_up() {
    ObservedState tenant = volunteers(PILOT_ENFORCED.observe(), users(1, 3));
    assertThat(check(tenant, GuardExamples::asItIs, removals(1)).refused()).isEmpty();
    assertThat(check(tenant, GuardExamples::asItIs, removals(2)).refused()).isNotEmpty();
  }

  @Test
  void carrying_out_a_part_of_allowed_removals_never_makes_the_rest_too_many() {
    for (int members = 1; members <= 200; members++) {
      long allowed = MembershipCaps.DEFAULT.maxRemovals().of(members);
      for (int done = 0; done < allowed; done++) {
        assertThat(allowed - done)
            .as("%d members, %d of %d removed", members, done, allowed)
            .isLessThanOrEqualTo(MembershipCaps.DEFAULT.maxRemovals().of(members - done));
      }
    }
  }

  @Test
  void a_group_that_nobody_is_blocked_by_may_be_filled_at_once() {
    ObservedState empty = volunteers(PILOT_ENFORCED.observe(), Set.of());
    assertThat(check(empty, GuardExamples::asItIs, additions(20)).refused()).isEmpty();
  }

  @Test
  void an_enforced_group_grows_only_as_far_as_is_allowed() {
    ObservedState tenant = volunteers(COVERING, users(1, 20));
    assertThat(check(tenant, setting -> setting.passed(VOLUNTEERS_PASSED), additions(5)).refused())
        .isEmpty();
    Guarded six = check(tenant, setting -> setting.passed(VOLUNTEERS_PASSED), additions(6));
    assertThat(six.allowed().isEmpty()).isTrue();
    assertThat(reasons(six)).containsExactly("UnobservedMembers");
    assertThat(
            check(
                    tenant,
                    setting ->
                        setting
                            .passed(VOLUNTEERS_PASSED)
                            .caps(
                                new MembershipCaps(
                                    new CountOrShare.Count(0), new CountOrShare.Count(6))),
                    additions(6))
                .refused())
        .isEmpty();
  }

  @Test
  void small_additions_do_not_add_up_to_more_than_is_allowed() {
    ObservedState tenant = volunteers(COVERING, users(1, 20));
    UnaryOperator<Setting> grown =
        s -> s.passed(VOLUNTEERS_PASSED).growth(new Growth.Counted(16, 20));
    Guarded guarded = check(tenant, grown, additions(1));
    assertThat(guarded.allowed().isEmpty()).isTrue();
    assertThat(reasons(guarded)).containsExactly("UnobservedMembers");
  }

  private static Action[] with(Action[] actions, Action more) {
    List<Action> all = new ArrayList<>(List.of(actions));
    all.add(more);
    return all.toArray(Action[]::new);
  }
}
