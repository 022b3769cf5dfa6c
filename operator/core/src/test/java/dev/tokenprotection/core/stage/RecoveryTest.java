package dev.tokenprotection.core.stage;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.ENFORCED_ID;
import static dev.tokenprotection.core.world.Examples.EVERYBODY;
import static dev.tokenprotection.core.world.Examples.EVERYBODY_ID;
import static dev.tokenprotection.core.world.Examples.OBSERVE_ID;
import static dev.tokenprotection.core.world.Examples.OTHER_ID;
import static dev.tokenprotection.core.world.Examples.PILOT;
import static dev.tokenprotection.core.world.Examples.PILOT_ID;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.START;
import static dev.tokenprotection.core.world.Examples.observed;
import static dev.tokenprotection.core.world.Examples.office;
import static dev.tokenprotection.core.world.Examples.rollout;
import static dev.tokenprotection.core.world.Examples.same;
import static dev.tokenprotection.core.world.Examples.set;
import static dev.tokenprotection.core.world.Examples.stage;
import static dev.tokenprotection.core.world.Examples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.StageState;
import dev.tokenprotection.core.world.PolicyBuilder;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Where a rollout goes on that does not know where it is. */
class RecoveryTest {
  private static final Rollout OFFICE = office();

  private static Map<PolicyRole, ObservedPolicy> liveAt(
      Rollout rollout, int stage, UnaryOperator<PolicyContent> edited) {
    DesiredState desired = DesiredState.at(rollout, stage, RESOLVED, BREAK_GLASS);
    return Map.of(
        PolicyRole.OBSERVE,
        observed(OBSERVE_ID, desired.observe()),
        PolicyRole.ENFORCED,
        observed(ENFORCED_ID, edited.apply(desired.enforced())));
  }

  private static Map<PolicyRole, ObservedPolicy> liveAt(int stage) {
    return liveAt(OFFICE, stage, content -> content);
  }

  private static int stageOf(Recovery recovery) {
    assertThat(recovery).isInstanceOf(Recovery.At.class);
    return ((Recovery.At) recovery).stage();
  }

  @Test
  void with_nothing_in_Entra_a_rollout_begins_at_its_first_stage() {
    assertThat(Recovery.of(OFFICE, RESOLVED, BREAK_GLASS, Map.of())).isEqualTo(new Recovery.Anew());
  }

  @Test
  void a_rollout_goes_on_at_the_highest_stage_that_enforces_just_what_is_enforced() {
    assertThat(stageOf(Recovery.of(OFFICE, RESOLVED, BREAK_GLASS, liveAt(0)))).isZero();
    assertThat(stageOf(Recovery.of(OFFICE, RESOLVED, BREAK_GLASS, liveAt(1)))).isEqualTo(2);
    assertThat(stageOf(Recovery.of(OFFICE, RESOLVED, BREAK_GLASS, liveAt(2)))).isEqualTo(2);
    assertThat(stageOf(Recovery.of(OFFICE, RESOLVED, BREAK_GLASS, liveAt(3)))).isEqualTo(3);
  }

  @Test
  void going_on_writes_nothing_that_lowers_or_widens_what_is_enforced() {
    for (int stage = 0; stage < 4; stage++) {
      int recovered = stageOf(Recovery.of(OFFICE, RESOLVED, BREAK_GLASS, liveAt(stage)));
      assertThat(DesiredState.at(OFFICE, recovered, RESOLVED, BREAK_GLASS).enforced())
          .isEqualTo(liveAt(stage).get(PolicyRole.ENFORCED).content());
    }
  }

  @Test
  void where_only_reached_stages_are_observed_what_is_observed_tells_the_stage() {
    Rollout reached =
        rollout(
            Rollout.ObserveScope.REACHED_STAGES,
            List.of(
                stage("pilot-observe", StageState.REPORT_ONLY, PILOT),
                stage("all-observe", StageState.REPORT_ONLY, EVERYBODY),
                same("all-enforce", StageState.ENFORCED)));
    for (int stage = 0; stage < 3; stage++) {
      assertThat(
              stageOf(
                  Recovery.of(
                      reached, RESOLVED, BREAK_GLASS, liveAt(reached, stage, content -> content))))
          .isEqualTo(stage);
    }
  }

  @Test
  void what_is_enforced_counts_as_passed_as_far_as_the_rollout_wants_it() {
    Recovery.At at = (Recovery.At) Recovery.of(OFFICE, RESOLVED, BREAK_GLASS, liveAt(1));
    assertThat(
            Scope.of(DesiredState.at(OFFICE, 1, RESOLVED, BREAK_GLASS).enforced())
                .isWithin(at.passed()))
        .isTrue();
    assertThat(at.passed().includeGroups()).containsExactly(PILOT_ID);
    Recovery.At narrower =
        (Recovery.At)
            Recovery.of(
                OFFICE,
                RESOLVED,
                BREAK_GLASS,
                liveAt(OFFICE, 1, RecoveryTest::firstApplicationOnly));
    assertThat(
            Scope.of(DesiredState.at(OFFICE, 1, RESOLVED, BREAK_GLASS).enforced())
                .isWithin(narrower.passed()))
        .as("applications that were not enforced have not passed")
        .isFalse();
    assertThat(((Recovery.At) Recovery.of(OFFICE, RESOLVED, BREAK_GLASS, liveAt(0))).passed())
        .isEqualTo(Scope.NOTHING);
  }

