package dev.tokenprotection.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.gate.Verdict;
import dev.tokenprotection.core.model.Include;
import dev.tokenprotection.core.stage.Progress.AtStage;
import dev.tokenprotection.core.stage.Progress.Completed;
import dev.tokenprotection.core.stage.Progress.FellBack;
import dev.tokenprotection.core.stage.Progress.NotStarted;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Emergency stop, breaker, abort, rollback, freeze, pause, windows, approvals, promotion: of what
 * is there at once, the first decides.
 */
class OrderTest {
  private static final long SEED = 20261124L;
  private static final int LOOKS = 30_000;

  private enum Seen {
    STOPPED,
    TRIPPED,
    ABORTED,
    WENT_BACK,
    RESUMED,
    RETRIED,
    SKIPPED,
    MOVED_ON,
    HELD
  }

  @Test
  void whatever_comes_together_what_leads_back_wins_then_what_holds_then_what_leads_on() {
    System.out.println("OrderTest seed " + SEED + ", " + LOOKS + " looks");
    Random random = new Random(SEED);
    Map<Seen, Integer> census = new EnumMap<>(Seen.class);
    for (int i = 0; i < LOOKS; i++) {
      AnyLook any = new AnyLook(random);
      Decision decision = any.machine.decide(any.progress, any.input);
      try {
        census.merge(judged(any, decision), 1, Integer::sum);
        neverMoreEnforcedThanPermitted(any, decision);
        answered(any, decision);
      } catch (AssertionError e) {
        throw new AssertionError("look " + i + "\n" + any + "\n" + decision, e);
      }
    }
    System.out.println("OrderTest " + census);
    assertThat(census.keySet()).containsExactlyInAnyOrder(Seen.values());
  }

  private static Seen judged(AnyLook any, Decision decision) {
    Input input = any.input;
    Optional<Hold.EmergencyStop> stop =
        input.holds().stream()
            .filter(Hold.EmergencyStop.class::isInstance)
            .map(Hold.EmergencyStop.class::cast)
            .findFirst();
    if (stop.isPresent()) {
      assertThat(decision.progress()).isInstanceOf(FellBack.class);
      boolean newOne =
          !(any.progress instanceof FellBack before)
              || !before.latch().id().equals(stop.get().latch());
      if (newOne) {
        assertThat(latch(decision).id()).isEqualTo(stop.get().latch());
      }
      return Seen.STOPPED;
    }
    if (any.progress instanceof FellBack before) {
      return afterStop(before, input, decision);
    }
    if (input.breaker().trips()) {
      assertThat(latch(decision).cause()).isEqualTo(Latch.Cause.BREAKER);
      return Seen.TRIPPED;
    }
    if (input.hand() instanceof Hand.Abort) {
      assertThat(latch(decision).cause()).isEqualTo(Latch.Cause.ABORTED);
      return Seen.ABORTED;
    }
    return moved(any, decision);
  }

  private static Seen afterStop(FellBack before, Input input, Decision decision) {
    if (input.hand() instanceof Hand.Resume(String latch)
        && latch.equals(before.latch().id())
        && !input.breaker().trips()) {
      assertThat(decision).isInstanceOf(Decision.Resume.class);
      return Seen.RESUMED;
    }
    assertThat(latch(decision)).isEqualTo(before.latch());
    return Seen.HELD;
  }

  private static Seen moved(AnyLook any, Decision decision) {
    Input input = any.input;
    boolean failed =
        input.evaluation() instanceof Evaluation.Done(Verdict verdict, var _)
            && verdict instanceof Verdict.Failed;
    boolean asksBack = input.hand() instanceof Hand.Rollback;
    switch (decision) {
      case Decision.FallBackToReportOnly _ -> {
        assertThat(failed).isTrue();
        assertThat(latch(decision).cause()).isEqualTo(Latch.Cause.GATE_FAILED);
        return Seen.WENT_BACK;
      }
      case Decision.RollBack back -> {
        assertThat(asksBack || failed).isTrue();
        assertThat(stage(back.progress())).isEqualTo(stage(any.progress) - 1);
        return Seen.WENT_BACK;
      }
      case Decision.Retry retry -> {
        assertThat(input.hand()).isInstanceOf(Hand.Retry.class);
        assertThat(stage(retry.progress())).isEqualTo(stage(any.progress));
        return Seen.RETRIED;
      }
      case Decision.Skip skip -> {
        assertThat(input.hand()).isEqualTo(new Hand.Skip(skip.by(), skip.reason()));
        assertThat(skip.reason()).isNotBlank();
        leadsOn(any, skip);
        return Seen.SKIPPED;
      }
      case Decision.Promote promote -> {
        promotes(any, promote);
        return Seen.MOVED_ON;
      }
      case Decision.Complete complete -> {
        promotes(any, complete);
        return Seen.MOVED_ON;
      }
      case Decision.Start start -> {
        assertThat(any.progress).isEqualTo(new NotStarted());
        assertThat(start.progress().stage()).isZero();
        assertThat(input.holds()).noneMatch(Hold::holdsTheBeginning);
        return Seen.MOVED_ON;
      }
      case Decision.Resume _ -> throw new AssertionError("resumes what was not stopped");
      case Decision.FailGate _, Decision.Stay _ -> {
        assertThat(stage(decision.progress())).isEqualTo(stage(any.progress));
        assertThat(asksBack && stage(any.progress) > 0).as("a rollback is ignored").isFalse();
        return Seen.HELD;
      }
    }
  }

