package dev.tokenprotection.core.drift;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.ENFORCED_ID;
import static dev.tokenprotection.core.world.Examples.OBSERVE_ID;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.START;
import static dev.tokenprotection.core.world.Examples.observed;
import static dev.tokenprotection.core.world.Examples.office;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.DesiredMembers;
import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.drift.Drift.Accepted;
import dev.tokenprotection.core.drift.PolicyDrift.Urgency;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Planner;
import dev.tokenprotection.core.plan.PolicyHash;
import dev.tokenprotection.core.world.PolicyBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class DriftTest {
  private static final DesiredState DESIRED = DesiredState.at(office(), 1, RESOLVED, BREAK_GLASS);

  @Test
  void a_policy_that_is_as_it_was_written_has_not_drifted() {
    assertThat(drift(DESIRED, DESIRED.enforced())).isEqualTo(Drift.NONE);
  }

  @Test
  void what_the_rollout_itself_wants_otherwise_is_no_drift() {
    DesiredState next = DesiredState.at(office(), 3, RESOLVED, BREAK_GLASS);
    assertThat(drift(next, DESIRED.enforced())).isEqualTo(Drift.NONE);
  }

  @Test
  void a_change_by_others_into_what_is_wanted_is_no_drift() {
    DesiredState next = DesiredState.at(office(), 3, RESOLVED, BREAK_GLASS);
    assertThat(drift(next, next.enforced())).isEqualTo(Drift.NONE);
  }

  @Test
  void a_policy_whose_last_content_is_not_known_can_not_have_drifted() {
    ObservedState observed = state(without(TokenProtection.ABSENT));
    Drift drift =
        Drift.of(
            Map.of(PolicyRole.ENFORCED, new Accepted(ENFORCED_ID, "")),
            observed,
            Planner.plan(DESIRED, DesiredMembers.UNKNOWN, observed),
            BREAK_GLASS);
    assertThat(drift).isEqualTo(Drift.NONE);
  }

  @Test
  void a_lost_session_control_is_named_as_what_it_is() {
    Drift drift = drift(DESIRED, without(TokenProtection.ABSENT));
    assertThat(drift.policies())
        .containsExactly(
            new PolicyDrift.Changed(
                PolicyRole.ENFORCED,
                ENFORCED_ID,
                Urgency.PROTECTION_LOST,
                Set.of(PolicyField.TOKEN_PROTECTION),
                PolicyDrift.Evidence.NARROWED));
    assertThat(drift.clause())
        .contains("does not require token protection any more")
        .contains("sessionControls.secureSignInSession.isEnabled")
        .contains(ENFORCED_ID.value());
  }

  @Test
  void emergency_access_accounts_that_are_not_excluded_come_before_all_else() {
    PolicyContent changed =
        without(TokenProtection.ABSENT).excluding(new TreeSet<>(), new TreeSet<>());
    assertThat(drift(DESIRED, changed).policies())
        .extracting(PolicyDrift::urgency)
        .containsExactly(Urgency.BREAK_GLASS_LOST);
  }

  @Test
  void a_policy_that_others_switched_off_has_drifted() {
    assertThat(drift(DESIRED, DESIRED.enforced().inState(PolicyState.DISABLED)).policies())
        .extracting(PolicyDrift::urgency)
        .containsExactly(Urgency.STATE_CHANGED);
  }

  @Test
  void a_deleted_policy_is_named() {
    ObservedState observed =
        new ObservedState(
            Map.of(PolicyRole.OBSERVE, observed(OBSERVE_ID, DESIRED.observe())), Map.of());
    Drift drift =
        Drift.of(
            Map.of(
                PolicyRole.ENFORCED, accepted(ENFORCED_ID, DESIRED.enforced()),
                PolicyRole.OBSERVE, accepted(OBSERVE_ID, DESIRED.observe())),
            observed,
            Planner.plan(DESIRED, DesiredMembers.UNKNOWN, observed),
            BREAK_GLASS);
    assertThat(drift.policies())
        .containsExactly(new PolicyDrift.Deleted(PolicyRole.ENFORCED, ENFORCED_ID));
    assertThat(drift.clause()).contains("was deleted");
  }

  @Test
  void the_third_correction_within_a_day_is_the_last() {
    Drift drift = drift(DESIRED, without(TokenProtection.ABSENT));
    Corrections corrections = Corrections.NONE;
    for (int i = 0; i < Corrections.FIGHT; i++) {
      assertThat(DriftHandling.of(drift, DriftPolicy.CORRECT, corrections, START))
          .isInstanceOf(DriftHandling.PutBack.class);
      corrections = corrections.with(START);
    }
    assertThat(DriftHandling.of(drift, DriftPolicy.CORRECT, corrections, START))
        .isInstanceOf(DriftHandling.Fought.class);
    assertThat(
            DriftHandling.of(
                drift, DriftPolicy.CORRECT, corrections, START.plus(Duration.ofHours(24))))
        .isInstanceOf(DriftHandling.PutBack.class);
    assertThat(corrections.with(START).at()).hasSize(Corrections.FIGHT);
  }

  @Test
  void no_stage_is_left_by_evidence_that_drift_took_sign_ins_away_from() {
    PolicyContent fewer = PolicyBuilder.from(DESIRED.observe()).clientAppTypes("browser").build();
    assertThat(handledByTelling(driftOfObserve(fewer))).isInstanceOf(DriftHandling.Paused.class);
    assertThat(handledByTelling(driftOfObserve(DESIRED.observe().inState(PolicyState.DISABLED))))
        .isInstanceOf(DriftHandling.Paused.class);
    assertThat(
            handledByTelling(
                new Drift(List.of(new PolicyDrift.Deleted(PolicyRole.OBSERVE, OBSERVE_ID)))))
        .isInstanceOf(DriftHandling.Paused.class);
  }

  @Test
  void drift_that_adds_to_the_evidence_or_is_of_what_is_enforced_is_told_while_stages_go_on() {
    PolicyContent more = PolicyBuilder.from(DESIRED.observe()).platforms("all").build();
    assertThat(handledByTelling(driftOfObserve(more))).isInstanceOf(DriftHandling.Told.class);
    assertThat(handledByTelling(drift(DESIRED, without(TokenProtection.ABSENT))))
        .isInstanceOf(DriftHandling.Told.class);
  }

  private static DriftHandling handledByTelling(Drift drift) {
    assertThat(drift.isEmpty()).isFalse();
    return DriftHandling.of(drift, DriftPolicy.REPORT, Corrections.NONE, START);
  }

  private static Drift driftOfObserve(PolicyContent present) {
    ObservedState observed =
        new ObservedState(
            Map.of(
                PolicyRole.OBSERVE, observed(OBSERVE_ID, present),
                PolicyRole.ENFORCED, observed(ENFORCED_ID, DESIRED.enforced())),
            Map.of());
    return Drift.of(
        Map.of(PolicyRole.OBSERVE, accepted(OBSERVE_ID, DESIRED.observe())),
        observed,
        Planner.plan(DESIRED, DesiredMembers.UNKNOWN, observed),
        BREAK_GLASS);
  }

  private static PolicyContent without(TokenProtection control) {
    return PolicyBuilder.from(DESIRED.enforced()).tokenProtection(control).build();
  }

  /** The drift when {@code present} is there instead of what stage 2 had written. */
  private static Drift drift(DesiredState wanted, PolicyContent present) {
    ObservedState observed = state(present);
    return Drift.of(
        Map.of(
            PolicyRole.ENFORCED, accepted(ENFORCED_ID, DESIRED.enforced()),
            PolicyRole.OBSERVE, accepted(OBSERVE_ID, DESIRED.observe())),
        observed,
        Planner.plan(wanted, DesiredMembers.UNKNOWN, observed),
        BREAK_GLASS);
  }

  private static Accepted accepted(PolicyId id, PolicyContent content) {
    return new Accepted(id, PolicyHash.of(content));
  }

  private static ObservedState state(PolicyContent enforced) {
    return new ObservedState(
        Map.of(
            PolicyRole.OBSERVE, observed(OBSERVE_ID, DESIRED.observe()),
            PolicyRole.ENFORCED, observed(ENFORCED_ID, enforced)),
        Map.of());
  }
}
