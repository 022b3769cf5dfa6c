package dev.tokenprotection.core.stage;

import static dev.tokenprotection.core.stage.Looks.FAILED;
import static dev.tokenprotection.core.stage.Looks.INCONCLUSIVE;
import static dev.tokenprotection.core.stage.Looks.MACHINE;
import static dev.tokenprotection.core.stage.Looks.QUARTER;
import static dev.tokenprotection.core.stage.Looks.SOAK;
import static dev.tokenprotection.core.stage.Looks.SUCCESSFUL;
import static dev.tokenprotection.core.stage.Looks.look;
import static dev.tokenprotection.core.stage.Looks.machine;
import static dev.tokenprotection.core.stage.Looks.pace;
import static dev.tokenprotection.core.stage.Looks.state;
import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.PILOT_ID;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.START;
import static dev.tokenprotection.core.world.Examples.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.PolicyRole;
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
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What people ask for by annotations, and what comes of it. */
class HandsTest {
  private static final Hand.Abort ABORT = new Hand.Abort("ada-1");
  private static final Hand.Rollback ROLLBACK = new Hand.Rollback("ada-1");
  private static final Hand.Retry RETRY = new Hand.Retry("ada-1");
  private static final Hand.Skip SKIP = new Hand.Skip("ada-1", "the pilot is too small");
  private static final Answer EXECUTED = new Answer.Executed();
  private static final Instant LATER = START.plus(SOAK);
  private static final AtStage FIRST = AtStage.begin(0, "a", START);
  private static final AtStage PILOT = AtStage.begin(1, "a", START);
  private static final AtStage ALL = AtStage.begin(3, "a", START);
  private static final Completed COMPLETED = new Completed(3, "a", START, SpentEvidence.NONE);
  private static final Latch LATCH =
      new Latch("e1", Latch.Cause.EMERGENCY_STOP, START, "bo-7", "Stopped by bo-7.");
  private static final FellBack STOPPED = new FellBack(ALL, LATCH);
  private static final BreakerReading TRIPS =
      new BreakerReading.Read(6, 5, BreakerReading.Basis.AS_SPECIFIED, Duration.ofHours(1));

  private static Answer answer(Progress progress, Object... found) {
    return MACHINE.answer(progress, look(LATER, found));
  }

  private static Decision decide(Progress progress, Object... found) {
    return MACHINE.decide(progress, look(LATER, found));
  }

  private static String refusal(Progress progress, Object... found) {
    assertThat(answer(progress, found)).isInstanceOf(Answer.Refused.class);
    return ((Answer.Refused) answer(progress, found)).sentence();
  }

  @Test
  void a_look_without_a_hand_answers_nothing() {
    for (Progress progress : List.of(new NotStarted(), FIRST, STOPPED, COMPLETED)) {
      assertThat(answer(progress)).isEqualTo(new Answer.NotAsked());
    }
  }

  @Test
  void of_several_hands_what_leads_back_is_taken_first() {
    Hand resume = new Hand.Resume("e1");
    assertThat(Hand.first(List.of(SKIP, RETRY, resume, ROLLBACK, ABORT))).isEqualTo(ABORT);
    assertThat(Hand.first(List.of(SKIP, RETRY, resume, ROLLBACK))).isEqualTo(ROLLBACK);
    assertThat(Hand.first(List.of(SKIP, RETRY, resume))).isEqualTo(resume);
    assertThat(Hand.first(List.of(SKIP, RETRY))).isEqualTo(RETRY);
    assertThat(Hand.first(List.of(new Hand.None(), SKIP))).isEqualTo(SKIP);
    assertThat(Hand.first(List.of())).isEqualTo(new Hand.None());
  }

  @Nested
  class Abort {
    static Stream<Progress> wherever() {
      return Stream.of(new NotStarted(), FIRST, PILOT, ALL, COMPLETED);
    }

    @ParameterizedTest
    @MethodSource("wherever")
    void puts_everything_to_report_only_until_it_is_resumed_by_name(Progress progress) {
      Decision decision = decide(progress, ABORT, SUCCESSFUL, new Hold.Paused());
      assertThat(decision).isInstanceOf(Decision.FallBackToReportOnly.class);
      FellBack fellBack = (FellBack) decision.progress();
      assertThat(fellBack.latch().cause()).isEqualTo(Latch.Cause.ABORTED);
      assertThat(fellBack.latch().by()).isEqualTo("ada-1");
      assertThat(decision.message())
          .isEqualTo(
              "Aborted (token ada-1, ID id): back to report-only. Resuming enforces again at once what"
                  + " the stage enforces.");
      assertThat(state(MACHINE, fellBack)).isEqualTo(PolicyState.REPORT_ONLY);
      assertThat(answer(progress, ABORT)).isEqualTo(EXECUTED);
      assertThat(decide(fellBack, SUCCESSFUL).progress()).isEqualTo(fellBack);
      assertThat(decide(fellBack, new Hand.Resume("id"))).isInstanceOf(Decision.Resume.class);
    }

