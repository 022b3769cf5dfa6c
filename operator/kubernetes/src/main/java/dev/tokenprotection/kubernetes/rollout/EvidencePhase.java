package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.GateStatus;
import dev.tokenprotection.core.evidence.Cohort;
import dev.tokenprotection.core.evidence.EvidencePeriod;
import dev.tokenprotection.core.evidence.EvidenceReading;
import dev.tokenprotection.core.evidence.EvidenceScope;
import dev.tokenprotection.core.evidence.GuestRule;
import dev.tokenprotection.core.gate.Freshness;
import dev.tokenprotection.core.gate.Gate;
import dev.tokenprotection.core.gate.GateContext;
import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.gate.Verdict;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.stage.BreakerReading;
import dev.tokenprotection.core.stage.Evaluation;
import dev.tokenprotection.core.stage.EvidenceRun;
import dev.tokenprotection.core.stage.EvidenceStart;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.stage.StageMachine;
import dev.tokenprotection.kubernetes.DecisionMetrics;
import dev.tokenprotection.kubernetes.DecisionMetrics.GateVerdict;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.evidence.Depth;
import dev.tokenprotection.kubernetes.evidence.EvidenceAnswer;
import dev.tokenprotection.kubernetes.evidence.EvidenceQuestion;
import dev.tokenprotection.kubernetes.status.GateMeasurements;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * What the sign-in logs say: the gate when it is due, the breaker while anything is enforced. A
 * stage is left by no verdict but one for which late rows were looked for.
 */
final class EvidencePhase implements Phase {
  private final Cohorts cohorts;
  private final BiPredicate<RolloutScope, Judged> leadsOn;
  private final DecisionMetrics metrics;

  /**
   * What a verdict is made from, beside the evidence.
   *
   * @param cohortSize how many users are judged
   */
  private record Question(
      EvidenceStart start, GateCriteria criteria, GateContext context, int cohortSize) {
    Verdict verdict(EvidenceAnswer.Known known) {
      return Gate.evaluate(criteria, known.reading(), context);
    }
  }

  /**
   * @param leadsOn whether the stage would be left if this were all that the logs say
   */
  EvidencePhase(
      Cohorts cohorts, BiPredicate<RolloutScope, Judged> leadsOn, DecisionMetrics metrics) {
    this.cohorts = cohorts;
    this.leadsOn = leadsOn;
    this.metrics = metrics;
  }

  @Override
  public Step run(RolloutScope scope) {
    scope.judged(
        switch (scope.memory().progress()) {
          case Progress.NotStarted _, Progress.FellBack _ -> {
            scope.tenant().evidence().endBreaker(scope.id());
            yield Judged.NOTHING;
          }
          case Progress.Completed completed -> Judged.NOTHING.with(breaker(scope));
          case Progress.AtStage at -> judged(scope, at).with(breaker(scope));
        });
    return Step.GO_ON;
  }

  private Judged judged(RolloutScope scope, Progress.AtStage at) {
    EvidenceStart start =
        EvidenceStart.of(
            scope.wanted().rollout(),
            at,
            scope.observed(),
            scope.planned().allowed(),
            scope.wanted().rules().get(at.stage()).settleTime().policy());
    Optional<Instant> due = scope.machine().evaluationDue(at, start, scope.window());
    boolean asks =
        due.filter(moment -> !scope.now().isBefore(moment)).isPresent()
            && scope.observed().policies().size() == PolicyRole.values().length;
    return asks ? asked(scope, at, start, due.orElseThrow()) : Judged.notAsked(start);
  }

