package dev.tokenprotection.kubernetes.approval;

import dev.tokenprotection.api.v1alpha1.StageApproval;
import dev.tokenprotection.api.v1alpha1.StageApprovalStatus;
import dev.tokenprotection.core.model.Commands;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.condition.Conditions;
import dev.tokenprotection.kubernetes.status.StatusWriter;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells each StageApproval in its own status whether it counts. Nothing is decided by that, but for
 * one thing: what was given while approvals could be forged is marked, and stays out for good.
 */
public final class ApprovalStatuses {
  private static final Logger LOG = LoggerFactory.getLogger(ApprovalStatuses.class);

  /** Whoever makes thousands of approvals that answer nothing gets no answer to each at once. */
  private static final int MOST_OTHERS = 20;

  private final StatusWriter statuses;

  public ApprovalStatuses(StatusWriter statuses) {
    this.statuses = statuses;
  }

  /** Whether an approval counts. */
  private enum Counts {
    YES,
    NO,
    NOT_KNOWN_YET
  }

  /** What an approval is told. */
  private record Answer(Counts counts, ConditionReason reason, String message) {}

  /**
   * Tells the approvals of the open request. Never throws: what could not be told is told next
   * time.
   *
   * @param stage the stage that the request is about
   */
  public void tellVoters(Ballot ballot, ApprovalTrust trust, String stage, Instant now) {
    ballot
        .first()
        .forEach(
            approval ->
                first(approval, trust, stage).ifPresent(answer -> tell(approval, answer, now)));
    ballot.again().forEach(approval -> tell(approval, again(trust, stage), now));
  }

  /**
   * Tells the approvals that answer no open request. Never throws either.
   *
   * @param renewed the id that the request of the same attempt had before; empty for none
   */
  public void tellOthers(Ballot ballot, String renewed, Instant now) {
    ballot.others().stream()
        .filter(approval -> other(approval, renewed).isPresent())
        .limit(MOST_OTHERS)
        .forEach(
            approval -> other(approval, renewed).ifPresent(answer -> tell(approval, answer, now)));
  }

  private static Optional<Answer> first(StageApproval approval, ApprovalTrust trust, String stage) {
    return switch (trust) {
      case ApprovalTrust.Proved proved ->
          Optional.of(
              new Answer(
                  Counts.YES,
                  ConditionReason.COUNTED,
                  "Counts for leaving stage " + stage + ", as long as its plan is the same."));
      case ApprovalTrust.Forgeable forgeable -> Optional.of(spoilt());
      case ApprovalTrust.Unproved(String message) ->
          // What has counted does so again once that can be tried; the rollout tells meanwhile.
          Optional.of(
                  new Answer(
                      Counts.NOT_KNOWN_YET,
                      ConditionReason.APPROVALS_UNPROVED,
                      "Not counted yet: " + message + "."))
              .filter(answer -> !Ballot.isTold(approval, ConditionReason.COUNTED));
    };
  }

  private static Answer again(ApprovalTrust trust, String stage) {
    return trust instanceof ApprovalTrust.Forgeable
        ? spoilt()
        : new Answer(
            Counts.NO,
            ConditionReason.APPROVED_ALREADY,
            "The same person has approved before that stage " + stage + " is left: counts once.");
  }

  private static Answer spoilt() {
    return new Answer(
        Counts.NO,
        ConditionReason.APPROVALS_FORGEABLE,
        "It was given while approvals could be forged, so it never counts: approve again once the"
            + " rollout's condition ApprovalsTrusted is True.");
  }

  /** An approval that counted keeps what it was told once its stage was left. */
  private static Optional<Answer> other(StageApproval approval, String renewed) {
    if (approval.getSpec().requestId().equals(renewed)) {
      return Optional.of(
          new Answer(
              Counts.NO,
              ConditionReason.REQUEST_NOT_OPEN,
              "The stage or its plan has changed since it was given: review it and approve"
                  + " again."));
    }
    boolean isTold =
        Ballot.counted(approval)
            .filter(told -> !told.reason().equals(ConditionReason.APPROVALS_UNPROVED.apiName()))
            .isPresent();
    return isTold
        ? Optional.empty()
        : Optional.of(
            new Answer(
                Counts.NO,
                ConditionReason.REQUEST_NOT_OPEN,
                "It answers no open request of the rollout; answer the open one with "
                    + Commands.approve(
                        approval.getMetadata().getNamespace(),
                        approval.getSpec().rolloutRef().name())
                    + "."));
  }

  private void tell(StageApproval approval, Answer answer, Instant now) {
    try {
      statuses.write(approval, status(approval, answer, now));
    } catch (KubernetesClientException e) {
      LOG.atWarn()
          .addKeyValue("namespace", approval.getMetadata().getNamespace())
          .addKeyValue("name", approval.getMetadata().getName())
          .addKeyValue("code", e.getCode())
          .log("Could not tell a StageApproval whether it counts");
    }
  }

  private static StageApprovalStatus status(StageApproval approval, Answer answer, Instant now) {
    long generation = Optional.ofNullable(approval.getMetadata().getGeneration()).orElse(1L);
    Conditions conditions =
        new Conditions(Ballot.counted(approval).stream().toList(), generation, now);
    switch (answer.counts()) {
      case YES -> conditions.isTrue(ConditionType.COUNTED, answer.reason(), answer.message());
      case NO -> conditions.isFalse(ConditionType.COUNTED, answer.reason(), answer.message());
      case NOT_KNOWN_YET ->
          conditions.isUnknown(ConditionType.COUNTED, answer.reason(), answer.message());
    }
    return new StageApprovalStatus(generation, conditions.all());
  }
}
