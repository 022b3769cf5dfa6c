package dev.tokenprotection.core.world;

import dev.tokenprotection.core.gate.Verdict;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.stage.Answer;
import dev.tokenprotection.core.stage.BreakerReading;
import dev.tokenprotection.core.stage.Counters;
import dev.tokenprotection.core.stage.Decision;
import dev.tokenprotection.core.stage.Evaluation;
import dev.tokenprotection.core.stage.EvidenceStart;
import dev.tokenprotection.core.stage.Hand;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.Input;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.stage.Progress.AtStage;
import dev.tokenprotection.core.stage.StageMachine;
import dev.tokenprotection.core.stage.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Decisions that are made without looking at something. */
final class BrokenDecisions {
  private static final Duration LONG = Duration.ofDays(100);

  private BrokenDecisions() {}

  static List<Mutation> all() {
    return List.of(
        new Mutation(
            "a verdict below the floors counts as a success",
            judging(verdict -> verdict instanceof Verdict.Inconclusive ? PASSED : verdict)),
        new Mutation(
            "an error counts as a success",
            judging(verdict -> verdict instanceof Verdict.Error ? PASSED : verdict)),
        new Mutation(
            "an error counts as a failure",
            judging(verdict -> verdict instanceof Verdict.Error ? FAILED : verdict)),
        new Mutation(
            "a failed gate counts as a success",
            judging(verdict -> verdict instanceof Verdict.Failed ? PASSED : verdict)),
        new Mutation("the breaker never trips", deaf(in -> with(in, in.holds(), in.hand(), CALM))),
        new Mutation(
            "an emergency stop is not heard", deaf(in -> without(in, Hold.EmergencyStop.class))),
        new Mutation("an abort is not heard", deaf(BrokenDecisions::withoutAbort)),
        new Mutation("a stop resumes by itself", resumesByItself()),
        new Mutation("a skip needs no reason", deaf(BrokenDecisions::withReason)),
        new Mutation("a freeze holds nothing", deaf(in -> without(in, Hold.Frozen.class))),
        new Mutation("a pause holds nothing", deaf(in -> without(in, Hold.Paused.class))),
        new Mutation(
            "unverified break-glass holds nothing",
            deaf(in -> without(in, Hold.BreakGlassUnverified.class))),
        new Mutation(
            "policies that are not in sync hold nothing",
            deaf(in -> without(in, Hold.PolicyNotInSync.class))),
        new Mutation(
            "members that are not in sync hold nothing",
            deaf(in -> without(in, Hold.MembershipNotInSync.class))),
        new Mutation("promotion windows are always open", deaf(BrokenDecisions::inAnOpenWindow)),
        new Mutation("an approval counts for any attempt", approvingAnything()),
        new Mutation("a stage need not soak", remembering(BrokenDecisions::longAgo)),
        new Mutation("one success is as good as many", remembering(BrokenDecisions::manyTimes)),
        new Mutation("a policy need not settle", settlingAtOnce()));
  }

  private static final Verdict PASSED = new Verdict.Successful(List.of());
  private static final Verdict FAILED = new Verdict.Failed(List.of());
  private static final BreakerReading CALM = new BreakerReading.NotRead();

  private static Core judging(UnaryOperator<Verdict> instead) {
    return deaf(
        in ->
            in.evaluation() instanceof Evaluation.Done(Verdict verdict, Duration lag)
                ? new Input(
                    in.now(),
                    in.newId(),
                    in.evidenceStart(),
                    new Evaluation.Done(instead.apply(verdict), lag),
                    in.breaker(),
                    in.holds(),
                    in.hand(),
                    in.window(),
                    in.approvals())
                : in);
  }

  /** Decisions by an input from which something is missing. */
  private static Core deaf(UnaryOperator<Input> missing) {
    return new Core() {
      @Override
      Decision decide(StageMachine machine, Progress progress, Input input) {
        return super.decide(machine, progress, missing.apply(input));
      }

      @Override
      Answer answer(StageMachine machine, Progress progress, Input input) {
        return super.answer(machine, progress, missing.apply(input));
      }
    };
  }

  /** Decisions by another memory of the stage. */
  private static Core remembering(BiFunction<AtStage, Instant, AtStage> otherwise) {
    return new Core() {
      @Override
      Decision decide(StageMachine machine, Progress progress, Input input) {
        Decision decision =
            super.decide(
                machine,
                progress instanceof AtStage at ? otherwise.apply(at, input.now()) : progress,
                input);
        return leaves(decision) ? decision : super.decide(machine, progress, input);
      }
    };
  }

  private static boolean leaves(Decision decision) {
    return decision instanceof Decision.Promote || decision instanceof Decision.Complete;
  }

  private static AtStage longAgo(AtStage at, Instant now) {
    return new AtStage(
        at.stage(),
        at.attempt(),
        at.startedAt().minus(LONG),
        at.evidence(),
        at.counters(),
        at.spent());
  }

  private static AtStage manyTimes(AtStage at, Instant now) {
    Counters counters = at.counters();
    return new AtStage(
        at.stage(),
        at.attempt(),
        at.startedAt(),
        at.evidence(),
        counters.successes() == 0
            ? counters
            : new Counters(99, now.minus(LONG), counters.failures(), 0, counters.evaluatedAt()),
        at.spent());
  }

  private static Core settlingAtOnce() {
    return new Core() {
      @Override
      EvidenceStart evidenceStart(
          Rollout rollout, AtStage at, ObservedState observed, Plan allowed, Duration settleTime) {
        return super.evidenceStart(rollout, at, observed, allowed, Duration.ZERO);
      }
    };
  }

  private static Core approvingAnything() {
    return new Core() {
      @Override
      int approvals(Set<String> approved, String open) {
        return approved.size();
      }
    };
  }

  private static Core resumesByItself() {
    return new Core() {
      @Override
      Decision decide(StageMachine machine, Progress progress, Input input) {
        return progress instanceof Progress.FellBack(var _, var latch)
            ? super.decide(
                machine,
                progress,
                with(input, input.holds(), new Hand.Resume(latch.id()), input.breaker()))
            : super.decide(machine, progress, input);
      }
    };
  }

  private static Input without(Input in, Class<? extends Hold> hold) {
    return with(
        in,
        in.holds().stream().filter(found -> !hold.isInstance(found)).toList(),
        in.hand(),
        in.breaker());
  }

  private static Input withoutAbort(Input in) {
    return in.hand() instanceof Hand.Abort
        ? with(in, in.holds(), new Hand.None(), in.breaker())
        : in;
  }

  private static Input withReason(Input in) {
    return in.hand() instanceof Hand.Skip(String by, String reason) && reason.isBlank()
        ? with(in, in.holds(), new Hand.Skip(by, "no matter"), in.breaker())
        : in;
  }

  private static Input inAnOpenWindow(Input in) {
    return new Input(
        in.now(),
        in.newId(),
        in.evidenceStart(),
        in.evaluation(),
        in.breaker(),
        in.holds(),
        in.hand(),
        Window.ALWAYS_OPEN,
        in.approvals());
  }

  private static Input with(Input in, List<Hold> holds, Hand hand, BreakerReading breaker) {
    return new Input(
        in.now(),
        in.newId(),
        in.evidenceStart(),
        in.evaluation(),
        breaker,
        holds,
        hand,
        in.window(),
        in.approvals());
  }
}