  private Judged asked(RolloutScope scope, Progress.AtStage at, EvidenceStart start, Instant due) {
    EvidenceRun run = StageMachine.evidenceRun(at, start);
    GateCriteria criteria = scope.wanted().criteria().get(at.stage());
    GateContext context =
        new GateContext(scope.now(), run.number(), Freshness.DEFAULT, Cohorts.enforced(scope, at));
    return switch (cohorts.judged(scope, at)) {
      case Attempt.Failed<Cohort>(Trouble trouble) ->
          answered(
              scope,
              new EvidenceAnswer.Known(
                  new EvidenceReading.Unavailable(trouble.message()), Duration.ZERO),
              new Question(start, criteria, context, 0),
              due);
      case Attempt.Done<Cohort>(Cohort cohort) -> {
        EvidenceQuestion usual =
            new EvidenceQuestion(
                evidenceScope(scope, criteria),
                new EvidencePeriod(run.from(), criteria.evidenceWindow()),
                cohort,
                due,
                Depth.USUAL);
        Question question = new Question(start, criteria, context, cohort.size());
        EvidenceAnswer answer = scope.tenant().evidence().ask(scope.id(), usual);
        if (leadsOn.test(scope, judged(scope, answer, question, due))) {
          answer = scope.tenant().evidence().ask(scope.id(), usual.to(Depth.DEEP));
        }
        yield answered(scope, answer, question, due);
      }
    };
  }

  private Judged answered(
      RolloutScope scope, EvidenceAnswer answer, Question question, Instant due) {
    if (answer instanceof EvidenceAnswer.Known known) {
      Verdict verdict = question.verdict(known);
      metrics.evaluated(kind(verdict));
      scope.memory().gate(measured(known, verdict, question));
    }
    return judged(scope, answer, question, due);
  }

  private Judged judged(RolloutScope scope, EvidenceAnswer answer, Question question, Instant due) {
    return switch (answer) {
      case EvidenceAnswer.Pending(int percentRead) ->
          Judged.pending(
              question.start(), ReadingGrace.evaluation(due, scope.now(), percentRead), due);
      case EvidenceAnswer.Known known ->
          Judged.evaluated(
              question.start(),
              new Evaluation.Done(question.verdict(known), known.lag()),
              question.cohortSize());
    };
  }

  private static GateStatus measured(
      EvidenceAnswer.Known known, Verdict verdict, Question question) {
    return switch (known.reading()) {
      case EvidenceReading.Available(var evidence) ->
          GateMeasurements.of(
              verdict, evidence, Gate.measure(question.criteria(), evidence, question.context()));
      case EvidenceReading.Unavailable unavailable -> GateMeasurements.of(verdict);
      case EvidenceReading.WarmingUp warmingUp -> GateMeasurements.of(verdict);
      case EvidenceReading.FallingBehind behind -> GateMeasurements.of(verdict);
    };
  }

  private static EvidenceScope evidenceScope(RolloutScope scope, GateCriteria criteria) {
    Rollout rollout = scope.wanted().rollout();
    return new EvidenceScope(
        rollout.profile(),
        rollout.applications(),
        scope.observed().policies().get(PolicyRole.OBSERVE).id(),
        scope.observed().policies().get(PolicyRole.ENFORCED).id(),
        rollout.guests() == PolicyContent.Guests.EXCLUDED ? GuestRule.SET_ASIDE : GuestRule.COUNTED,
        criteria.metric());
  }

  private static BreakerReading breaker(RolloutScope scope) {
    return scope
        .observed()
        .policy(PolicyRole.ENFORCED)
        .filter(policy -> policy.content().enforces())
        .map(
            policy ->
                Breaker.read(
                    Enforcing.only(policy), scope.wanted().breaker(), scope, scope.tenant()))
        .orElseGet(
            () -> {
              scope.tenant().evidence().endBreaker(scope.id());
              return new BreakerReading.NotRead();
            });
  }

  private static GateVerdict kind(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Error error -> GateVerdict.ERROR;
      case Verdict.Inconclusive inconclusive -> GateVerdict.INCONCLUSIVE;
      case Verdict.Failed failed -> GateVerdict.FAILED;
      case Verdict.Successful successful -> GateVerdict.SUCCESSFUL;
      case Verdict.Running running -> GateVerdict.RUNNING;
    };
  }
}
