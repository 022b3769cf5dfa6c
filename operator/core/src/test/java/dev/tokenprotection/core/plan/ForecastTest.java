package dev.tokenprotection.core.plan;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.ENFORCED_ID;
import static dev.tokenprotection.core.world.Examples.OBSERVE_ID;
import static dev.tokenprotection.core.world.Examples.VOLUNTEERS_ID;
import static dev.tokenprotection.core.world.Examples.observed;
import static dev.tokenprotection.core.world.Examples.rollout;
import static dev.tokenprotection.core.world.Examples.same;
import static dev.tokenprotection.core.world.Examples.stage;
import static dev.tokenprotection.core.world.Examples.users;
import static dev.tokenprotection.core.world.Examples.volunteers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.DesiredMembers;
import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.StageState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.ObservedState.ObservedGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final ObservedState EMPTY = new ObservedState(Map.of(), Map.of());
  private static final String VOLUNTEERS = "TokenProtection-Pilot-Volunteers";
  private static final Rollout ROLLOUT =
      rollout(
          stage(
              "observe", StageState.REPORT_ONLY, volunteers(ManagedGroup.Membership.AUTHORITATIVE)),
          same("enforce", StageState.ENFORCED));

  @Test
  void into_an_empty_tenant_everything_is_created_as_it_will_be_at_last() {
    Forecast forecast = forecast(0, EMPTY, users(1, 25));

    assertThat(forecast.changes()).hasSize(3);
    assertThat(forecast.changes().get(0))
        .isEqualTo(new ObjectChange.GroupCreated(VOLUNTEERS, users(1, 25), Set.of()));
    assertThat(forecast.changes().get(1))
        .isInstanceOfSatisfying(
            ObjectChange.PolicyCreated.class,
            created -> {
              assertThat(created.role()).isEqualTo(PolicyRole.OBSERVE);
              assertThat(created.content().includeGroups())
                  .containsExactly(Projection.groupToCome(VOLUNTEERS));
              assertThat(created.effects()).isEmpty();
            });
    assertThat(forecast.changes().get(2))
        .isInstanceOfSatisfying(
            ObjectChange.PolicyCreated.class,
            created -> assertThat(created.content().coversNobody()).isTrue());
  }

  @Test
  void what_is_enforced_at_last_widens_enforcement_though_it_is_created_report_only() {
    Forecast forecast = forecast(1, EMPTY, users(1, 2));

    assertThat(forecast.changes().getLast())
        .isInstanceOfSatisfying(
            ObjectChange.PolicyCreated.class,
            created -> {
              assertThat(created.role()).isEqualTo(PolicyRole.ENFORCED);
              assertThat(created.content().state()).isEqualTo(PolicyState.ENABLED);
              assertThat(created.effects()).containsExactly(Direction.MORE);
            });
  }

  @Test
  void nothing_is_forecast_when_the_tenant_is_as_desired() {
    assertThat(forecast(1, at(1, users(1, 2)), users(1, 2)).isEmpty()).isTrue();
  }

  @Test
  void a_promotion_changes_the_enforced_policy_alone_and_says_from_what_to_what() {
    Forecast forecast = forecast(1, at(0, users(1, 2)), users(1, 2));

    assertThat(forecast.changes())
        .singleElement()
        .isInstanceOfSatisfying(
            ObjectChange.PolicyChanged.class,
            changed -> {
              assertThat(changed.id()).isEqualTo(ENFORCED_ID);
              assertThat(changed.before().coversNobody()).isTrue();
              assertThat(changed.after().includeGroups()).containsExactly(VOLUNTEERS_ID);
              assertThat(changed.after().state()).isEqualTo(PolicyState.ENABLED);
              assertThat(changed.effects()).containsExactly(Direction.MORE);
            });
  }

  @Test
  void a_step_back_lowers_protection() {
    assertThat(forecast(0, at(1, users(1, 2)), users(1, 2)).changes())
        .singleElement()
        .satisfies(change -> assertThat(change.effects()).containsExactly(Direction.LESS));
  }

  @Test
  void members_of_an_enforced_group_that_come_and_go_do_both() {
    assertThat(forecast(1, at(1, users(1, 2)), users(2, 2)).changes())
        .containsExactly(
            new ObjectChange.GroupChanged(
                VOLUNTEERS,
                VOLUNTEERS_ID,
                users(3, 1),
                users(1, 1),
                Set.of(Direction.LESS, Direction.MORE)));
  }

  private static ObservedState at(int stage, Set<UserId> members) {
    DesiredState desired =
        DesiredState.at(
            ROLLOUT, stage, new Resolved(Map.of(), Map.of(VOLUNTEERS, VOLUNTEERS_ID)), BREAK_GLASS);
    return new ObservedState(
        Map.of(
            PolicyRole.OBSERVE,
            observed(OBSERVE_ID, desired.observe()),
            PolicyRole.ENFORCED,
            observed(ENFORCED_ID, desired.enforced())),
        Map.of(VOLUNTEERS, new ObservedGroup(VOLUNTEERS_ID, members)));
  }

  /** Plans until nothing is left to do. */
  private static Forecast forecast(int stage, ObservedState before, Set<UserId> wanted) {
    List<Plan> plans = new ArrayList<>();
    ObservedState state = before;
    Plan next = plan(stage, state, wanted);
    while (!next.isEmpty()) {
      plans.add(next);
      assertThat(plans).as("it comes to an end").hasSizeLessThan(9);
      state = Projection.after(state, next);
      next = plan(stage, state, wanted);
    }
    return Forecast.of(before, plans);
  }

  private static Plan plan(int stage, ObservedState observed, Set<UserId> wanted) {
    Resolved resolved = new Resolved(Map.of(), observed.managedGroupIds());
    return Planner.plan(
        DesiredState.at(ROLLOUT, stage, resolved, BREAK_GLASS),
        DesiredMembers.of(Map.of(VOLUNTEERS, wanted)),
        observed);
  }
}