    @Test
    void of_what_is_stopped_already_changes_nothing() {
      assertThat(answer(STOPPED, ABORT)).isEqualTo(EXECUTED);
      assertThat(decide(STOPPED, ABORT).progress()).isEqualTo(STOPPED);
    }

    @Test
    void yields_to_an_emergency_stop_and_a_breaker_that_do_the_same() {
      Decision stopped = decide(ALL, ABORT, new Hold.EmergencyStop("e2", "bo"));
      assertThat(((FellBack) stopped.progress()).latch().id()).isEqualTo("e2");
      Decision tripped = decide(ALL, ABORT, TRIPS);
      assertThat(((FellBack) tripped.progress()).latch().cause()).isEqualTo(Latch.Cause.BREAKER);
      assertThat(answer(ALL, ABORT, TRIPS)).isEqualTo(EXECUTED);
    }
  }

  @Nested
  class Rollback {
    @Test
    void begins_the_stage_before_anew_and_enforces_no_more_than_that() {
      Decision decision = decide(ALL, ROLLBACK);
      assertThat(answer(ALL, ROLLBACK)).isEqualTo(EXECUTED);
      assertThat(decision).isInstanceOf(Decision.RollBack.class);
      assertThat(decision.progress()).isEqualTo(AtStage.begin(2, "id", LATER));
      assertThat(decision.message())
          .isEqualTo("Rolled back by ada-1: begins stage 3 of 4, all-observe (ReportOnly) anew.");
      assertThat(
              MACHINE
                  .desired(decision.progress(), RESOLVED, BREAK_GLASS)
                  .orElseThrow()
                  .policy(PolicyRole.ENFORCED)
                  .includeGroups())
          .isEqualTo(set(PILOT_ID));
    }

    @Test
    void from_the_first_enforced_stage_ends_enforcement() {
      Progress back = decide(PILOT, ROLLBACK).progress();
      assertThat(state(MACHINE, back)).isEqualTo(PolicyState.REPORT_ONLY);
    }

    @Test
    void is_refused_at_the_first_stage_and_before_it() {
      assertThat(refusal(FIRST, ROLLBACK)).isEqualTo(Refusals.FIRST_STAGE);
      assertThat(refusal(new NotStarted(), ROLLBACK)).isEqualTo(Refusals.NOT_BEGUN);
      assertThat(decide(FIRST, ROLLBACK).progress()).isEqualTo(FIRST);
    }

    @Test
    void that_is_refused_keeps_the_stage_from_being_left_in_the_same_look() {
      StageMachine quick = machine(pace(Duration.ZERO, 1, 0));
      assertThat(quick.decide(FIRST, look(LATER, SUCCESSFUL, ROLLBACK)))
          .isInstanceOf(Decision.Stay.class);
    }

    @Test
    void goes_past_freeze_pause_windows_and_missing_approvals() {
      assertThat(
              decide(
                  ALL,
                  ROLLBACK,
                  new Hold.Frozen("year end"),
                  new Hold.Paused(),
                  new Window.NeverOpens("no changes")))
          .isInstanceOf(Decision.RollBack.class);
    }

    @Test
    void works_after_completion() {
      Decision decision = decide(COMPLETED, ROLLBACK);
      assertThat(decision).isInstanceOf(Decision.RollBack.class);
      assertThat(((AtStage) decision.progress()).stage()).isEqualTo(2);
    }

    @Test
    void while_stopped_changes_where_a_resume_begins_and_nothing_else() {
      Decision decision = decide(STOPPED, ROLLBACK);
      assertThat(answer(STOPPED, ROLLBACK)).isEqualTo(EXECUTED);
      FellBack still = (FellBack) decision.progress();
      assertThat(still.latch()).isEqualTo(LATCH);
      assertThat(still.from().stage()).isEqualTo(2);
      assertThat(decision.message())
          .isEqualTo(
              "Rolled back by ada-1 while stopped: a resume begins"
                  + " stage 3 of 4, all-observe (ReportOnly).");
      assertThat(decision.next().type()).isEqualTo(Type.WAIT_FOR_PERSON);
      AtStage resumed = (AtStage) decide(still, new Hand.Resume("e1")).progress();
      assertThat(resumed.stage()).isEqualTo(2);
    }

