package dev.tokenprotection.app.approve;

import dev.tokenprotection.api.v1alpha1.ApprovalRequest;
import dev.tokenprotection.api.v1alpha1.LocalReference;
import dev.tokenprotection.api.v1alpha1.StageApproval;
import dev.tokenprotection.api.v1alpha1.StageApprovalSpec;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.core.model.CanonicalHash;
import dev.tokenprotection.kubernetes.approval.Ballot;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.authentication.SelfSubjectReview;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.function.Supplier;

/** The requests of a cluster, answered as the person behind a client. */
final class OpenRequests {
  /** How often the same person may have approved in vain before. */
  private static final int MOST_IN_VAIN = 20;

  private static final int LONGEST_NAME_OF_ROLLOUT = 200;

  private final KubernetesClient client;
  private final String namespace;

  /**
   * @param client stays open
   */
  OpenRequests(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /** What became of a yes. */
  sealed interface Answered {
    /**
     * It was recorded.
     *
     * @param name the name of the StageApproval
     */
    record Approved(String name) implements Answered {}

    /** The same person had approved this before. */
    record Already() implements Answered {}
  }

  /**
   * A rollout that asks for approvals which count.
   *
   * @throws ApprovalRefused when there is none
   */
  TokenProtectionRollout asking(String name) {
    TokenProtectionRollout rollout =
        asked(
            "read rollout " + name,
            () ->
                client
                    .resources(TokenProtectionRollout.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .get());
    if (rollout == null) {
      throw new ApprovalRefused(
          "there is no TokenProtectionRollout %s in namespace %s; name another one by -n"
              .formatted(name, namespace));
    }
    var status = rollout.getStatus();
    if (status == null || status.approvalRequest() == null) {
      throw new ApprovalRefused(
          "rollout %s asks for no approval now: %s"
              .formatted(
                  name,
                  status == null || status.message() == null
                      ? "the operator has not looked at it yet"
                      : status.message()));
    }
    status.conditions().stream()
        .filter(c -> c.type().equals(ConditionType.APPROVALS_TRUSTED.apiName()))
        .filter(c -> c.status().equals("False"))
        .findFirst()
        .ifPresent(
            c -> {
              throw new ApprovalRefused(c.message());
            });
    return rollout;
  }

  /** Who the API server takes the caller for. */
  String caller() {
    SelfSubjectReview review =
        asked(
            "ask who you are",
            () ->
                client.authentication().v1().selfSubjectReviews().create(new SelfSubjectReview()));
    return review.getStatus().getUserInfo().getUsername();
  }

  /**
   * Says yes to the open request of a rollout, as it was read.
   *
   * @param reason for the record, null for none
   * @throws ApprovalRefused when the API server refuses
   */
  Answered approve(TokenProtectionRollout rollout, String approver, String reason) {
    String name = rollout.getMetadata().getName();
    ApprovalRequest request = rollout.getStatus().approvalRequest();
    if (request.approvedBy() != null && request.approvedBy().contains(approver)) {
      return new Answered.Already();
    }
    StageApprovalSpec spec =
        new StageApprovalSpec(new LocalReference(name), request.id(), approver, reason);
    for (int earlier = 0; earlier < MOST_IN_VAIN; earlier++) {
      StageApproval approval = new StageApproval();
      approval.setMetadata(
          new ObjectMetaBuilder().withNamespace(namespace).withName(nameOf(spec, earlier)).build());
      approval.setSpec(spec);
      try {
        return new Answered.Approved(client.resource(approval).create().getMetadata().getName());
      } catch (KubernetesClientException e) {
        if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
          throw refused("approve rollout " + name, e);
        }
        StageApproval present = client.resource(approval).get();
        if (present != null && !Ballot.isSpoilt(present)) {
          return new Answered.Already();
        }
      }
    }
    throw new ApprovalRefused(
        "you have approved this request %d times while approvals could be forged; delete those"
                .formatted(MOST_IN_VAIN)
            + " StageApprovals first");
  }

  /** The same for the same yes, so that a second one is noticed by the API server. */
  private static String nameOf(StageApprovalSpec spec, int earlier) {
    String rollout = spec.rolloutRef().name();
    String prefix =
        rollout.length() <= LONGEST_NAME_OF_ROLLOUT
            ? rollout
            : rollout.substring(0, LONGEST_NAME_OF_ROLLOUT).replaceAll("[-.]+$", "");
    return prefix
        + "-"
        + CanonicalHash.of(spec.requestId() + "\n" + spec.approver())
            .substring("v1:".length(), "v1:".length() + 16)
        + (earlier == 0 ? "" : "-" + (earlier + 1));
  }

  private <T> T asked(String what, Supplier<T> request) {
    try {
      return request.get();
    } catch (KubernetesClientException e) {
      throw refused(what, e);
    }
  }

  private ApprovalRefused refused(String what, KubernetesClientException e) {
    String answer =
        e.getStatus() == null || e.getStatus().getMessage() == null
            ? String.valueOf(e.getMessage())
            : e.getCode() + " " + e.getStatus().getMessage();
    String remedy =
        e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
            ? "; who approves needs the chart's ClusterRole that ends in -approver, bound in namespace "
                + namespace
            : "; check --kubeconfig and the API server";
    return new ApprovalRefused("could not " + what + ": " + answer + remedy);
  }
}
