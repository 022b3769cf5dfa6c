package dev.tokenprotection.core.stage;

import static dev.tokenprotection.core.stage.Looks.FAILED;
import static dev.tokenprotection.core.stage.Looks.QUARTER;
import static dev.tokenprotection.core.stage.Looks.SUCCESSFUL;
import static dev.tokenprotection.core.stage.Looks.look;
import static dev.tokenprotection.core.stage.Looks.machine;
import static dev.tokenprotection.core.stage.Looks.pace;
import static dev.tokenprotection.core.stage.Looks.rulesOf;
import static dev.tokenprotection.core.world.Examples.START;
import static dev.tokenprotection.core.world.Examples.office;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.stage.Looks.Run;
import dev.tokenprotection.core.stage.NextAction.Type;
import dev.tokenprotection.core.stage.Progress.AtStage;
import dev.tokenprotection.core.stage.Progress.Completed;
import dev.tokenprotection.core.stage.Progress.NotStarted;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What holds promotion, and nothing else: windows, freeze, approvals, deadline. */
class PromotionHoldsTest {
  private static final StageMachine QUICK = machine(pace(Duration.ZERO, 1, 0));
  private static final AtStage FIRST = AtStage.begin(0, "a", START);

  private static StageMachine needing(int approvals) {
    return machine(
        new GateCriteria.Pace(Duration.ZERO, QUARTER, 1, 0, 4, Duration.ofDays(30), approvals));
  }

  @Nested
  class PromotionWindows {
    private static final Instant OPENING = START.plus(Duration.ofMinutes(100));
    private static final Window CLOSED = new Window.Closed("outside office-hours", OPENING);

    @Test
    void a_closed_window_holds_the_promotion_and_says_until_when() {
      Decision decision = QUICK.decide(FIRST, look(START, SUCCESSFUL, CLOSED));
      assertThat(decision).isInstanceOf(Decision.Stay.class);
      assertThat(decision.next().blockedBy())
          .containsExactly("promotion window (outside office-hours), opens 2026-11-02 10:40Z");
      assertThat(decision.next().notBefore()).isEqualTo(OPENING);
      assertThat(decision.next().blockers().getFirst().reason()).isEqualTo("WindowClosed");
      assertThat(decision.next().type()).isEqualTo(Type.PROMOTE);
    }

    @Test
    void the_promotion_comes_exactly_when_the_window_opens() {
      Run run = new Run(QUICK, FIRST);
      run.window = CLOSED;
      while (run.decision.next().at().isBefore(OPENING)) {
        assertThat(run.next(SUCCESSFUL)).isInstanceOf(Decision.Stay.class);
        assertThat(run.decision.next().notBefore()).isEqualTo(OPENING);
      }
      run.window = new Window.Open(OPENING, Instant.MAX);
      assertThat(run.next(SUCCESSFUL)).isInstanceOf(Decision.Promote.class);
      assertThat(run.now).isEqualTo(OPENING);
    }

    @Test
    void the_gate_is_asked_all_the_while_since_it_may_lead_back() {
      Run run = new Run(QUICK, AtStage.begin(1, "a", START));
      run.window = CLOSED;
      run.next(SUCCESSFUL);
      assertThat(run.decision.next().at()).isEqualTo(run.now.plus(QUARTER));
      assertThat(run.next(FAILED)).isInstanceOf(Decision.FallBackToReportOnly.class);
    }

    @Test
    void a_success_that_went_bad_before_the_opening_does_not_promote() {
      Run run = new Run(QUICK, FIRST);
      run.window = CLOSED;
      run.until(OPENING.minusMillis(1), SUCCESSFUL);
      run.window = new Window.Open(OPENING, Instant.MAX);
      assertThat(run.next(Looks.RUNNING)).isInstanceOf(Decision.Stay.class);
    }

    @Test
    void windows_that_never_open_wait_for_a_person() {
      Decision decision =
          QUICK.decide(FIRST, look(START, SUCCESSFUL, new Window.NeverOpens("no changes")));
      assertThat(decision).isInstanceOf(Decision.Stay.class);
      assertThat(decision.next().type()).isEqualTo(Type.WAIT_FOR_PERSON);
      assertThat(decision.next().blockedBy())
          .containsExactly("promotion window (no changes), never opens: change promotionWindows");
    }

    @Test
    void the_last_stage_completes_in_a_window_too() {
      AtStage last = AtStage.begin(3, "a", START);
      assertThat(QUICK.decide(last, look(START, SUCCESSFUL, CLOSED)))
          .isInstanceOf(Decision.Stay.class);
    }

    @Test
    void a_rollout_begins_whether_a_window_is_open_or_not() {
      assertThat(QUICK.decide(new NotStarted(), look(START, CLOSED)))
          .isInstanceOf(Decision.Start.class);
    }
  }

  @Nested
  class Freeze {
    private static final Hold FROZEN = new Hold.Frozen("end of the year");

    @Test
    void a_frozen_tenant_promotes_nothing_and_says_why() {
      Decision decision = QUICK.decide(FIRST, look(START, SUCCESSFUL, new Hold.Paused(), FROZEN));
      assertThat(decision).isInstanceOf(Decision.Stay.class);
      assertThat(decision.message())
          .isEqualTo(
              "Every promotion of the tenant is frozen: end of the year; remove spec.freeze of the"
                  + " EntraTenant to continue.");
      assertThat(decision.next().blockedBy()).containsExactly("TenantFrozen", "Paused");
    }