  private static void promotes(AnyLook any, Decision decision) {
    assertThat(any.input.evaluation()).isInstanceOf(Evaluation.Done.class);
    assertThat(((Evaluation.Done) any.input.evaluation()).verdict())
        .isInstanceOf(Verdict.Successful.class);
    leadsOn(any, decision);
  }

  private static void leadsOn(AnyLook any, Decision decision) {
    int stage = stage(any.progress);
    assertThat(any.input.holds()).isEmpty();
    assertThat(any.input.window()).isInstanceOf(Window.Open.class);
    int needed = any.rules.get(stage).pace().minApprovals();
    int approved = any.input.approvals() instanceof Approvals.Counted(int n) ? n : 0;
    assertThat(approved).isGreaterThanOrEqualTo(needed);
    assertThat(any.input.hand())
        .isNotInstanceOfAny(Hand.Abort.class, Hand.Rollback.class, Hand.Retry.class);
    boolean isLast = stage == any.rules.size() - 1;
    assertThat(stage(decision.progress())).isEqualTo(isLast ? stage : stage + 1);
  }

  /** Only a promotion, a skip and a resume may enforce more than was enforced before. */
  private static void neverMoreEnforcedThanPermitted(AnyLook any, Decision decision) {
    boolean mayEnforceMore =
        switch (decision) {
          case Decision.Promote _, Decision.Skip _, Decision.Resume _ -> true;
          case Decision.Start _,
              Decision.Stay _,
              Decision.FailGate _,
              Decision.Complete _,
              Decision.FallBackToReportOnly _,
              Decision.RollBack _,
              Decision.Retry _ ->
              false;
        };
    if (!mayEnforceMore) {
      assertThat(enforced(any, any.progress)).containsAll(enforced(any, decision.progress()));
    }
  }

  private static Set<Include> enforced(AnyLook any, Progress progress) {
    return switch (progress) {
      case NotStarted _ -> Set.of();
      case FellBack _ -> Set.of();
      case AtStage at -> DesiredState.enforcedIncludes(any.rollout, at.stage());
      case Completed completed -> DesiredState.enforcedIncludes(any.rollout, completed.stage());
    };
  }

  private static void answered(AnyLook any, Decision decision) {
    switch (any.machine.answer(any.progress, any.input)) {
      case Answer.NotAsked _ -> assertThat(any.input.hand()).isEqualTo(new Hand.None());
      case Answer.Refused(String sentence) -> assertThat(sentence).endsWith(".");
      case Answer.Waits _ -> assertThat(any.input.hand()).isInstanceOf(Hand.Resume.class);
      case Answer.Executed _ -> {
        switch (any.input.hand()) {
          case Hand.None _ -> throw new AssertionError("nothing was asked for");
          case Hand.Abort _ -> assertThat(decision.progress()).isInstanceOf(FellBack.class);
          case Hand.Rollback _ -> assertThat(decision).isInstanceOf(Decision.RollBack.class);
          case Hand.Resume _ -> assertThat(decision).isInstanceOf(Decision.Resume.class);
          case Hand.Retry _ -> assertThat(decision).isInstanceOf(Decision.Retry.class);
          case Hand.Skip _ -> assertThat(decision).isInstanceOf(Decision.Skip.class);
        }
      }
    }
  }

  private static Latch latch(Decision decision) {
    assertThat(decision.progress()).isInstanceOf(FellBack.class);
    return ((FellBack) decision.progress()).latch();
  }

  private static int stage(Progress progress) {
    return switch (progress) {
      case NotStarted _ -> -1;
      case AtStage at -> at.stage();
      case FellBack fellBack -> fellBack.from().stage();
      case Completed completed -> completed.stage();
    };
  }
}
