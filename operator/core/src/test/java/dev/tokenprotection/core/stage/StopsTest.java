package dev.tokenprotection.core.stage;

import static dev.tokenprotection.core.stage.Looks.FAILED;
import static dev.tokenprotection.core.stage.Looks.MACHINE;
import static dev.tokenprotection.core.stage.Looks.QUARTER;
import static dev.tokenprotection.core.stage.Looks.RUNNING;
import static dev.tokenprotection.core.stage.Looks.SOAK;
import static dev.tokenprotection.core.stage.Looks.SUCCESSFUL;
import static dev.tokenprotection.core.stage.Looks.look;
import static dev.tokenprotection.core.stage.Looks.machine;
import static dev.tokenprotection.core.stage.Looks.pace;
import static dev.tokenprotection.core.stage.Looks.rules;
import static dev.tokenprotection.core.stage.Looks.state;
import static dev.tokenprotection.core.world.Examples.START;
import static dev.tokenprotection.core.world.Examples.office;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.stage.Looks.Run;
import dev.tokenprotection.core.stage.NextAction.Type;
import dev.tokenprotection.core.stage.Progress.AtStage;
import dev.tokenprotection.core.stage.Progress.Completed;
import dev.tokenprotection.core.stage.Progress.FellBack;
import dev.tokenprotection.core.stage.Progress.NotStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StopsTest {
  @Test
  void a_failed_gate_in_report_only_keeps_the_stage_and_nothing_promotes_it_any_more() {
    StageMachine quick = machine(pace(Duration.ZERO, 1, 0));
    Run run = new Run(quick);
    Decision failed = run.next(FAILED);
    assertThat(failed).isInstanceOf(Decision.FailGate.class);
    assertThat(failed.message()).isEqualTo("The gate of stage pilot-observe has failed.");
    assertThat(failed.next().type()).isEqualTo(Type.WAIT_FOR_PERSON);
    for (int i = 0; i < 100; i++) {
      assertThat(run.next(SUCCESSFUL)).isInstanceOf(Decision.Stay.class);
      assertThat(run.decision.next().type()).isEqualTo(Type.WAIT_FOR_PERSON);
      assertThat(run.decision.next().blockedBy().toString()).contains("GateFailed");
    }
    assertThat(run.at().counters().successes()).isEqualTo(100);
  }

  @Test
  void a_failed_gate_is_told_once_as_such() {
    Run run = new Run(MACHINE);
    assertThat(run.next(FAILED)).isInstanceOf(Decision.FailGate.class);
    assertThat(run.next(FAILED)).isInstanceOf(Decision.Stay.class);
    assertThat(run.decision.message())
        .startsWith("Failed, 2 times (0 tolerated). Waits for: GateFailed: fix");
  }

  @Test
  void a_failed_gate_goes_on_when_the_limit_is_raised_in_the_spec() {
    Run run = new Run(machine(pace(Duration.ZERO, 1, 0)));
    run.next(FAILED);
    StageMachine tolerant = machine(pace(Duration.ZERO, 1, 1));
    assertThat(tolerant.decide(run.at(), look(run.decision.next().at(), SUCCESSFUL)))
        .isInstanceOf(Decision.Promote.class);
  }

  @Test
  void failures_are_counted_over_the_attempt_and_tolerated_up_to_the_limit() {
    Run run = new Run(machine(pace(Duration.ofDays(20), 1, 2)));
    assertThat(run.next(FAILED)).isInstanceOf(Decision.Stay.class);
    run.next(SUCCESSFUL);
    assertThat(run.next(FAILED)).isInstanceOf(Decision.Stay.class);
    run.next(RUNNING);
    assertThat(run.next(FAILED)).isInstanceOf(Decision.FailGate.class);
  }

  @Test
  void a_failed_gate_of_an_enforced_stage_goes_back_to_report_only_and_waits_for_a_person() {
    Run run = new Run(machine(pace(Duration.ZERO, 1, 0)), AtStage.begin(1, "a", START));
    Decision back = run.next(FAILED);
    assertThat(back).isInstanceOf(Decision.FallBackToReportOnly.class);
    FellBack fellBack = (FellBack) back.progress();
    assertThat(fellBack.latch().cause()).isEqualTo(Latch.Cause.GATE_FAILED);
    assertThat(fellBack.latch().by()).isEqualTo(Latch.OPERATOR);
    for (int i = 0; i < 50; i++) {
      assertThat(run.next(SUCCESSFUL)).isInstanceOf(Decision.Stay.class);
      assertThat(run.decision.progress()).isEqualTo(fellBack);
    }
  }

  @Test
  void a_failed_gate_of_an_enforced_stage_stays_enforced_where_the_rules_say_pause() {
    StageMachine pausing =
        new StageMachine(
            office(),
            List.of(
                rules(GateCriteria.Pace.DEFAULT, OnGateFailure.PAUSE),
                rules(GateCriteria.Pace.DEFAULT, OnGateFailure.PAUSE),
                rules(GateCriteria.Pace.DEFAULT, OnGateFailure.PAUSE),
                rules(GateCriteria.Pace.DEFAULT, OnGateFailure.PAUSE)));
    Run run = new Run(pausing, AtStage.begin(1, "a", START));
    assertThat(run.next(FAILED)).isInstanceOf(Decision.FailGate.class);
    assertThat(state(pausing, run.decision.progress())).isEqualTo(PolicyState.ENABLED);
  }

  @Test
  void going_back_to_report_only_with_nothing_enforced_is_staying() {
    StageMachine cautious =
        new StageMachine(
            office(),
            List.of(
                rules(GateCriteria.Pace.DEFAULT, OnGateFailure.REPORT_ONLY),
                rules(GateCriteria.Pace.DEFAULT, OnGateFailure.REPORT_ONLY),
                rules(GateCriteria.Pace.DEFAULT, OnGateFailure.REPORT_ONLY),
                rules(GateCriteria.Pace.DEFAULT, OnGateFailure.REPORT_ONLY)));
    assertThat(new Run(cautious).next(FAILED)).isInstanceOf(Decision.FailGate.class);
    assertThat(new Run(cautious, AtStage.begin(2, "a", START)).next(FAILED))
        .isInstanceOf(Decision.FallBackToReportOnly.class);
  }

  static Stream<Progress> wherever() {
    AtStage pilot = AtStage.begin(1, "a", START);
    return Stream.of(
        AtStage.begin(0, "a", START),
        pilot,
        AtStage.begin(3, "a", START),
        new Completed(3, "a", START, SpentEvidence.NONE),
        new FellBack(pilot, new Latch("g", Latch.Cause.GATE_FAILED, START, Latch.OPERATOR, "m")));
  }

  @ParameterizedTest
  @MethodSource("wherever")
  void an_emergency_stop_beats_everything_and_stays_until_it_is_named(Progress progress) {
    Hold stop = new Hold.EmergencyStop("e1", "ada-1");
    Decision decision =
        MACHINE.decide(
            progress, look(START.plus(SOAK), SUCCESSFUL, new Hold.Paused(), stop, reading(50)));
    assertThat(decision).isInstanceOf(Decision.FallBackToReportOnly.class);
    FellBack fellBack = (FellBack) decision.progress();
    assertThat(fellBack.latch().id()).isEqualTo("e1");
    assertThat(fellBack.latch().cause()).isEqualTo(Latch.Cause.EMERGENCY_STOP);
    assertThat(fellBack.latch().by()).isEqualTo("ada-1");
    assertThat(state(MACHINE, fellBack)).isEqualTo(PolicyState.REPORT_ONLY);

    Decision gone = MACHINE.decide(fellBack, look(START.plus(SOAK), SUCCESSFUL));
    assertThat(gone.progress()).isEqualTo(fellBack);
    Decision wrong = MACHINE.decide(fellBack, look(START.plus(SOAK), new Hand.Resume("e0")));
    assertThat(wrong.progress()).isEqualTo(fellBack);
  }

  @ParameterizedTest
  @MethodSource("wherever")
  void an_affected_emergency_account_ends_enforcement_until_a_person_resumes(Progress progress) {
    if (progress instanceof FellBack) {
      return;
    }
    Hold affected = new Hold.BreakGlassAffected("What-If applies p. Find out why.");
    Decision decision =
        MACHINE.decide(progress, look(START.plus(SOAK), SUCCESSFUL, affected, reading(50)));
    FellBack fellBack = (FellBack) decision.progress();
    assertThat(fellBack.latch().cause()).isEqualTo(Latch.Cause.BREAK_GLASS);
    assertThat(fellBack.latch().message())
        .isEqualTo(
            "Back to report-only. What-If applies p. Find out why. Then resume with ID "
                + fellBack.latch().id()
                + ".");
    assertThat(state(MACHINE, fellBack)).isEqualTo(PolicyState.REPORT_ONLY);
    assertThat(MACHINE.decide(fellBack, look(START.plus(SOAK), SUCCESSFUL)).progress())
        .isEqualTo(fellBack);
  }

  @Test
  void an_emergency_stop_works_before_the_first_stage_and_after_status_was_lost() {
    Decision decision =
        MACHINE.decide(new NotStarted(), look(START, new Hold.EmergencyStop("e1", "ada")));
    assertThat(decision).isInstanceOf(Decision.FallBackToReportOnly.class);
    assertThat(state(MACHINE, decision.progress())).isEqualTo(PolicyState.REPORT_ONLY);
  }

  @Test
  void resuming_lets_the_stage_begin_anew() {
    FellBack fellBack =
        new FellBack(
            AtStage.begin(1, "a", START),
            new Latch("e1", Latch.Cause.EMERGENCY_STOP, START, "ada", "m"));
    Instant later = START.plus(SOAK);
    Decision decision = MACHINE.decide(fellBack, look(later, new Hand.Resume("e1")));
    assertThat(decision).isInstanceOf(Decision.Resume.class);
    assertThat(decision.progress()).isEqualTo(AtStage.begin(1, "id", later));
  }

  @Test
  void resuming_does_not_give_back_the_error_budget_that_looks_have_spent() {
    AtStage looked =
        new AtStage(
            1,
            "a",
            START,
            new EvidenceRun(2, START),
            new Counters(0, Counters.NEVER, 1, 0, START.plus(QUARTER)),
            SpentEvidence.NONE);
    FellBack fellBack =
        new FellBack(looked, new Latch("e1", Latch.Cause.EMERGENCY_STOP, START, "ada", "m"));
    Instant later = START.plus(SOAK);
    Decision decision = MACHINE.decide(fellBack, look(later, new Hand.Resume("e1")));
    AtStage anew = (AtStage) decision.progress();
    assertThat(anew.evidence()).isEqualTo(new EvidenceRun(3, later));
    assertThat(anew.counters()).isEqualTo(Counters.ZERO);
  }

  @Test
  void a_second_stop_has_to_be_named_by_itself() {
    FellBack first =
        new FellBack(
            AtStage.begin(1, "a", START),
            new Latch("e1", Latch.Cause.EMERGENCY_STOP, START, "ada", "m"));
    Decision second = MACHINE.decide(first, look(START, new Hold.EmergencyStop("e2", "bo")));
    assertThat(((FellBack) second.progress()).latch().id()).isEqualTo("e2");
    Decision same = MACHINE.decide(first, look(START, new Hold.EmergencyStop("e1", "ada")));
    assertThat(same.progress()).isEqualTo(first);
  }

  @Test
  void a_breaker_whose_covered_users_could_not_be_counted_says_so() {
    BreakerReading reading =
        new BreakerReading.Read(2, 1, BreakerReading.Basis.SMALLEST, Duration.ofHours(1));
    Decision tripped = MACHINE.decide(AtStage.begin(1, "a", START), look(START, reading));
    assertThat(tripped.message()).contains("could not be counted");
  }

  @Test
  void the_breaker_trips_above_its_limit_at_once_and_latches() {
    BreakerReading at = reading(5);
    BreakerReading above = reading(6);
    for (Progress progress :
        List.of(AtStage.begin(1, "a", START), new Completed(3, "a", START, SpentEvidence.NONE))) {
      assertThat(MACHINE.decide(progress, look(START, at)).progress()).isEqualTo(progress);
      Decision tripped = MACHINE.decide(progress, look(START, above));
      assertThat(tripped).isInstanceOf(Decision.FallBackToReportOnly.class);
      assertThat(((FellBack) tripped.progress()).latch().cause()).isEqualTo(Latch.Cause.BREAKER);
      assertThat(tripped.message()).contains("6 users within 1h").contains("(5)");
    }
  }

  private static BreakerReading reading(long blockedUsers) {
    return new BreakerReading.Read(
        blockedUsers, 5, BreakerReading.Basis.AS_SPECIFIED, Duration.ofHours(1));
  }
}