    @Test
    void in_a_frozen_tenant_a_failed_gate_and_the_breaker_still_lead_back() {
      AtStage pilot = AtStage.begin(1, "a", START);
      assertThat(QUICK.decide(pilot, look(START, FAILED, FROZEN)))
          .isInstanceOf(Decision.FallBackToReportOnly.class);
      assertThat(
              QUICK.decide(
                  pilot,
                  look(
                      START,
                      FROZEN,
                      new BreakerReading.Read(
                          6, 5, BreakerReading.Basis.AS_SPECIFIED, Duration.ofHours(1)))))
          .isInstanceOf(Decision.FallBackToReportOnly.class);
    }
  }

  @Nested
  class ApprovalsByPeople {
    private final StageMachine two = needing(2);

    @Test
    void a_stage_is_left_only_with_as_many_approvals_as_it_needs() {
      Decision none = two.decide(FIRST, look(START, SUCCESSFUL));
      assertThat(none.next().blockedBy())
          .containsExactly("2 more approvals (tpr approve office -n contoso)");
      Decision one = two.decide(FIRST, look(START, SUCCESSFUL, new Approvals.Counted(1)));
      assertThat(one).isInstanceOf(Decision.Stay.class);
      assertThat(one.next().blockedBy())
          .containsExactly("1 more approval (tpr approve office -n contoso)");
      assertThat(one.message())
          .isEqualTo(
              "Successful, 1 of 1 in a row. Waits for: 1 more approval (tpr approve office -n contoso).");
      assertThat(two.decide(FIRST, look(START, SUCCESSFUL, new Approvals.Counted(2))))
          .isInstanceOf(Decision.Promote.class);
    }

    @Test
    void approvals_promote_nothing_without_the_gate() {
      assertThat(two.decide(FIRST, look(START, Looks.RUNNING, new Approvals.Counted(9))))
          .isInstanceOf(Decision.Stay.class);
    }

    @Test
    void none_counts_when_they_can_not_be_trusted() {
      Decision decision =
          two.decide(
              FIRST, look(START, SUCCESSFUL, new Approvals.Untrusted("a forged one was taken")));
      assertThat(decision).isInstanceOf(Decision.Stay.class);
      assertThat(decision.next().blockedBy())
          .containsExactly("no approval counts: a forged one was taken");
      assertThat(QUICK.decide(FIRST, look(START, SUCCESSFUL, new Approvals.Untrusted("m"))))
          .as("where none is needed")
          .isInstanceOf(Decision.Promote.class);
    }

    @Test
    void a_request_is_open_while_the_rollout_is_in_a_stage_that_needs_approvals() {
      assertThat(two.approvalRequest(FIRST))
          .contains(new ApprovalRequest(0, "pilot-observe", "a", 2));
      assertThat(QUICK.approvalRequest(FIRST)).isEmpty();
      assertThat(two.approvalRequest(new NotStarted())).isEmpty();
      assertThat(two.approvalRequest(new Completed(3, "a", START, SpentEvidence.NONE))).isEmpty();
      assertThat(two.approvalRequest(AtStage.begin(7, "a", START))).as("stage is gone").isEmpty();
    }

    @Test
    void another_attempt_is_another_request() {
      Progress anew = two.decide(FIRST, look(START, new Hand.Retry("ada-1"))).progress();
      assertThat(two.approvalRequest(anew)).isNotEqualTo(two.approvalRequest(FIRST));
    }

    @Test
    void a_skip_needs_the_approvals_too() {
      Hand skip = new Hand.Skip("ada-1", "too small");
      assertThat(two.answer(FIRST, look(START, skip)))
          .isEqualTo(
              new Answer.Refused(
                  "A skip is held as a promotion is: 2 more approvals (tpr approve office -n contoso)."));
      assertThat(two.decide(FIRST, look(START, skip, new Approvals.Counted(2))))
          .isInstanceOf(Decision.Skip.class);
    }
  }

  @Nested
  class ProgressDeadline {
    private static final Duration HOUR = Duration.ofHours(1);
    private final StageMachine hurried =
        new StageMachine(
            office(),
            rulesOf(
                new GateCriteria.Pace(Duration.ZERO, Duration.ofMinutes(25), 1, 0, 4, HOUR, 0)));

    @Test
    void the_deadline_is_looked_at_when_it_is_reached_and_moves_nothing() {
      Run run = new Run(hurried, AtStage.begin(1, "a", START));
      while (run.decision.next().at().isBefore(START.plus(HOUR))) {
        run.next(Looks.RUNNING);
        assertThat(run.decision.next().type()).isEqualTo(Type.PROMOTE);
      }
      assertThat(run.decision.next().at()).isEqualTo(START.plus(HOUR));
      Progress before = run.decision.progress();
      run.next(SUCCESSFUL);
      assertThat(run.decision.progress()).isEqualTo(before);
      assertThat(run.decision.next().type()).isEqualTo(Type.WAIT_FOR_PERSON);
      assertThat(run.decision.next().blockers()).contains(new Blocker.DeadlineExceeded());
      assertThat(run.decision.message()).contains("ProgressDeadlineExceeded");
    }

    @Test
    void an_enforced_stage_that_takes_too_long_stays_enforced() {
      Run run = new Run(hurried, AtStage.begin(1, "a", START));
      run.until(START.plus(Duration.ofDays(3)), Looks.INCONCLUSIVE);
      assertThat(run.at().stage()).isEqualTo(1);
    }
  }
}
