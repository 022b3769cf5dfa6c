package dev.tokenprotection.core.stage;

import static dev.tokenprotection.core.stage.Looks.ERROR;
import static dev.tokenprotection.core.stage.Looks.FAILED;
import static dev.tokenprotection.core.stage.Looks.INCONCLUSIVE;
import static dev.tokenprotection.core.stage.Looks.MACHINE;
import static dev.tokenprotection.core.stage.Looks.QUARTER;
import static dev.tokenprotection.core.stage.Looks.RUNNING;
import static dev.tokenprotection.core.stage.Looks.SOAK;
import static dev.tokenprotection.core.stage.Looks.SUCCESSFUL;
import static dev.tokenprotection.core.stage.Looks.look;
import static dev.tokenprotection.core.stage.Looks.machine;
import static dev.tokenprotection.core.stage.Looks.once;
import static dev.tokenprotection.core.stage.Looks.pace;
import static dev.tokenprotection.core.stage.Looks.rules;
import static dev.tokenprotection.core.stage.Looks.rulesOf;
import static dev.tokenprotection.core.stage.Looks.state;
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
import dev.tokenprotection.core.model.GroupReference;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.StageState;
import dev.tokenprotection.core.stage.Looks.Run;
import dev.tokenprotection.core.stage.NextAction.Type;
import dev.tokenprotection.core.stage.Progress.AtStage;
import dev.tokenprotection.core.stage.Progress.Completed;
import dev.tokenprotection.core.stage.Progress.FellBack;
import dev.tokenprotection.core.stage.Progress.NotStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StageMachineTest {
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
        new Hold.Other("TenantNotReady", "m", new Advice("by itself", "wait")),
        new Hold.BreakGlassUnverified("m"),
        new Hold.GroupsUnresolved("m"),
        new Hold.Other("TenantClaimed", "m", new Advice("by itself", "wait")));
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
    assertThat(run.at().stage()).isEqualTo(1);
    assertThat(run.at().startedAt()).isEqualTo(run.now);
    assertThat(run.at().evidence()).isEqualTo(new EvidenceRun(0, run.now));
    assertThat(run.at().counters()).isEqualTo(Counters.ZERO);
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
  void nothing_but_a_success_promotes_even_where_no_row_of_them_is_asked_for() {
    StageMachine careless = machine(pace(Duration.ZERO, 0, 0));
    AtStage begun = AtStage.begin(0, "a", START);
    for (Verdict verdict : List.of(RUNNING, INCONCLUSIVE, ERROR)) {
      assertThat(careless.decide(begun, look(START, verdict))).isInstanceOf(Decision.Stay.class);
    }
    assertThat(careless.decide(begun, look(START, SUCCESSFUL)))
        .isInstanceOf(Decision.Promote.class);
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
  void the_last_stage_has_to_pass_its_gate_too() {
    Run run = new Run(machine(pace(Duration.ZERO, 1, 0)), AtStage.begin(3, "a", START));
    assertThat(run.decision.next().type()).isEqualTo(Type.COMPLETE);
    assertThat(run.next(RUNNING)).isInstanceOf(Decision.Stay.class);
    assertThat(run.next(SUCCESSFUL)).isInstanceOf(Decision.Complete.class);
    assertThat(run.decision.progress())
        .isEqualTo(new Completed(3, "a", run.now, new SpentEvidence(Map.of("all-enforce", 1))));
    assertThat(run.decision.message())
        .isEqualTo("All 4 stages have passed; what is in place is kept, and watched.");
  }

  @Test
  void after_completion_nothing_moves_and_the_enforced_policy_stays() {
    Completed completed = new Completed(3, "a", START, SpentEvidence.NONE);
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
    Completed early = new Completed(1, "a", START, SpentEvidence.NONE);
    Decision decision = MACHINE.decide(early, look(START.plus(QUARTER)));
    assertThat(decision).isInstanceOf(Decision.Resume.class);
    assertThat(decision.progress()).isEqualTo(AtStage.begin(1, "id", START.plus(QUARTER)));
  }

  @Test
  void a_completed_rollout_whose_last_stages_were_removed_is_widened_at_the_last_there_is() {
    Completed completed = new Completed(7, "a", START, SpentEvidence.NONE);
    Decision decision =
        MACHINE.decide(completed, look(START, new Hold.ScopeWidened("applications x")));
    assertThat(decision).isInstanceOf(Decision.Resume.class);
    assertThat(((AtStage) decision.progress()).stage()).isEqualTo(3);
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
  void a_look_without_a_verdict_says_what_it_waits_for() {
    AtStage begun = AtStage.begin(0, "a", START);
    assertThat(MACHINE.decide(begun, look(START.minusSeconds(1))).message())
        .isEqualTo(
            "Stage 1 of 4, pilot-observe (ReportOnly), waits for:"
                + " policy to settle until 2026-11-02 09:00Z, soak time until 2026-11-05 09:00Z.");
    assertThat(MACHINE.decide(begun, look(START, new Hold.Paused())).message())
        .isEqualTo("Paused by spec.paused; set it to false to continue.");
  }

  @Test
  void after_a_verdict_the_message_says_the_hold_or_the_verdict_and_what_else_is_missing() {
    AtStage begun = AtStage.begin(0, "a", START);
    assertThat(MACHINE.decide(begun, look(START, SUCCESSFUL)).message())
        .isEqualTo("Successful, 1 of 3 in a row. Waits for: soak time until 2026-11-05 09:00Z.");
    assertThat(MACHINE.decide(begun, look(START, SUCCESSFUL, new Hold.Paused())).message())
        .isEqualTo("Paused by spec.paused; set it to false to continue.");
  }

  @Test
  void an_evaluation_that_could_not_be_made_is_tried_again_each_interval() {
    AtStage begun = AtStage.begin(0, "a", START);
    Decision one =
        MACHINE.decide(
            begun,
            look(
                START.plusSeconds(1),
                new Hold.Other("TenantNotReady", "m", new Advice("by itself", "wait"))));
    assertThat(one.next().at()).isEqualTo(START.plus(QUARTER));
    Decision same =
        MACHINE.decide(
            begun,
            look(
                START.plusSeconds(800),
                new Hold.Other("TenantNotReady", "m", new Advice("by itself", "wait"))));
    assertThat(same.next()).isEqualTo(one.next());
  }

  @Test
  void nothing_is_desired_while_it_is_not_known_whom_to_leave_out_but_the_way_back_is_open() {
    Rollout plain = office();
    Rollout excluding =
        new Rollout(
            plain.identity(),
            plain.profile(),
            plain.applications(),
            plain.policyDisplayName(),
            plain.deviceFilter(),
            plain.guests(),
            List.of(new GroupReference.ByDisplayName("Exceptions")),
            plain.observeScope(),
            plain.stages());
    StageMachine machine = new StageMachine(excluding, rulesOf(GateCriteria.Pace.DEFAULT));
    AtStage at = AtStage.begin(1, "a", START);
    Latch latch = new Latch("e", Latch.Cause.EMERGENCY_STOP, START, "ada", "m");
    assertThat(machine.desired(at, RESOLVED, BREAK_GLASS)).isEmpty();
    assertThat(
            machine.desired(
                new Completed(3, "a", START, SpentEvidence.NONE), RESOLVED, BREAK_GLASS))
        .isEmpty();
    assertThat(state(machine, new FellBack(at, latch))).isEqualTo(PolicyState.REPORT_ONLY);
  }

  @Test
  void looks_in_between_change_neither_progress_nor_the_time_of_the_next_one() {
    StageMachine quick = machine(pace(Duration.ofDays(1), 2, 0));
    AtStage once = once(quick);
    Decision before = quick.decide(once, look(START.plusSeconds(1)));
    Decision later = quick.decide(once, look(START.plusSeconds(600)));
    assertThat(later).isEqualTo(before);
    Completed completed = new Completed(3, "a", START, SpentEvidence.NONE);
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

  @Test
  void errors_beyond_their_budget_are_told_and_move_nothing() {
    Run run = new Run(MACHINE);
    for (int i = 0; i < 4; i++) {
      run.next(ERROR);
      assertThat(run.decision.message()).startsWith("Error. Waits for: soak time until");
    }
    run.next(ERROR);
    assertThat(run.decision.message()).startsWith("Error, 5 times in a row (4 tolerated).");
    run.next(SUCCESSFUL);
    assertThat(run.at().counters().errors()).isZero();
  }
}
