package dev.tokenprotection.core.stage;

import static dev.tokenprotection.core.stage.Looks.FAILED;
import static dev.tokenprotection.core.stage.Looks.SUCCESSFUL;
import static dev.tokenprotection.core.stage.Looks.pace;
import static dev.tokenprotection.core.stage.Looks.rules;
import static dev.tokenprotection.core.stage.Looks.state;
import static dev.tokenprotection.core.world.Examples.START;
import static dev.tokenprotection.core.world.Examples.office;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.stage.Looks.Run;
import dev.tokenprotection.core.stage.NextAction.Type;
import dev.tokenprotection.core.stage.Progress.AtStage;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** {@code onGateFailure: RollbackStage}. */
class RollbackStageTest {
  static StageMachine goingBack() {
    return new StageMachine(
        office(),
        Collections.nCopies(4, rules(pace(Duration.ZERO, 2, 0), OnGateFailure.ROLLBACK_STAGE)));
  }

  private final StageMachine machine = goingBack();

  @Test
  void a_failed_gate_leads_back_to_the_stage_before() {
    Run run = new Run(machine, AtStage.begin(3, "a", START));
    Decision back = run.next(FAILED);
    assertThat(back).isInstanceOf(Decision.RollBack.class);
    assertThat(((Decision.RollBack) back).by()).isEqualTo(Latch.OPERATOR);
    assertThat(back.message())
        .isEqualTo(
            "The gate of stage all-enforce has failed."
                + " Back to stage 3 of 4, all-observe (ReportOnly).");
    assertThat(run.at().stage()).isEqualTo(2);
    assertThat(run.at().counters()).isEqualTo(Counters.ZERO);
    assertThat(run.at().startedAt()).isEqualTo(run.now);
    assertThat(back.next().type()).isEqualTo(Type.PROMOTE);
  }

  @Test
  void it_goes_back_further_only_by_another_failed_verdict() {
    Run run = new Run(machine, AtStage.begin(3, "a", START));
    run.next(FAILED);
    run.evidence = new EvidenceStart.From(run.now);
    assertThat(run.next(Looks.RUNNING)).isInstanceOf(Decision.Stay.class);
    assertThat(run.at().stage()).isEqualTo(2);
    assertThat(state(machine, run.at())).isEqualTo(PolicyState.ENABLED);
    assertThat(run.next(FAILED)).isInstanceOf(Decision.RollBack.class);
    assertThat(run.at().stage()).isEqualTo(1);
  }

  @Test
  void after_going_back_the_stage_must_pass_its_gate_again() {
    Run run = new Run(machine, AtStage.begin(1, "a", START));
    run.next(FAILED);
    assertThat(run.at().stage()).isZero();
    assertThat(state(machine, run.at())).isEqualTo(PolicyState.REPORT_ONLY);
    run.evidence = new EvidenceStart.From(run.now);
    assertThat(run.next(SUCCESSFUL)).isInstanceOf(Decision.Stay.class);
    assertThat(run.next(SUCCESSFUL)).isInstanceOf(Decision.Promote.class);
    assertThat(run.at().stage()).isEqualTo(1);
    assertThat(run.at().evidence().restarts()).isEqualTo(1);
  }

  @Test
  void at_the_first_stage_it_only_pauses() {
    Run run = new Run(machine);
    assertThat(run.next(FAILED)).isInstanceOf(Decision.FailGate.class);
    assertThat(run.at().stage()).isZero();
    assertThat(run.decision.next().type()).isEqualTo(Type.WAIT_FOR_PERSON);
  }
}
