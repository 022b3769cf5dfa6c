package dev.tokenprotection.core.plan;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.ENFORCED_ID;
import static dev.tokenprotection.core.world.Examples.OBSERVE_ID;
import static dev.tokenprotection.core.world.Examples.OTHER_ID;
import static dev.tokenprotection.core.world.Examples.PILOT_ID;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.START;
import static dev.tokenprotection.core.world.Examples.observed;
import static dev.tokenprotection.core.world.Examples.office;
import static dev.tokenprotection.core.world.Examples.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.DesiredMembers;
import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.world.PolicyBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A policy of the rollout was deleted by somebody else. */
class RestoreTest {
  private static final DesiredState PILOT = DesiredState.at(office(), 1, RESOLVED, BREAK_GLASS);
  private static final PolicyContent ENFORCED = PILOT.enforced();

  private static Plan planWithout(PolicyRole role, ObservedPolicy deleted) {
    return planWithout(role, deleted, PILOT);
  }

  private static Plan planWithout(PolicyRole role, ObservedPolicy deleted, DesiredState desired) {
    Map<PolicyRole, ObservedPolicy> left =
        role == PolicyRole.ENFORCED
            ? Map.of(PolicyRole.OBSERVE, observed(OBSERVE_ID, PILOT.observe()))
            : Map.of(PolicyRole.ENFORCED, observed(ENFORCED_ID, ENFORCED));
    return Planner.plan(
        desired,
        DesiredMembers.UNKNOWN,
        new ObservedState(left, Map.of()).restorable(Map.of(role, deleted)));
  }

  private static void isMadeAnew(PolicyContent deleted) {
    assertThat(planWithout(PolicyRole.ENFORCED, observed(ENFORCED_ID, deleted)).actions())
        .singleElement()
        .isInstanceOf(Action.CreatePolicy.class);
  }

  @Test
  void it_comes_back_with_its_id_and_enforces_again() {
    Plan plan = planWithout(PolicyRole.ENFORCED, observed(ENFORCED_ID, ENFORCED));
    assertThat(plan.changes())
        .containsExactly(
            new Change(
                new Action.RestorePolicy(PolicyRole.ENFORCED, ENFORCED_ID, ENFORCED),
                Direction.MORE));
    assertThat(plan.summary()).isEqualTo("1 policy to restore");
    assertThat(plan.describe().getFirst())
        .isEqualTo(
            "restore the deleted enforced policy "
                + ENFORCED_ID
                + ", enabled (widens enforcement)");
  }

  @Test
  void then_what_differs_is_planned_against_what_came_back() {
    PolicyContent narrower =
        PolicyBuilder.from(ENFORCED).applications(ENFORCED.applications().first()).build();
    ObservedState before =
        new ObservedState(
                Map.of(PolicyRole.OBSERVE, observed(OBSERVE_ID, PILOT.observe())), Map.of())
            .restorable(Map.of(PolicyRole.ENFORCED, observed(ENFORCED_ID, narrower)));
    Plan restore = Planner.plan(PILOT, DesiredMembers.UNKNOWN, before);
    ObservedState after = Projection.after(before, restore);
    assertThat(restore.actions()).singleElement().isInstanceOf(Action.RestorePolicy.class);
    Plan next = Planner.plan(PILOT, DesiredMembers.UNKNOWN, after);
    assertThat(next.actions()).singleElement().isInstanceOf(Action.UpdatePolicy.class);
    assertThat(Forecast.of(before, List.of(restore, next)).changes())
        .containsExactly(
            new ObjectChange.PolicyRestored(
                PolicyRole.ENFORCED, ENFORCED_ID, narrower, ENFORCED, Set.of(Direction.MORE)));
  }

  @Test
  void one_that_blocks_nobody_is_restored_whatever_it_covers() {
    PolicyContent wide = PILOT.observe().including(set(), set(PILOT_ID, OTHER_ID));
    assertThat(planWithout(PolicyRole.OBSERVE, observed(OBSERVE_ID, wide)).changes())
        .containsExactly(
            new Change(
                new Action.RestorePolicy(PolicyRole.OBSERVE, OBSERVE_ID, wide), Direction.NEUTRAL));
  }

