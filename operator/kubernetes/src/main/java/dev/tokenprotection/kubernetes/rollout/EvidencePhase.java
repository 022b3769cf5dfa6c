package dev.tokenprotection.kubernetes.rollout;

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

/** What the sign-in logs say: the gate when it is due, the breaker while anything is enforced. */
final class EvidencePhase implements Phase {
  private final Cohorts cohorts;
  private final DecisionMetrics metrics;

  EvidencePhase(Cohorts cohorts, DecisionMetrics metrics) {
    this.cohorts = cohorts;
    this.metrics = metrics;
  }

  @Override
  public Step run(RolloutScope scope) {
    scope.judged(
        switch (scope.memory().progress()) {
          case Progress.NotStarted notStarted -> Judged.NOTHING;
          case Progress.FellBack fellBack -> Judged.NOTHING;
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
    return switch (cohorts.judged(scope, at)) {
      case Attempt.Failed<Cohort>(Trouble trouble) ->
          evaluated(
              scope,
              start,
              run,
              new EvidenceAnswer.Known(
                  new EvidenceReading.Unavailable(trouble.message()), Duration.ZERO),
              criteria,
              0);
      case Attempt.Done<Cohort>(Cohort cohort) -> {
        EvidenceAnswer answer =
            scope
                .tenant()
                .evidence()
                .ask(
                    scope.id(),
                    new EvidenceQuestion(
                        evidenceScope(scope, criteria),
                        new EvidencePeriod(run.from(), criteria.evidenceWindow()),
                        cohort,
                        due,
                        Depth.USUAL));
        yield switch (answer) {
          case EvidenceAnswer.Pending(int percentRead) ->
              Judged.pending(start, new Judged.Pending.Yes(due, percentRead));
          case EvidenceAnswer.Known known ->
              evaluated(scope, start, run, known, criteria, cohort.size());
        };
      }
    };
  }

  private Judged evaluated(
      RolloutScope scope,
      EvidenceStart start,
      EvidenceRun run,
      EvidenceAnswer.Known known,
      GateCriteria criteria,
      int cohortSize) {
    GateContext context = new GateContext(scope.now(), run.number(), Freshness.DEFAULT);
    Verdict verdict = Gate.evaluate(criteria, known.reading(), context);
    metrics.evaluated(kind(verdict));
    scope
        .memory()
        .gate(
            switch (known.reading()) {
              case EvidenceReading.Available(var evidence) ->
                  GateMeasurements.of(verdict, evidence, Gate.measure(criteria, evidence, context));
              case EvidenceReading.Unavailable unavailable -> GateMeasurements.of(verdict);
              case EvidenceReading.WarmingUp warmingUp -> GateMeasurements.of(verdict);
              case EvidenceReading.FallingBehind behind -> GateMeasurements.of(verdict);
            });
    return Judged.evaluated(start, new Evaluation.Done(verdict, known.lag()), cohortSize);
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
        .orElseGet(BreakerReading.NotRead::new);
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
