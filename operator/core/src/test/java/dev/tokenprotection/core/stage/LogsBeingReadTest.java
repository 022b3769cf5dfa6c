package dev.tokenprotection.core.stage;

import static dev.tokenprotection.core.stage.Looks.MACHINE;
import static dev.tokenprotection.core.stage.Looks.QUARTER;
import static dev.tokenprotection.core.stage.Looks.SUCCESSFUL;
import static dev.tokenprotection.core.stage.Looks.look;
import static dev.tokenprotection.core.stage.Looks.once;
import static dev.tokenprotection.core.world.Examples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.stage.Progress.AtStage;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** An evaluation that is due waits for the sign-in logs for long. */
class LogsBeingReadTest {
  private static final Instant DUE = START.plus(QUARTER);
  private static final Instant DAYS_LATER = DUE.plus(Duration.ofDays(4));
  private static final Evaluation AWAITED = new Evaluation.Awaited(DUE, 40);
  private static final AtStage ONCE = once(MACHINE);

  @Test
  void the_stage_says_that_it_waits_for_the_logs_how_far_they_are_and_since_when() {
    Decision decision = MACHINE.decide(ONCE, look(DAYS_LATER, AWAITED));

    assertThat(decision).isInstanceOf(Decision.Stay.class);
    assertThat(decision.next().blockers()).containsExactly(new Blocker.LogsBeingRead(DUE, 40));
    assertThat(decision.message())
        .isEqualTo(
            "Stage 1 of 4, pilot-observe (ReportOnly), waits for: sign-in logs to be read (40% so"
                + " far) for the evaluation due since "
                + Words.time(DUE)
                + ".");
  }

  @Test
  void it_is_told_until_when_and_what_to_do() {
    assertThat(new Blocker.LogsBeingRead(DUE, 40).sentence())
        .startsWith("sign-in logs to be read (40% so far) for the evaluation due since ")
        .contains(
            ": continues by itself when they are read up to the evaluation. No action needed; ")
        .contains("TelemetryHealthy", "tpr_sign_in_rows_total");
  }

  @Test
  void what_is_past_meanwhile_is_not_waited_for_and_the_next_look_is_to_come() {
    Decision decision = MACHINE.decide(ONCE, look(DAYS_LATER, AWAITED));

    assertThat(decision.next().blockers()).noneMatch(Blocker.Soaking.class::isInstance);
    assertThat(decision.next().at()).isEqualTo(DAYS_LATER.plus(QUARTER));
    assertThat(decision.next().notBefore()).isAfterOrEqualTo(decision.next().at());
  }

  @Test
  void it_is_told_beside_what_else_holds() {
    Decision decision = MACHINE.decide(ONCE, look(DAYS_LATER, AWAITED, new Hold.Paused()));

    assertThat(decision.next().blockers())
        .containsExactly(new Blocker.Held(new Hold.Paused()), new Blocker.LogsBeingRead(DUE, 40));
    assertThat(decision.message()).isEqualTo(new Hold.Paused().sentence());
  }

  @Test
  void a_stage_that_begins_does_not_wait_for_the_logs_of_another() {
    Decision decision = MACHINE.decide(ONCE, look(DAYS_LATER, AWAITED, new Hand.Retry("ada")));

    assertThat(decision).isInstanceOf(Decision.Retry.class);
    assertThat(decision.next().blockers()).noneMatch(Blocker.LogsBeingRead.class::isInstance);
  }

  @Test
  void a_person_may_skip_a_stage_that_waits_for_the_logs() {
    Decision decision =
        MACHINE.decide(ONCE, look(DAYS_LATER, AWAITED, new Hand.Skip("ada", "known good")));

    assertThat(decision).isInstanceOf(Decision.Skip.class);
  }

  @Test
  void it_ends_with_the_verdict() {
    AtStage waiting = (AtStage) MACHINE.decide(ONCE, look(DAYS_LATER, AWAITED)).progress();
    Decision decision = MACHINE.decide(waiting, look(DAYS_LATER, SUCCESSFUL));

    assertThat(waiting).isEqualTo(ONCE);
    assertThat(decision.next().blockers()).noneMatch(Blocker.LogsBeingRead.class::isInstance);
    assertThat(((AtStage) decision.progress()).counters().successes()).isEqualTo(2);
  }
}