  @Test
  void who_is_left_out_of_what_is_enforced_has_not_passed_though_the_rollout_leaves_him_in_now() {
    Recovery.At at =
        (Recovery.At)
            Recovery.of(
                OFFICE, RESOLVED, BREAK_GLASS, liveAt(OFFICE, 1, RecoveryTest::withAnException));
    assertThat(at.passed().excludeGroups())
        .as("the exception is kept; break-glass has a guard of its own")
        .containsExactly(OTHER_ID);
    assertThat(
            Scope.of(DesiredState.at(OFFICE, 1, RESOLVED, BREAK_GLASS).enforced())
                .isWithin(at.passed()))
        .isFalse();
  }

  @Test
  void a_policy_that_asks_native_clients_for_nothing_lets_nothing_count_as_passed() {
    for (UnaryOperator<PolicyContent> edit :
        List.<UnaryOperator<PolicyContent>>of(
            content -> PolicyBuilder.from(content).clientAppTypes("browser").build(),
            content ->
                PolicyBuilder.from(content)
                    .tokenProtection(PolicyContent.TokenProtection.ABSENT)
                    .build())) {
      Recovery recovery = Recovery.of(OFFICE, RESOLVED, BREAK_GLASS, liveAt(OFFICE, 1, edit));
      assertThat(((Recovery.At) recovery).passed()).isEqualTo(Scope.NOTHING);
    }
  }

  private static PolicyContent withAnException(PolicyContent content) {
    SortedSet<GroupId> excluded = new TreeSet<>(content.excludeGroups());
    excluded.add(OTHER_ID);
    return content.excluding(content.excludeUsers(), excluded);
  }

  private static PolicyContent firstApplicationOnly(PolicyContent content) {
    return PolicyBuilder.from(content).applications(content.applications().first()).build();
  }

  @Test
  void a_policy_that_is_off_or_covers_nobody_enforces_nothing() {
    for (PolicyState off : List.of(PolicyState.DISABLED, PolicyState.REPORT_ONLY)) {
      assertThat(
              stageOf(
                  Recovery.of(
                      OFFICE,
                      RESOLVED,
                      BREAK_GLASS,
                      liveAt(OFFICE, 3, content -> content.inState(off)))))
          .isZero();
    }
    assertThat(
            stageOf(
                Recovery.of(
                    OFFICE,
                    RESOLVED,
                    BREAK_GLASS,
                    liveAt(OFFICE, 0, content -> content.inState(PolicyState.ENABLED)))))
        .isZero();
  }

  @Test
  void what_no_stage_enforces_stalls_and_tells_the_difference() {
    Recovery recovery =
        Recovery.of(
            OFFICE,
            RESOLVED,
            BREAK_GLASS,
            liveAt(OFFICE, 1, content -> content.including(set(), set(PILOT_ID, OTHER_ID))));
    assertThat(recovery)
        .isEqualTo(
            new Recovery.Disagrees(
                "The enforced policy is enabled for the groups "
                    + PILOT_ID.value()
                    + ", "
                    + OTHER_ID.value()
                    + ", and no stage that can be gone on with enforces just that; the nearest,"
                    + " pilot-enforce, enforces the group "
                    + PILOT_ID.value()
                    + ". Make them agree: change the groups of the policy or the stages, or put the"
                    + " policy to report-only."));
  }

  @Test
  void a_policy_for_users_that_no_stage_names_stalls_whatever_its_groups_are() {
    Recovery all =
        Recovery.of(
            OFFICE,
            RESOLVED,
            BREAK_GLASS,
            liveAt(OFFICE, 1, content -> content.including(set("All"), set(PILOT_ID))));
    assertThat(all).isInstanceOf(Recovery.Disagrees.class);
    Recovery one =
        Recovery.of(
            OFFICE,
            RESOLVED,
            BREAK_GLASS,
            liveAt(OFFICE, 1, c -> c.including(set(user(1).value()), set(PILOT_ID))));
    assertThat(one).isInstanceOf(Recovery.Disagrees.class);
  }

  @Test
  void an_enforced_policy_is_never_taken_for_the_first_stage() {
    Rollout observing = rollout(stage("pilot-observe", StageState.REPORT_ONLY, PILOT));
    assertThat(Recovery.of(observing, RESOLVED, BREAK_GLASS, liveAt(1)))
        .isInstanceOf(Recovery.Disagrees.class);
  }

