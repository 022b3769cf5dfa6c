package dev.tokenprotection.core.desired;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.EVERYBODY;
import static dev.tokenprotection.core.world.Examples.EVERYBODY_ID;
import static dev.tokenprotection.core.world.Examples.PILOT;
import static dev.tokenprotection.core.world.Examples.PILOT_ID;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.VOLUNTEERS_ID;
import static dev.tokenprotection.core.world.Examples.office;
import static dev.tokenprotection.core.world.Examples.rollout;
import static dev.tokenprotection.core.world.Examples.same;
import static dev.tokenprotection.core.world.Examples.stage;
import static dev.tokenprotection.core.world.Examples.volunteers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.StageState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DesiredStateTest {
  @Test
  void before_anything_is_enforced_the_enforced_policy_is_report_only_and_for_nobody() {
    PolicyContent enforced = at(0).enforced();
    assertThat(enforced.state()).isEqualTo(PolicyState.REPORT_ONLY);
    assertThat(enforced.includeUsers()).containsExactly(PolicyContent.NONE);
    assertThat(enforced.includeGroups()).isEmpty();
  }

  @Test
  void the_observe_policy_is_report_only_at_every_stage_and_covers_all_stages() {
    for (int stage = 0; stage < 4; stage++) {
      PolicyContent observe = at(stage).observe();
      assertThat(observe.state()).isEqualTo(PolicyState.REPORT_ONLY);
      assertThat(observe.includeGroups()).containsExactly(PILOT_ID, EVERYBODY_ID);
    }
  }

  @Test
  void the_observe_policy_is_the_same_at_every_stage_so_that_no_promotion_rewrites_it() {
    assertThat(at(3).observe()).isEqualTo(at(0).observe());
  }

  @Test
  void reached_stages_only_are_observed_when_asked_and_whoever_is_enforced_next() {
    Rollout rollout =
        rollout(
            Rollout.ObserveScope.REACHED_STAGES,
            List.of(
                stage("pilot-observe", StageState.REPORT_ONLY, PILOT),
                stage("all-enforce", StageState.ENFORCED, EVERYBODY)));
    assertThat(DesiredState.at(rollout, 0, RESOLVED, BREAK_GLASS).observe().includeGroups())
        .containsExactly(PILOT_ID, EVERYBODY_ID);
    assertThat(
            DesiredState.at(withReachedStages(), 0, RESOLVED, BREAK_GLASS)
                .observe()
                .includeGroups())
        .containsExactly(PILOT_ID);
  }

  @Test
  void enforced_is_whoever_an_enforced_stage_up_to_now_includes() {
    assertThat(at(1).enforced().includeGroups()).containsExactly(PILOT_ID);
    assertThat(at(2).enforced().includeGroups()).containsExactly(PILOT_ID);
    assertThat(at(3).enforced().includeGroups()).containsExactly(PILOT_ID, EVERYBODY_ID);
    assertThat(at(1).enforced().state()).isEqualTo(PolicyState.ENABLED);
  }

  @Test
  void a_group_that_is_not_resolved_is_left_out_and_nothing_is_enforced_for_it() {
    Resolved none = new Resolved(Map.of(), Map.of());
    PolicyContent enforced = DesiredState.at(office(), 3, none, BREAK_GLASS).enforced();
    assertThat(enforced.coversNobody()).isTrue();
    assertThat(enforced.state()).isEqualTo(PolicyState.REPORT_ONLY);
  }

  @Test
  void break_glass_is_excluded_from_both_policies_at_every_stage() {
    for (int stage = 0; stage < 4; stage++) {
      for (PolicyRole role : PolicyRole.values()) {
        PolicyContent content = at(stage).policy(role);
        assertThat(content.excludeUsers()).isEqualTo(BREAK_GLASS.users());
        assertThat(content.excludeGroups()).isEqualTo(BREAK_GLASS.groups());
      }
    }
  }

  @Test
  void the_observe_policy_does_not_exclude_the_enforced_groups() {
    assertThat(at(3).observe().excludeGroups()).doesNotContain(PILOT_ID, EVERYBODY_ID);
  }

  @Test
  void a_way_back_changes_the_state_and_nothing_else() {
    DesiredState back = at(3).reportOnly();
    assertThat(back.enforced()).isEqualTo(at(3).enforced().inState(PolicyState.REPORT_ONLY));
    assertThat(back.observe()).isEqualTo(at(3).observe());
  }

  @Test
  void a_managed_group_takes_part_once_it_exists() {
    ManagedGroup volunteers = volunteers(ManagedGroup.Membership.AUTHORITATIVE);
    Rollout rollout =
        rollout(
            stage("observe", StageState.REPORT_ONLY, volunteers),
            same("enforce", StageState.ENFORCED));
    Resolved before = new Resolved(Map.of(), Map.of());
    Resolved after = new Resolved(Map.of(), Map.of(volunteers.displayName(), VOLUNTEERS_ID));
    assertThat(DesiredState.at(rollout, 0, before, BREAK_GLASS).observe().coversNobody()).isTrue();
    assertThat(DesiredState.at(rollout, 0, after, BREAK_GLASS).observe().includeGroups())
        .containsExactly(VOLUNTEERS_ID);
    assertThat(DesiredState.at(rollout, 0, before, BREAK_GLASS).managedGroups())
        .containsExactly(volunteers);
  }

  @Test
  void the_evidence_for_enforcing_is_about_whom_it_would_enforce() {
    Rollout rollout =
        rollout(
            stage("observe", StageState.REPORT_ONLY, PILOT),
            stage("enforce", StageState.ENFORCED, EVERYBODY));
    assertThat(DesiredState.groupsOf(DesiredState.judgedIncludes(rollout, 0), RESOLVED))
        .containsExactly(PILOT_ID, EVERYBODY_ID);
    assertThat(DesiredState.groupsOf(DesiredState.judgedIncludes(rollout, 1), RESOLVED))
        .containsExactly(EVERYBODY_ID);
  }

  private static Rollout withReachedStages() {
    return rollout(
        Rollout.ObserveScope.REACHED_STAGES,
        List.of(
            stage("pilot-observe", StageState.REPORT_ONLY, PILOT),
            stage("all-observe", StageState.REPORT_ONLY, EVERYBODY)));
  }

  private static DesiredState at(int stage) {
    return DesiredState.at(office(), stage, RESOLVED, BREAK_GLASS);
  }
}