    @Test
    void and_a_failed_gate_in_the_same_look_lead_back_by_one_stage_only() {
      StageMachine back = RollbackStageTest.goingBack();
      Decision decision = back.decide(ALL, look(LATER, ROLLBACK, FAILED));
      assertThat(((AtStage) decision.progress()).stage()).isEqualTo(2);
      assertThat(back.answer(ALL, look(LATER, ROLLBACK, FAILED))).isEqualTo(EXECUTED);
    }
  }

  @Nested
  class Retry {
    @Test
    void begins_the_stage_anew_with_counters_of_its_own_and_a_smaller_error_budget() {
      Run run = new Run(machine(pace(Duration.ZERO, 3, 0)), PILOT);
      run.next(SUCCESSFUL);
      Decision decision = decide(run.at(), RETRY);
      assertThat(answer(run.at(), RETRY)).isEqualTo(EXECUTED);
      assertThat(decision).isInstanceOf(Decision.Retry.class);
      AtStage anew = (AtStage) decision.progress();
      assertThat(anew.stage()).isEqualTo(1);
      assertThat(anew.attempt()).isEqualTo("id");
      assertThat(anew.startedAt()).isEqualTo(LATER);
      assertThat(anew.counters()).isEqualTo(Counters.ZERO);
      assertThat(anew.evidence()).isEqualTo(new EvidenceRun(1, LATER));
      assertThat(decision.message())
          .isEqualTo("Retried by ada-1: begins stage 2 of 4, pilot-enforce (Enforced) anew.");
    }

    @Test
    void costs_nothing_while_nobody_has_looked_at_the_evidence() {
      assertThat(((AtStage) decide(PILOT, RETRY).progress()).evidence().restarts()).isZero();
    }

    @Test
    void lets_a_failed_gate_and_an_exceeded_deadline_go_on() {
      StageMachine quick = machine(pace(Duration.ZERO, 1, 0));
      Run run = new Run(quick);
      run.next(FAILED);
      Instant late = START.plus(Duration.ofDays(31));
      Progress anew = quick.decide(run.at(), look(late, RETRY)).progress();
      assertThat(quick.decide(anew, look(late, new EvidenceStart.From(late), SUCCESSFUL)))
          .isInstanceOf(Decision.Promote.class);
    }

    @Test
    void moves_nothing_and_so_is_not_held() {
      assertThat(
              decide(
                  PILOT,
                  RETRY,
                  new Hold.Frozen("year end"),
                  new Hold.Paused(),
                  new Window.NeverOpens("no changes")))
          .isInstanceOf(Decision.Retry.class);
    }

    @Test
    void is_refused_where_there_is_no_stage_to_begin_anew() {
      assertThat(refusal(new NotStarted(), RETRY)).isEqualTo(Refusals.NOT_BEGUN);
      assertThat(refusal(COMPLETED, RETRY)).isEqualTo(Refusals.COMPLETED);
      assertThat(refusal(STOPPED, RETRY))
          .isEqualTo("The rollout is stopped (EmergencyStop): resume it first, with ID e1.");
      assertThat(refusal(PILOT, RETRY, TRIPS)).startsWith("The rollout is stopped (Breaker)");
      assertThat(refusal(PILOT, RETRY, new Hold.EmergencyStop("e2", "bo"))).contains("e2");
    }
  }

  @Nested
  class Skip {
    @Test
    void leaves_the_stage_without_a_verdict_and_keeps_who_and_why() {
      Decision decision = decide(FIRST, SKIP);
      assertThat(answer(FIRST, SKIP)).isEqualTo(EXECUTED);
      assertThat(decision).isInstanceOf(Decision.Skip.class);
      Decision.Skip skipped = (Decision.Skip) decision;
      assertThat(skipped.from()).isEqualTo(FIRST);
      assertThat(skipped.by()).isEqualTo("ada-1");
      assertThat(skipped.reason()).isEqualTo("the pilot is too small");
      assertThat(skipped.progress()).isEqualTo(AtStage.begin(1, "id", LATER));
      assertThat(skipped.message())
          .isEqualTo(
              "Stage pilot-observe was skipped by ada-1 without a verdict: the pilot is too small."
                  + " Begins stage 2 of 4, pilot-enforce (Enforced).");
    }

    @Test
    void needs_a_reason() {
      assertThat(refusal(FIRST, new Hand.Skip("ada-1", " "))).isEqualTo(Refusals.NO_REASON);
    }

    @Test
    void does_without_soak_evidence_and_deadline() {
      StageMachine month = machine(pace(Duration.ofDays(20), 3, 0));
      AtStage failed = new Run(month).next(FAILED).progress() instanceof AtStage at ? at : FIRST;
      assertThat(month.decide(failed, look(START.plus(QUARTER), SKIP)))
          .isInstanceOf(Decision.Skip.class);
      assertThat(month.decide(failed, look(START.plus(Duration.ofDays(31)), SKIP, INCONCLUSIVE)))
          .isInstanceOf(Decision.Skip.class);
    }

