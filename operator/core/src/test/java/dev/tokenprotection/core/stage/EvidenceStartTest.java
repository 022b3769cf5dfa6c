package dev.tokenprotection.core.stage;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.ENFORCED_ID;
import static dev.tokenprotection.core.world.Examples.OBSERVE_ID;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.START;
import static dev.tokenprotection.core.world.Examples.office;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.stage.Progress.AtStage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class EvidenceStartTest {
  private static final Duration SETTLE = Duration.ofHours(2);
  private static final Instant LONG_AGO = START.minus(Duration.ofDays(9));
  private static final Action ENABLE =
      new Action.SetPolicyState(PolicyRole.ENFORCED, ENFORCED_ID, PolicyState.ENABLED);

  @Test
  void evidence_starts_with_the_stage_when_the_policies_are_long_settled() {
    assertThat(of(0, tenant(LONG_AGO, LONG_AGO), Plan.NOTHING))
        .isEqualTo(new EvidenceStart.From(START));
  }

  @Test
  void a_write_to_the_observe_policy_by_anybody_starts_it_anew_once_it_has_settled() {
    Instant written = START.plusSeconds(5);
    assertThat(of(0, tenant(written, LONG_AGO), Plan.NOTHING))
        .isEqualTo(new EvidenceStart.From(written.plus(SETTLE)));
  }

  @Test
  void a_write_shortly_before_the_stage_still_has_to_settle() {
    Instant written = START.minus(Duration.ofHours(1));
    assertThat(of(0, tenant(written, LONG_AGO), Plan.NOTHING))
        .isEqualTo(new EvidenceStart.From(written.plus(SETTLE)));
  }

  @Test
  void the_enforced_policy_matters_as_soon_as_it_covers_anybody() {
    Instant written = START.plusSeconds(5);
    assertThat(of(0, tenant(LONG_AGO, written), Plan.NOTHING))
        .isEqualTo(new EvidenceStart.From(START));
    for (int stage : List.of(1, 2, 3)) {
      assertThat(of(stage, tenant(LONG_AGO, written), Plan.NOTHING))
          .isEqualTo(new EvidenceStart.From(written.plus(SETTLE)));
    }
  }

  @Test
  void there_is_no_evidence_while_a_policy_that_matters_is_missing() {
    ObservedState onlyObserve =
        new ObservedState(
            Map.of(
                PolicyRole.OBSERVE, tenant(LONG_AGO, LONG_AGO).policies().get(PolicyRole.OBSERVE)),
            Map.of());
    assertThat(of(0, onlyObserve, Plan.NOTHING)).isEqualTo(new EvidenceStart.From(START));
    assertThat(of(1, onlyObserve, Plan.NOTHING))
        .isEqualTo(new EvidenceStart.NotYet(PolicyRole.ENFORCED));
    assertThat(of(0, new ObservedState(Map.of(), Map.of()), Plan.NOTHING))
        .isEqualTo(new EvidenceStart.NotYet(PolicyRole.OBSERVE));
  }

  @Test
  void there_is_no_evidence_while_a_policy_that_matters_is_about_to_be_written() {
    ObservedState tenant = tenant(LONG_AGO, LONG_AGO);
    Plan enabling = new Plan(List.of(Change.of(ENABLE, tenant)));
    assertThat(of(1, tenant, enabling)).isEqualTo(new EvidenceStart.NotYet(PolicyRole.ENFORCED));
    assertThat(of(0, tenant, enabling)).isEqualTo(new EvidenceStart.From(START));
  }

  private static EvidenceStart of(int stage, ObservedState observed, Plan allowed) {
    return EvidenceStart.of(office(), AtStage.begin(stage, "a", START), observed, allowed, SETTLE);
  }

  private static ObservedState tenant(Instant observeWritten, Instant enforcedWritten) {
    DesiredState desired = DesiredState.at(office(), 1, RESOLVED, BREAK_GLASS);
    return new ObservedState(
        Map.of(
            PolicyRole.OBSERVE,
            new ObservedPolicy(OBSERVE_ID, desired.observe(), observeWritten, new TreeSet<>()),
            PolicyRole.ENFORCED,
            new ObservedPolicy(ENFORCED_ID, desired.enforced(), enforcedWritten, new TreeSet<>())),
        Map.of());
  }
}
