package dev.tokenprotection.simulator.signin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.EndUserDevice;
import dev.tokenprotection.simulator.population.Resource;
import dev.tokenprotection.simulator.signin.policy.ConditionalAccessEvaluation;
import dev.tokenprotection.simulator.signin.policy.DeviceAttributes;
import dev.tokenprotection.simulator.signin.policy.JudgedSignIn;
import dev.tokenprotection.simulator.signin.policy.SessionFacts;
import dev.tokenprotection.simulator.signin.policy.SignInContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Judges requests by the policies of the moment and remembers what it said: most requests are like
 * one before, and rows that were judged alike share one answer. Not thread-safe.
 */
final class PolicyJudge {
  private record Question(SignInContext context, SessionFacts facts) {}

  private List<ObjectNode> policies = List.of();
  private ConditionalAccessEvaluation evaluation = ConditionalAccessEvaluation.of(policies);
  private final Map<Question, Verdict> answers = new HashMap<>();
  private final Map<JudgedSignIn, Verdict> verdicts = new HashMap<>();
  private final Map<EndUserDevice, DeviceAttributes> attributes = new HashMap<>();

  /** What Conditional Access says about one request. */
  Verdict judge(Visit visit, Step step) {
    if (visit.policies() != policies) {
      policies = visit.policies();
      evaluation = ConditionalAccessEvaluation.of(policies);
      answers.clear();
      verdicts.clear();
    }
    return answers.computeIfAbsent(
        new Question(context(visit, step), facts(visit, step)), this::answer);
  }

  private Verdict answer(Question question) {
    JudgedSignIn judged = evaluation.judge(question.context(), question.facts());
    return verdicts.computeIfAbsent(judged, Verdict::of);
  }

  private SignInContext context(Visit visit, Step step) {
    return new SignInContext(
        visit.user().id(),
        Identities.category(visit.user()),
        visit.groups(),
        step.request().judged().stream().map(Resource::appId).collect(Collectors.toSet()),
        visit.device().platform(),
        visit.attempt().path().client().appType(),
        attributes.computeIfAbsent(visit.device(), Identities::attributes));
  }

  private static SessionFacts facts(Visit visit, Step step) {
    return new SessionFacts(
        step.binding(),
        Identities.compliance(visit.device()),
        Identities.join(visit.device()),
        step.presence());
  }
}
