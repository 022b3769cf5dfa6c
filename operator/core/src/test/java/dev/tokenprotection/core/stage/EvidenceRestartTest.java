package dev.tokenprotection.core.stage;

import static dev.tokenprotection.core.stage.Looks.FAILED;
import static dev.tokenprotection.core.stage.Looks.INCONCLUSIVE;
import static dev.tokenprotection.core.stage.Looks.MACHINE;
import static dev.tokenprotection.core.stage.Looks.QUARTER;
import static dev.tokenprotection.core.stage.Looks.SUCCESSFUL;
import static dev.tokenprotection.core.stage.Looks.look;
import static dev.tokenprotection.core.stage.Looks.machine;
import static dev.tokenprotection.core.stage.Looks.once;
import static dev.tokenprotection.core.stage.Looks.pace;
import static dev.tokenprotection.core.world.Examples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.stage.Looks.Run;
import dev.tokenprotection.core.stage.Progress.AtStage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EvidenceRestartTest {
  @Test
  void evidence_that_starts_anew_after_it_was_looked_at_counts_as_a_restart() {
    StageMachine quick = machine(pace(Duration.ZERO, 2, 0));
    AtStage once = once(quick);
    Instant rewritten = START.plus(Duration.ofHours(3));
    EvidenceStart anew = new EvidenceStart.From(rewritten);
    assertThat(StageMachine.evidenceRun(once, anew)).isEqualTo(new EvidenceRun(1, rewritten));
    assertThat(StageMachine.evidenceRun(once, anew).number()).isEqualTo(2);
    Decision decision = quick.decide(once, look(START.plus(QUARTER), anew, SUCCESSFUL));
    assertThat(decision).isInstanceOf(Decision.Stay.class);
    AtStage after = (AtStage) decision.progress();
    assertThat(after.counters().successes()).isZero();
    assertThat(after.evidence()).isEqualTo(new EvidenceRun(1, rewritten));
    assertThat(decision.next().at()).isEqualTo(rewritten);
    assertThat(decision.next().blockedBy())
        .containsExactly("policy to settle until 2026-11-02 12:00Z");
  }

  @Test
  void evidence_that_nobody_has_looked_at_may_start_later_at_no_cost() {
    AtStage begun = AtStage.begin(0, "a", START);
    Instant settled = START.plus(Duration.ofHours(2));
    assertThat(StageMachine.evidenceRun(begun, new EvidenceStart.From(settled)))
        .isEqualTo(new EvidenceRun(0, settled));
    assertThat(StageMachine.evidenceRun(begun, new EvidenceStart.From(START.minusSeconds(1))))
        .isEqualTo(begun.evidence());
  }

  @Test
  void the_gate_is_not_asked_before_the_policies_are_written() {
    AtStage begun = AtStage.begin(0, "a", START);
    EvidenceStart notYet = new EvidenceStart.NotYet(PolicyRole.OBSERVE);
    assertThat(MACHINE.evaluationDue(begun, notYet, Window.ALWAYS_OPEN)).isEmpty();
    Decision decision = MACHINE.decide(begun, look(START, notYet, INCONCLUSIVE));
    assertThat(decision.progress()).isEqualTo(begun);
    assertThat(decision.next().blockedBy()).contains("policies to be written");
  }

  @Test
  void the_soak_counts_from_the_start_of_the_stage_whatever_the_evidence_does() {
    StageMachine hours = machine(pace(Duration.ofHours(4), 1, 0));
    Run run = new Run(hours);
    run.evidence = new EvidenceStart.From(START.plus(Duration.ofHours(3)));
    while (run.next(SUCCESSFUL) instanceof Decision.Stay) {
      assertThat(run.now).isBefore(START.plus(Duration.ofHours(4)));
    }
    assertThat(run.now).isEqualTo(START.plus(Duration.ofHours(4)));
  }

  @Test
  void a_restart_is_not_forgiven_by_a_later_one_and_failures_are_kept() {
    StageMachine quick = machine(pace(Duration.ofDays(9), 2, 5));
    Run run = new Run(quick);
    run.next(FAILED);
    run.evidence = new EvidenceStart.From(run.now.plus(Duration.ofHours(2)));
    run.next(SUCCESSFUL);
    run.next(SUCCESSFUL);
    run.evidence = new EvidenceStart.From(run.now.plus(Duration.ofHours(2)));
    run.next(SUCCESSFUL);
    assertThat(run.at().evidence().restarts()).isEqualTo(2);
    assertThat(run.at().counters().failures()).isEqualTo(1);
  }
}
