package dev.tokenprotection.core.plan;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.ENFORCED_ID;
import static dev.tokenprotection.core.world.Examples.OBSERVE_ID;
import static dev.tokenprotection.core.world.Examples.OFFICE;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.START;
import static dev.tokenprotection.core.world.Examples.observed;
import static dev.tokenprotection.core.world.Examples.office;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.DeletionPolicy;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.world.PolicyBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeletionPlanTest {
  private static final DesiredState DESIRED = DesiredState.at(office(), 1, RESOLVED, BREAK_GLASS);
  private static final ObservedPolicy OBSERVE = observed(OBSERVE_ID, DESIRED.observe());
  private static final ObservedPolicy ENFORCED = observed(ENFORCED_ID, DESIRED.enforced());
  private static final PolicyId THIRD_ID = new PolicyId("22222222-0000-0000-0000-000000000003");
  private static final Map<PolicyRole, PolicyId> KNOWN =
      Map.of(PolicyRole.OBSERVE, OBSERVE_ID, PolicyRole.ENFORCED, ENFORCED_ID);

  @Test
  void report_only_writes_the_state_of_what_is_enabled_and_nothing_else() {
    assertThat(plan(DeletionPolicy.REPORT_ONLY, OBSERVE, ENFORCED).changes())
        .containsExactly(set(PolicyRole.ENFORCED, ENFORCED_ID, PolicyState.REPORT_ONLY));
  }

  @Test
  void disable_takes_what_blocks_people_first() {
    assertThat(plan(DeletionPolicy.DISABLE, OBSERVE, ENFORCED).changes())
        .containsExactly(
            set(PolicyRole.ENFORCED, ENFORCED_ID, PolicyState.DISABLED),
            new Change(
                new Action.SetPolicyState(PolicyRole.OBSERVE, OBSERVE_ID, PolicyState.DISABLED),
                Direction.NEUTRAL));
  }

  @Test
  void an_orphan_is_left_alone() {
    assertThat(plan(DeletionPolicy.ORPHAN, OBSERVE, ENFORCED).isEmpty()).isTrue();
  }

  @Test
  void what_is_lowered_already_is_not_written_again() {
    ObservedPolicy off = observed(ENFORCED_ID, DESIRED.enforced().inState(PolicyState.DISABLED));

    assertThat(plan(DeletionPolicy.REPORT_ONLY, OBSERVE, off).isEmpty()).isTrue();
  }

  @Test
  void an_observe_policy_that_somebody_enabled_is_lowered_too() {
    ObservedPolicy on = observed(OBSERVE_ID, DESIRED.observe().inState(PolicyState.ENABLED));

    assertThat(plan(DeletionPolicy.REPORT_ONLY, on).changes())
        .containsExactly(set(PolicyRole.OBSERVE, OBSERVE_ID, PolicyState.REPORT_ONLY));
  }

  @Test
  void every_policy_with_the_marker_is_ours_also_a_second_one_of_a_role() {
    ObservedPolicy second = observed(THIRD_ID, DESIRED.enforced());

    assertThat(DeletionPlan.owned(OFFICE, List.of(ENFORCED, second), Map.of()))
        .containsExactly(
            new DeletionPlan.Owned(PolicyRole.ENFORCED, ENFORCED),
            new DeletionPlan.Owned(PolicyRole.ENFORCED, second));
  }

  @Test
  void a_policy_that_lost_its_marker_is_known_by_its_id() {
    ObservedPolicy renamed = observed(ENFORCED_ID, named("Whatever"));

    assertThat(DeletionPlan.owned(OFFICE, List.of(renamed), KNOWN))
        .containsExactly(new DeletionPlan.Owned(PolicyRole.ENFORCED, renamed));
    assertThat(DeletionPlan.owned(OFFICE, List.of(renamed), Map.of())).isEmpty();
  }

  @Test
  void a_policy_that_another_installation_or_rollout_took_over_is_left_alone() {
    for (RolloutIdentity other :
        List.of(
            new RolloutIdentity("cluster-2", "contoso", "office"),
            new RolloutIdentity("cluster-1", "contoso", "shop"))) {
      ObservedPolicy taken =
          observed(ENFORCED_ID, named(Marker.of(other).displayName("Pilot", PolicyRole.ENFORCED)));

      assertThat(DeletionPlan.owned(OFFICE, List.of(taken), KNOWN)).isEmpty();
    }
  }

  @Test
  void a_policy_that_may_have_been_created_unseen_is_not_overlooked() {
    Plan creates =
        new Plan(
            List.of(
                new Change(
                    new Action.CreatePolicy(
                        PolicyRole.ENFORCED, DESIRED.enforced().inState(PolicyState.REPORT_ONLY)),
                    Direction.NEUTRAL)));
    Intent intent = Intent.NONE.followedBy("i1", creates, START);

    assertThat(intent.mayHaveUnseenPolicy(Set.of(PolicyRole.OBSERVE), START)).isTrue();
    assertThat(intent.mayHaveUnseenPolicy(Set.of(PolicyRole.ENFORCED), START)).isFalse();
    assertThat(
            intent.mayHaveUnseenPolicy(
                Set.of(PolicyRole.OBSERVE), START.plus(Duration.ofMinutes(2))))
        .isFalse();
  }

  private static Plan plan(DeletionPolicy policy, ObservedPolicy... policies) {
    return DeletionPlan.of(policy, DeletionPlan.owned(OFFICE, List.of(policies), KNOWN));
  }

  private static Change set(PolicyRole role, PolicyId id, PolicyState state) {
    return new Change(new Action.SetPolicyState(role, id, state), Direction.LESS);
  }

  private static PolicyContent named(String displayName) {
    return PolicyBuilder.from(DESIRED.enforced()).named(displayName).build();
  }
}