  @Test
  void one_that_would_block_more_than_is_wanted_is_made_anew() {
    isMadeAnew(ENFORCED.including(set(), set(PILOT_ID, OTHER_ID)));
    isMadeAnew(PolicyBuilder.from(ENFORCED).clientAppTypes("all").build());
  }

  @Test
  void one_that_would_block_while_nothing_is_to_be_enforced_is_made_anew() {
    assertThat(
            planWithout(PolicyRole.ENFORCED, observed(ENFORCED_ID, ENFORCED), PILOT.reportOnly())
                .actions())
        .singleElement()
        .isInstanceOf(Action.CreatePolicy.class);
  }

  @Test
  void one_that_is_enabled_for_nobody_is_made_anew() {
    isMadeAnew(ENFORCED.including(set(PolicyContent.NONE), set()));
    PolicyContent observe =
        PILOT.observe().inState(PolicyState.ENABLED).including(set(PolicyContent.NONE), set());
    assertThat(planWithout(PolicyRole.OBSERVE, observed(OBSERVE_ID, observe)).actions())
        .singleElement()
        .isInstanceOf(Action.CreatePolicy.class);
  }

  @Test
  void one_that_does_not_leave_out_every_emergency_access_account_is_made_anew() {
    isMadeAnew(ENFORCED.excluding(set(), BREAK_GLASS.groups()));
    isMadeAnew(ENFORCED.excluding(BREAK_GLASS.users(), set()));
    isMadeAnew(ENFORCED.inState(PolicyState.REPORT_ONLY).excluding(set(), set()));
  }

  @Test
  void one_with_other_controls_or_without_token_protection_is_made_anew() {
    isMadeAnew(PolicyBuilder.from(ENFORCED).tokenProtection(TokenProtection.ABSENT).build());
    ObservedPolicy foreign =
        new ObservedPolicy(ENFORCED_ID, ENFORCED, START, new TreeSet<>(Set.of("grantControls")));
    assertThat(planWithout(PolicyRole.ENFORCED, foreign).actions())
        .singleElement()
        .isInstanceOf(Action.CreatePolicy.class);
  }

  @Test
  void one_beyond_what_has_passed_is_made_anew() {
    Plan plan =
        Planner.plan(
            DesiredState.at(office(), 3, RESOLVED, BREAK_GLASS),
            Scope.passedWith(Scope.NOTHING, office(), 0, RESOLVED, PILOT.observe()),
            DesiredMembers.UNKNOWN,
            new ObservedState(
                    Map.of(PolicyRole.OBSERVE, observed(OBSERVE_ID, PILOT.observe())), Map.of())
                .restorable(
                    Map.of(
                        PolicyRole.ENFORCED,
                        observed(
                            ENFORCED_ID,
                            DesiredState.at(office(), 3, RESOLVED, BREAK_GLASS).enforced()))));
    assertThat(plan.actions()).singleElement().isInstanceOf(Action.CreatePolicy.class);
  }

  @Test
  void what_may_have_been_restored_is_not_made_anew_before_it_must_be_visible() {
    Plan restore = planWithout(PolicyRole.ENFORCED, observed(ENFORCED_ID, ENFORCED));
    Intent intent = Intent.NONE.followedBy("i1", restore, START);
    Action anew = new Action.CreatePolicy(PolicyRole.ENFORCED, PILOT.reportOnly().enforced());
    assertThat(intent.mayHaveMade(anew, START.plusSeconds(1))).isTrue();
    assertThat(intent.mayHaveUnseenPolicy(Set.of(PolicyRole.OBSERVE), START.plusSeconds(1)))
        .isTrue();
    assertThat(intent.mayHaveMade(anew, START.plus(Intent.CREATE_VISIBILITY))).isFalse();
  }
}
