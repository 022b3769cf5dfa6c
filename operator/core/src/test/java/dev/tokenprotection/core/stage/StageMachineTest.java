package dev.tokenprotection.core.stage;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.PILOT;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.START;
import static dev.tokenprotection.core.world.Examples.office;
import static dev.tokenprotection.core.world.Examples.rollout;
import static dev.tokenprotection.core.world.Examples.stage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.gate.Verdict;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.StageState;
import dev.tokenprotection.core.stage.NextAction.Type;
import dev.tokenprotection.core.stage.Progress.AtStage;
import dev.tokenprotection.core.stage.Progress.Completed;
import dev.tokenprotection.core.stage.Progress.FellBack;
import dev.tokenprotection.core.stage.Progress.NotStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StageMachineTest {
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration SOAK = Duration.ofHours(72);
  private static final Verdict SUCCESSFUL = new Verdict.Successful(List.of());
  private static final Verdict FAILED = new Verdict.Failed(List.of());
  private static final Verdict RUNNING = new Verdict.Running(List.of());
  private static final Verdict INCONCLUSIVE = new Verdict.Inconclusive(List.of());
  private static final Verdict ERROR = new Verdict.Error(List.of());
  private static final StageMachine MACHINE = machine(GateCriteria.Pace.DEFAULT);

  @Test
  void a_rollout_begins_with_its_first_stage() {
    Decision decision = MACHINE.decide(new NotStarted(), look(START));
    assertThat(decision).isInstanceOf(Decision.Start.class);
    assertThat(decision.progress()).isEqualTo(AtStage.begin(0, "id", START));
    assertThat(decision.message()).isEqualTo("Begins stage 1 of 4, pilot-observe (ReportOnly).");
    assertThat(decision.next().type()).isEqualTo(Type.PROMOTE);
  }

  static Stream<Hold> holdsOfTheBeginning() {
    return Stream.of(
        new Hold.Paused(),
        new Hold.TenantNotReady("m"),
        new Hold.BreakGlassUnverified("m"),
        new Hold.GroupsUnresolved("m"),
        new Hold.Other("TenantClaimed", "m"));
  }

  @ParameterizedTest
  @MethodSource("holdsOfTheBeginning")
  void nothing_begins_while_it_could_not_be_carried_out(Hold hold) {
    Decision decision = MACHINE.decide(new NotStarted(), look(START, hold));
    assertThat(decision).isInstanceOf(Decision.Stay.class);
    assertThat(decision.progress()).isEqualTo(new NotStarted());
    assertThat(decision.next().blockedBy()).containsExactly(hold.reason());
    assertThat(decision.next().at()).isAfter(START);
  }

  @Test
  void what_only_writing_can_mend_does_not_keep_a_rollout_from_beginning() {
    for (Hold hold :
        List.of(
            new Hold.PolicyNotInSync("m"),
            new Hold.MembershipNotInSync("m"),
            new Hold.PreflightFailed("m"))) {
      assertThat(MACHINE.decide(new NotStarted(), look(START, hold)))
          .as(hold.reason())
          .isInstanceOf(Decision.Start.class);
    }
  }

  @Test
  void a_stage_is_left_after_as_many_successes_as_are_asked_for_once_the_soak_is_over() {
    Run run = new Run(MACHINE);
    run.until(START.plus(SOAK).minusMillis(1), SUCCESSFUL);
    assertThat(run.at().stage()).isZero();
    assertThat(run.at().counters().successes()).isGreaterThanOrEqualTo(3);
    Decision decision = run.next(SUCCESSFUL);
    assertThat(run.now).isEqualTo(START.plus(SOAK));
    assertThat(decision).isInstanceOf(Decision.Promote.class);
    assertThat(decision.progress()).isEqualTo(AtStage.begin(1, "id", run.now));
    assertThat(decision.message())
        .isEqualTo(
            "The gate of stage pilot-observe has passed;"
                + " begins stage 2 of 4, pilot-enforce (Enforced).");
  }

  @Test
  void the_earliest_promotion_is_told_from_the_beginning_and_comes_true() {
    StageMachine quick = machine(pace(Duration.ZERO, 3, 0));
    Run run = new Run(quick);
    Instant promised = run.decision.next().notBefore();
    while (run.decision instanceof Decision.Stay || run.decision instanceof Decision.Start) {
      assertThat(run.decision.next().notBefore()).isEqualTo(promised);
      run.next(SUCCESSFUL);
    }
    assertThat(run.decision).isInstanceOf(Decision.Promote.class);
    assertThat(run.now).isEqualTo(promised);
  }

  @Test
  void fewer_successes_than_asked_for_promote_nothing() {
    StageMachine quick = machine(pace(Duration.ZERO, 3, 0));
    Run run = new Run(quick);
    run.next(SUCCESSFUL);
    assertThat(run.next(SUCCESSFUL)).isInstanceOf(Decision.Stay.class);
    assertThat(run.decision.message()).isEqualTo("Successful, 2 of 3 in a row.");
    assertThat(run.decision.next().blockedBy())
        .containsExactly("gate passed 2 of 3 times in a row");
    assertThat(run.next(SUCCESSFUL)).isInstanceOf(Decision.Promote.class);
  }

  static Stream<Verdict> notSuccessful() {
    return Stream.of(RUNNING, INCONCLUSIVE, ERROR);
  }

  @ParameterizedTest
  @MethodSource("notSuccessful")
  void any_other_verdict_ends_the_row_of_successes_and_is_no_failure(Verdict verdict) {
    StageMachine quick = machine(pace(Duration.ZERO, 2, 0));
    Run run = new Run(quick);
    run.next(SUCCESSFUL);
    run.next(verdict);
    assertThat(run.at().counters().successes()).isZero();
    assertThat(run.at().counters().failures()).isZero();
    assertThat(run.next(SUCCESSFUL)).isInstanceOf(Decision.Stay.class);
    assertThat(run.next(SUCCESSFUL)).isInstanceOf(Decision.Promote.class);
  }

  @ParameterizedTest
  @MethodSource("notSuccessful")
  void without_evidence_nothing_ever_moves(Verdict verdict) {
    Run run = new Run(MACHINE);
    for (int i = 0; i < 500; i++) {
      assertThat(run.next(verdict)).isInstanceOf(Decision.Stay.class);
      assertThat(run.at().stage()).isZero();
    }
  }

  @Test
  void successes_must_span_the_measured_delay_of_the_log() {
    StageMachine quick = machine(pace(Duration.ZERO, 2, 0));
    Run run = new Run(quick);
    run.lag = Duration.ofHours(1);
    run.next(SUCCESSFUL);
    Instant first = run.now;
    while (run.next(SUCCESSFUL) instanceof Decision.Stay) {
      assertThat(run.decision.next().blockedBy().toString()).isNotEqualTo("[]");
      assertThat(run.decision.next().notBefore()).isEqualTo(first.plus(run.lag));
    }
    assertThat(run.decision).isInstanceOf(Decision.Promote.class);
    assertThat(Duration.between(first, run.now)).isEqualTo(run.lag);
  }

  @Test
  void a_verdict_before_it_is_due_is_not_counted() {
    StageMachine quick = machine(pace(Duration.ZERO, 2, 0));
    AtStage once = once(quick);
    Decision early = quick.decide(once, look(START.plus(QUARTER).minusMillis(1), SUCCESSFUL));
    assertThat(early).isInstanceOf(Decision.Stay.class);
    assertThat(early.progress()).isEqualTo(once);
    assertThat(quick.decide(once, look(START.plus(QUARTER), SUCCESSFUL)))
        .isInstanceOf(Decision.Promote.class);
  }

  @Test
  void no_promotion_without_a_verdict_in_the_same_look() {
    StageMachine quick = machine(pace(Duration.ofHours(1), 1, 0));
    AtStage passed = once(quick);
    Decision later = quick.decide(passed, look(START.plus(Duration.ofDays(7))));
    assertThat(later).isInstanceOf(Decision.Stay.class);
    assertThat(later.progress()).isEqualTo(passed);
  }

  @Test
  void the_gate_is_asked_when_the_soak_ends_if_nothing_else_is_missing() {
    StageMachine hour = machine(pace(Duration.ofMinutes(50), 1, 0));
    Run run = new Run(hour);
    while (run.decision.next().at().isBefore(START.plus(Duration.ofMinutes(50)))) {
      run.next(SUCCESSFUL);
    }
    assertThat(run.decision.next().at()).isEqualTo(START.plus(Duration.ofMinutes(50)));
    assertThat(run.next(SUCCESSFUL)).isInstanceOf(Decision.Promote.class);
  }

  @Test
  void a_success_at_the_end_of_the_soak_confirms_and_does_not_count_twice() {
    StageMachine hour = machine(pace(Duration.ofMinutes(50), 1, 0));
    Run run = new Run(hour);
    run.holds.add(new Hold.Paused());
    while (run.now.isBefore(START.plus(Duration.ofMinutes(50)))) {
      run.next(SUCCESSFUL);
    }
    assertThat(run.now).isEqualTo(START.plus(Duration.ofMinutes(50)));
    assertThat(run.at().counters().successes()).isEqualTo(4);
    assertThat(run.decision.next().at()).isEqualTo(run.now.plus(QUARTER));
  }

  static Stream<Hold> holds() {
    return Stream.concat(
        holdsOfTheBeginning(),
        Stream.of(
            new Hold.PolicyNotInSync("m"),
            new Hold.MembershipNotInSync("m"),
            new Hold.PreflightFailed("m")));
  }

  @ParameterizedTest
  @MethodSource("holds")
  void a_hold_holds_for_as_long_as_it_is_there_and_no_longer(Hold hold) {
    StageMachine quick = machine(pace(Duration.ZERO, 1, 0));
    Run run = new Run(quick);
    run.holds.add(hold);
    for (int i = 0; i < 200; i++) {
      assertThat(run.next(SUCCESSFUL)).isInstanceOf(Decision.Stay.class);
      assertThat(run.decision.next().blockedBy()).contains(hold.reason());
    }
    run.holds.clear();
    assertThat(run.next(SUCCESSFUL)).isInstanceOf(Decision.Promote.class);
  }

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
    assertThat(run.decision.message()).isEqualTo("Failed, 2 times (0 tolerated).");
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

  @Test
  void the_last_stage_has_to_pass_its_gate_too() {
    Run run = new Run(machine(pace(Duration.ZERO, 1, 0)), AtStage.begin(3, "a", START));
    assertThat(run.decision.next().type()).isEqualTo(Type.COMPLETE);
    assertThat(run.next(RUNNING)).isInstanceOf(Decision.Stay.class);
    assertThat(run.next(SUCCESSFUL)).isInstanceOf(Decision.Complete.class);
    assertThat(run.decision.progress()).isEqualTo(new Completed(3, "a", run.now));
    assertThat(run.decision.message())
        .isEqualTo("All 4 stages have passed; what is in place is kept, and watched.");
  }

  @Test
  void after_completion_nothing_moves_and_the_enforced_policy_stays() {
    Completed completed = new Completed(3, "a", START);
    for (Verdict verdict : List.of(SUCCESSFUL, FAILED, ERROR)) {
      Decision decision = MACHINE.decide(completed, look(START.plus(QUARTER), verdict));
      assertThat(decision).isInstanceOf(Decision.Stay.class);
      assertThat(decision.progress()).isEqualTo(completed);
      assertThat(decision.next().type()).isEqualTo(Type.WATCH);
    }
    assertThat(state(MACHINE, completed)).isEqualTo(PolicyState.ENABLED);
  }

  @Test
  void stages_added_after_completion_let_the_last_passed_one_be_judged_again() {
    Completed early = new Completed(1, "a", START);
    Decision decision = MACHINE.decide(early, look(START.plus(QUARTER)));
    assertThat(decision).isInstanceOf(Decision.Resume.class);
    assertThat(decision.progress()).isEqualTo(AtStage.begin(1, "id", START.plus(QUARTER)));
  }

  static Stream<Progress> wherever() {
    AtStage pilot = AtStage.begin(1, "a", START);
    return Stream.of(
        AtStage.begin(0, "a", START),
        pilot,
        AtStage.begin(3, "a", START),
        new Completed(3, "a", START),
        new FellBack(pilot, new Latch("g", Latch.Cause.GATE_FAILED, START, Latch.OPERATOR, "m")));
  }

  @ParameterizedTest
  @MethodSource("wherever")
  void an_emergency_stop_beats_everything_and_stays_until_it_is_named(Progress progress) {
    Hold stop = new Hold.EmergencyStop("e1", "ada-1");
    Decision decision =
        MACHINE.decide(
            progress,
            look(
                START.plus(SOAK),
                SUCCESSFUL,
                new Hold.Paused(),
                stop,
                new BreakerReading.Read(50, 5, Duration.ofHours(1))));
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
  void the_breaker_trips_above_its_limit_at_once_and_latches() {
    BreakerReading at = new BreakerReading.Read(5, 5, Duration.ofHours(1));
    BreakerReading above = new BreakerReading.Read(6, 5, Duration.ofHours(1));
    for (Progress progress : List.of(AtStage.begin(1, "a", START), new Completed(3, "a", START))) {
      assertThat(MACHINE.decide(progress, look(START, at)).progress()).isEqualTo(progress);
      Decision tripped = MACHINE.decide(progress, look(START, above));
      assertThat(tripped).isInstanceOf(Decision.FallBackToReportOnly.class);
      assertThat(((FellBack) tripped.progress()).latch().cause()).isEqualTo(Latch.Cause.BREAKER);
      assertThat(tripped.message()).contains("6 users within 1h").contains("(5)");
    }
  }

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

  @Test
  void the_gate_is_not_asked_before_the_policies_are_written() {
    AtStage begun = AtStage.begin(0, "a", START);
    EvidenceStart notYet = new EvidenceStart.NotYet(PolicyRole.OBSERVE);
    assertThat(MACHINE.evaluationDue(begun, notYet)).isEmpty();
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
  void a_stage_that_takes_too_long_is_held_until_the_deadline_is_raised() {
    Run run = new Run(MACHINE);
    run.until(START.plus(Duration.ofDays(30)), RUNNING);
    for (int i = 0; i < 10; i++) {
      assertThat(run.next(SUCCESSFUL)).isInstanceOf(Decision.Stay.class);
    }
    assertThat(run.decision.next().blockedBy().toString()).contains("ProgressDeadlineExceeded");
  }

  @Test
  void errors_beyond_their_budget_are_told_and_move_nothing() {
    Run run = new Run(MACHINE);
    for (int i = 0; i < 4; i++) {
      run.next(ERROR);
      assertThat(run.decision.message()).isEqualTo("Error.");
    }
    run.next(ERROR);
    assertThat(run.decision.message()).isEqualTo("Error, 5 times in a row (4 tolerated).");
    run.next(SUCCESSFUL);
    assertThat(run.at().counters().errors()).isZero();
  }

  @Test
  void a_look_without_a_verdict_says_what_it_waits_for() {
    AtStage begun = AtStage.begin(0, "a", START);
    assertThat(MACHINE.decide(begun, look(START.minusSeconds(1))).message())
        .isEqualTo(
            "Stage 1 of 4, pilot-observe (ReportOnly), waits for:"
                + " policy to settle until 2026-11-02 09:00Z, soak until 2026-11-05 09:00Z.");
    assertThat(MACHINE.decide(begun, look(START, new Hold.Paused())).message())
        .isEqualTo("Paused by spec.paused; set it to false to go on.");
  }

  @Test
  void looks_in_between_change_neither_progress_nor_the_time_of_the_next_one() {
    StageMachine quick = machine(pace(Duration.ofDays(1), 2, 0));
    AtStage once = once(quick);
    Decision before = quick.decide(once, look(START.plusSeconds(1)));
    Decision later = quick.decide(once, look(START.plusSeconds(600)));
    assertThat(later).isEqualTo(before);
    Completed completed = new Completed(3, "a", START);
    assertThat(quick.decide(completed, look(START.plusSeconds(600))))
        .isEqualTo(quick.decide(completed, look(START.plusSeconds(1))));
  }

  @Test
  void a_spec_that_lost_the_present_stage_stops_the_rollout() {
    StageMachine shorter =
        new StageMachine(
            rollout(stage("only", StageState.REPORT_ONLY, PILOT)),
            List.of(rules(GateCriteria.Pace.DEFAULT, OnGateFailure.PAUSE)));
    AtStage third = AtStage.begin(2, "a", START);
    Decision decision = shorter.decide(third, look(START.plus(SOAK), SUCCESSFUL));
    assertThat(decision).isInstanceOf(Decision.Stay.class);
    assertThat(decision.progress()).isEqualTo(third);
    assertThat(decision.message()).contains("at stage 3").contains("only 1");
    assertThat(shorter.decide(third, look(START, new Hold.EmergencyStop("e", "ada"))))
        .isInstanceOf(Decision.FallBackToReportOnly.class);
  }

  @Test
  void a_rollout_of_one_stage_completes() {
    StageMachine single =
        new StageMachine(
            rollout(stage("only", StageState.REPORT_ONLY, PILOT)),
            List.of(rules(pace(Duration.ZERO, 1, 0), OnGateFailure.PAUSE)));
    Run run = new Run(single);
    assertThat(run.next(SUCCESSFUL)).isInstanceOf(Decision.Complete.class);
    assertThat(run.decision.message()).startsWith("Its only stage has passed");
  }

  @Test
  void before_the_first_stage_nothing_is_desired() {
    assertThat(MACHINE.desired(new NotStarted(), RESOLVED, BREAK_GLASS)).isEmpty();
    assertThat(MACHINE.desired(AtStage.begin(1, "a", START), RESOLVED, BREAK_GLASS))
        .contains(DesiredState.at(office(), 1, RESOLVED, BREAK_GLASS));
  }

  @Test
  void stages_and_rules_are_as_many() {
    Rollout rollout = office();
    assertThatThrownBy(() -> new StageMachine(rollout, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A rollout that is looked at exactly when it asks for it. */
  private static final class Run {
    private final StageMachine machine;
    private final List<Hold> holds = new ArrayList<>();
    private Duration lag = Duration.ZERO;
    private EvidenceStart evidence = new EvidenceStart.From(START);
    private Instant now = START;
    private Decision decision;

    Run(StageMachine machine) {
      this.machine = machine;
      this.decision = machine.decide(new NotStarted(), look(START));
      assertThat(decision.next().at()).isAfterOrEqualTo(now);
    }

    Run(StageMachine machine, AtStage at) {
      this.machine = machine;
      this.decision = machine.decide(at, look(START));
    }

    Decision next(Verdict verdict) {
      now = decision.next().at();
      Input input =
          new Input(
              now,
              "id",
              evidence,
              new Evaluation.Done(verdict, lag),
              new BreakerReading.NotRead(),
              holds,
              new Hand.None());
      decision = machine.decide(decision.progress(), input);
      assertThat(decision.next().at()).isAfterOrEqualTo(now);
      if (decision instanceof Decision.Stay) {
        assertThat(decision.next().at()).isAfter(now);
      }
      assertThat(decision.next().notBefore()).isAfterOrEqualTo(decision.next().at());
      return decision;
    }

    void until(Instant end, Verdict verdict) {
      while (!decision.next().at().isAfter(end)) {
        next(verdict);
      }
    }

    AtStage at() {
      return (AtStage) decision.progress();
    }
  }

  /** A look that finds nothing but these; where nothing is said, evidence starts with the stage. */
  private static Input look(Instant now, Object... found) {
    EvidenceStart evidence = new EvidenceStart.From(START);
    Evaluation evaluation = new Evaluation.NotDone();
    BreakerReading breaker = new BreakerReading.NotRead();
    Hand hand = new Hand.None();
    List<Hold> holds = new ArrayList<>();
    for (Object part : found) {
      switch (part) {
        case EvidenceStart start -> evidence = start;
        case Verdict verdict -> evaluation = new Evaluation.Done(verdict, Duration.ZERO);
        case BreakerReading reading -> breaker = reading;
        case Hand asked -> hand = asked;
        case Hold hold -> holds.add(hold);
        default -> throw new IllegalArgumentException("not a part of a look: " + part);
      }
    }
    return new Input(now, "id", evidence, evaluation, breaker, holds, hand);
  }

  /** A stage that was successful once, at its start. */
  private static AtStage once(StageMachine machine) {
    return (AtStage)
        machine
            .decide(AtStage.begin(0, "a", START), look(START, SUCCESSFUL, new Hold.Paused()))
            .progress();
  }

  private static PolicyState state(StageMachine machine, Progress progress) {
    return machine.desired(progress, RESOLVED, BREAK_GLASS).orElseThrow().enforced().state();
  }

  private static GateCriteria.Pace pace(Duration soak, int successes, int failures) {
    return new GateCriteria.Pace(soak, QUARTER, successes, failures, 4, Duration.ofDays(30), 0);
  }

  private static StageRules rules(GateCriteria.Pace pace, OnGateFailure onGateFailure) {
    return new StageRules(pace, GateCriteria.SettleTime.DEFAULT, onGateFailure);
  }

  /** The machine of the guide's rollout with the same pace for all stages. */
  private static StageMachine machine(GateCriteria.Pace pace) {
    return new StageMachine(
        office(),
        office().stages().stream()
            .map(stage -> rules(pace, GateDefaults.onGateFailure(stage.state())))
            .toList());
  }
}