  @Test
  void groups_that_are_not_resolved_are_waited_for_and_never_guessed() {
    Rollout managed =
        rollout(
            stage("pilot-observe", StageState.REPORT_ONLY, PILOT),
            stage(
                "volunteers",
                StageState.ENFORCED,
                new ManagedGroup("Volunteers", ManagedGroup.Membership.ADDITIVE, List.of())));
    Map<PolicyRole, ObservedPolicy> live = liveAt(1);
    assertThat(Recovery.of(managed, RESOLVED, BREAK_GLASS, live))
        .isEqualTo(new Recovery.Unresolved(List.of("Volunteers")));
    assertThat(
            stageOf(
                Recovery.of(
                    managed,
                    new Resolved(Map.of(), Map.of("Volunteers", PILOT_ID)),
                    BREAK_GLASS,
                    live)))
        .isEqualTo(1);
    assertThat(stageOf(Recovery.of(managed, RESOLVED, BREAK_GLASS, liveAt(0))))
        .as("nothing enforced")
        .isZero();
  }

  @Test
  void after_lost_status_an_attempt_begins_with_a_smaller_error_budget() {
    assertThat(new Recovery.At(2, Scope.NOTHING).begin("a", START).evidence())
        .isEqualTo(new EvidenceRun(1, START));
  }

  @Test
  void an_edit_gives_back_nothing_of_the_error_budget_that_was_spent() {
    Recovery.At at = new Recovery.At(2, Scope.NOTHING);
    Progress.AtStage from =
        new Progress.AtStage(
            1,
            "a",
            START,
            new EvidenceRun(4, START),
            Counters.ZERO,
            new SpentEvidence(Map.of("pilot-observe", 3)));
    assertThat(at.beginAfter(from, "pilot-enforce", "pilot-enforce", "b", START).evidence())
        .isEqualTo(new EvidenceRun(4, START));
    assertThat(at.beginAfter(from, "pilot-enforce", "pilot-observe", "b", START).evidence())
        .isEqualTo(new EvidenceRun(3, START));
    assertThat(at.beginAfter(from, "pilot-enforce", "another", "b", START).evidence())
        .isEqualTo(new EvidenceRun(1, START));
    assertThat(at.beginAfter(from, "pilot-enforce", "another", "b", START).spent().runs())
        .containsEntry("pilot-enforce", 4);
  }

  @Test
  void after_an_accepted_edit_a_rollout_goes_on_in_the_stage_of_the_same_name() {
    Rollout edited =
        rollout(
            stage("new-observe", StageState.REPORT_ONLY, EVERYBODY),
            stage("pilot-observe", StageState.REPORT_ONLY, PILOT),
            same("pilot-enforce", StageState.ENFORCED),
            stage("all-observe", StageState.REPORT_ONLY, EVERYBODY));
    assertThat(stageOf(Recovery.afterEdit(edited, RESOLVED, liveAt(1), "pilot-enforce", 1)))
        .isEqualTo(2);
    assertThat(stageOf(Recovery.afterEdit(edited, RESOLVED, liveAt(0), "pilot-observe", 0)))
        .isEqualTo(1);
  }

  @Test
  void after_an_accepted_edit_a_rollout_never_goes_further_than_it_had_come() {
    Rollout renamed =
        rollout(
            stage("one", StageState.REPORT_ONLY, PILOT),
            stage("two", StageState.REPORT_ONLY, EVERYBODY),
            same("three", StageState.ENFORCED));
    assertThat(stageOf(Recovery.afterEdit(renamed, RESOLVED, liveAt(0), "pilot-observe", 0)))
        .isZero();
    assertThat(Recovery.afterEdit(renamed, RESOLVED, liveAt(1), "pilot-enforce", 1))
        .as("the pilot is enforced, and no stage enforces just that")
        .isInstanceOf(Recovery.Disagrees.class);
    assertThat(
            stageOf(
                Recovery.afterEdit(
                    renamed,
                    RESOLVED,
                    liveAt(OFFICE, 3, c -> c.including(set(), set(EVERYBODY_ID))),
                    "all-enforce",
                    3)))
        .isEqualTo(2);
  }

  @Test
  void stages_to_come_may_change_and_reached_ones_only_by_naming_their_hash() {
    assertThat(StageEdit.of("v1:a", "v1:a", "")).isEqualTo(new StageEdit.None());
    assertThat(StageEdit.of("v1:a", "v1:b", "")).isEqualTo(new StageEdit.Refused("v1:b"));
    assertThat(StageEdit.of("v1:a", "v1:b", "v1:a")).isEqualTo(new StageEdit.Refused("v1:b"));
    assertThat(StageEdit.of("v1:a", "v1:b", "v1:b")).isEqualTo(new StageEdit.Accepted("v1:b"));
    assertThat(new StageEdit.Refused("v1:b").sentence(List.of("a was removed"), "say yes"))
        .isEqualTo(
            "Stages that were reached already were changed (a was removed). Put them back as they"
                + " were, or go on with them as they are now: say yes; later stages, gates and users"
                + " may change freely.");
    assertThat(new StageEdit.Refused("v1:b").sentence(List.of(), "say yes"))
        .contains("changed (name, order, state or groups)");
    assertThat(
            new StageEdit.Refused("v1:b")
                .sentence(List.of("a", "b", "c", "d", "e", "f", "g"), "say yes"))
        .contains("(a; b; c; d; e; and 2 more)");
  }
}