    @Test
    void of_the_last_stage_completes() {
      assertThat(decide(ALL, SKIP).progress())
          .isEqualTo(new Completed(3, "a", LATER, SpentEvidence.NONE));
    }

    static Stream<Object> whatHoldsPromotions() {
      return Stream.concat(
          StageMachineTest.holds(),
          Stream.of(
              new Window.Closed("outside office-hours", LATER.plus(QUARTER)),
              new Window.NeverOpens("no changes"),
              new EvidenceStart.NotYet(PolicyRole.OBSERVE)));
    }

    @ParameterizedTest
    @MethodSource("whatHoldsPromotions")
    void is_held_by_what_holds_a_promotion(Object hold) {
      assertThat(refusal(FIRST, SKIP, hold)).startsWith("A skip is held as a promotion is: ");
      assertThat(decide(FIRST, SKIP, hold).progress()).isEqualTo(FIRST);
    }

    @Test
    void is_refused_by_a_gate_that_leads_back_in_the_same_look() {
      assertThat(decide(ALL, SKIP, FAILED)).isInstanceOf(Decision.FallBackToReportOnly.class);
      assertThat(refusal(ALL, SKIP, FAILED))
          .isEqualTo(
              "The gate has failed in the same reconcile: The gate of stage all-enforce has failed.");
    }

    @Test
    void is_refused_where_there_is_no_stage_to_leave() {
      assertThat(refusal(new NotStarted(), SKIP)).isEqualTo(Refusals.NOT_BEGUN);
      assertThat(refusal(COMPLETED, SKIP)).isEqualTo(Refusals.COMPLETED);
      assertThat(refusal(STOPPED, SKIP)).contains("e1");
      assertThat(refusal(ALL, SKIP, TRIPS)).startsWith("The rollout is stopped (Breaker)");
    }
  }

  @Nested
  class Resume {
    private static final Hand.Resume RESUME = new Hand.Resume("e1");

    @Test
    void names_the_stop_that_is_in_force() {
      assertThat(answer(STOPPED, RESUME)).isEqualTo(EXECUTED);
      assertThat(refusal(STOPPED, new Hand.Resume("e0")))
          .isEqualTo("No stop with this ID is in force: the one in force has ID e1.");
      assertThat(refusal(FIRST, RESUME)).isEqualTo(Refusals.NOT_STOPPED);
      assertThat(refusal(COMPLETED, RESUME)).isEqualTo(Refusals.NOT_STOPPED);
      assertThat(refusal(new NotStarted(), RESUME)).isEqualTo(Refusals.NOT_BEGUN);
    }

    @Test
    void waits_while_the_stop_is_still_asked_for() {
      Object stop = new Hold.EmergencyStop("e1", "bo-7");
      assertThat(answer(STOPPED, RESUME, stop))
          .isEqualTo(
              new Answer.Waits(
                  "The emergency stop (token bo-7) is still requested: remove it first."));
      assertThat(decide(STOPPED, RESUME, stop).progress()).isEqualTo(STOPPED);
    }

    @Test
    void waits_while_the_breaker_would_trip_again() {
      assertThat(answer(STOPPED, RESUME, TRIPS))
          .isEqualTo(
              new Answer.Waits(
                  "The breaker would trip again: 6 users were blocked within 1h, more than the 5"
                      + " that it tolerates; it resumes when that time is over."));
      assertThat(decide(STOPPED, RESUME, TRIPS).progress()).isEqualTo(STOPPED);
    }
  }

  @Test
  void what_a_stage_has_spent_of_its_error_budget_stays_spent_whichever_way_it_is_left() {
    StageMachine quick = machine(pace(Duration.ZERO, 1, 0));
    Run run = new Run(quick, AtStage.begin(0, "a", START));
    run.evidence = new EvidenceStart.From(START);
    Decision promoted = run.next(SUCCESSFUL);
    AtStage second = (AtStage) promoted.progress();
    AtStage back = (AtStage) quick.decide(second, look(run.now, ROLLBACK)).progress();
    assertThat(back.evidence().restarts()).isEqualTo(1);
    AtStage again = (AtStage) quick.decide(back, look(run.now, SUCCESSFUL)).progress();
    assertThat(again.stage()).isEqualTo(1);
    assertThat(again.evidence().restarts()).isZero();
    assertThat(again.spent()).isEqualTo(new SpentEvidence(Map.of("pilot-observe", 2)));
  }
}
