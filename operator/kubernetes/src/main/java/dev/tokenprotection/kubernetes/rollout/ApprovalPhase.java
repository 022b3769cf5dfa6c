package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.ApprovalRequest;
import dev.tokenprotection.api.v1alpha1.Bounds;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.stage.Approvals;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.kubernetes.approval.ApprovalProofs;
import dev.tokenprotection.kubernetes.approval.ApprovalStatuses;
import dev.tokenprotection.kubernetes.approval.ApprovalTrust;
import dev.tokenprotection.kubernetes.approval.Ballot;
import dev.tokenprotection.kubernetes.approval.GivenApprovals;
import dev.tokenprotection.kubernetes.approval.RequestId;
import dev.tokenprotection.kubernetes.mapping.GateMapping;
import dev.tokenprotection.kubernetes.status.StagesHash;
import java.util.List;
import java.util.Optional;

/**
 * Who approved that the present stage is left, and whether that can be believed. Comes after the
 * plan, since a yes is a yes to what leaving the stage would write.
 */
final class ApprovalPhase implements Phase {
  private final GivenApprovals given;
  private final ApprovalProofs proofs;
  private final ApprovalStatuses statuses;

  /**
   * @param given where approvals are found
   * @param proofs whether they can be believed
   * @param statuses tells them what became of them
   */
  ApprovalPhase(GivenApprovals given, ApprovalProofs proofs, ApprovalStatuses statuses) {
    this.given = given;
    this.proofs = proofs;
    this.statuses = statuses;
  }

  /** What is asked, before anybody has answered. */
  private record Question(String id, String attempt, String stage, int needed, Plan plan) {}

  @Override
  public Step run(RolloutScope scope) {
    Optional<Question> question = question(scope);
    String id = question.map(Question::id).orElse("");
    Ballot ballot = Ballot.of(given.of(scope.resource()), id);
    statuses.tellOthers(ballot, renewed(scope, id), scope.now());
    scope.approvals(Approvals.NONE);
    scope.request(question.map(asked -> counted(scope, asked, ballot)));
    return Step.GO_ON;
  }

  private OpenRequest counted(RolloutScope scope, Question asked, Ballot ballot) {
    ApprovalTrust trust =
        proofs.of(scope.identity().namespace(), scope.identity().name(), ballot.uids());
    statuses.tellVoters(ballot, trust, asked.stage(), scope.now());
    scope.approvals(
        switch (trust) {
          case ApprovalTrust.Proved proved -> new Approvals.Counted(ballot.first().size());
          case ApprovalTrust.Forgeable(String message) -> new Approvals.Untrusted(message);
          case ApprovalTrust.Unproved(String message) -> new Approvals.Untrusted(message);
        });
    return new OpenRequest(
        asked.attempt(), status(asked, trust.isProved() ? ballot.approvers() : List.of()), trust);
  }

  private static Optional<Question> question(RolloutScope scope) {
    if (!(scope.memory().progress() instanceof Progress.AtStage at)) {
      return Optional.empty();
    }
    return scope
        .machine()
        .approvalRequest(at)
        .flatMap(
            asked ->
                PromotionPlan.of(scope, at)
                    .map(
                        plan ->
                            new Question(
                                RequestId.of(
                                    scope.resource().getMetadata().getUid(),
                                    asked.attempt(),
                                    stages(scope, asked.stage()),
                                    plan.hash()),
                                asked.attempt(),
                                asked.name(),
                                asked.needed(),
                                plan)));
  }

  /** All that a person who looks at the request relies on: the stages, and what the gate asks. */
  private static String stages(RolloutScope scope, int stage) {
    return StagesHash.of(scope.resource().getSpec().stages(), stage + 2)
        + "\n"
        + GateMapping.effective(scope.wanted().criteria().get(stage));
  }

  /** The id that the request of the same attempt had until now, if it is another one now. */
  private static String renewed(RolloutScope scope, String id) {
    var before = scope.resource().getStatus();
    boolean isRenewed =
        before != null
            && before.approvalRequest() != null
            && scope.memory().progress() instanceof Progress.AtStage at
            && at.attempt().equals(before.attempt())
            && !before.approvalRequest().id().equals(id);
    return isRenewed ? before.approvalRequest().id() : "";
  }

  private static ApprovalRequest status(Question asked, List<String> approvers) {
    var plan = ObjectStatuses.plan(asked.plan());
    return new ApprovalRequest(
        asked.id(),
        asked.stage(),
        plan.hash(),
        plan.summary(),
        plan.changes().isEmpty() ? null : plan.changes(),
        asked.needed(),
        approvers.size(),
        approvers.isEmpty() ? null : approvers.stream().limit(Bounds.ENTRIES).toList());
  }
}
