package dev.tokenprotection.kubernetes.approval;

import dev.tokenprotection.api.v1alpha1.LocalReference;
import dev.tokenprotection.api.v1alpha1.StageApproval;
import dev.tokenprotection.api.v1alpha1.StageApprovalSpec;
import dev.tokenprotection.core.model.ShortText;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/**
 * Tries to forge an approval, without leaving one behind. A dry run passes admission like any other
 * request. Source: Kubernetes API concepts, section "Dry-run".
 */
public final class ForgedApprovalProbe {
  /** No user of any cluster: a name in a domain that can't exist (RFC 2606, section 2). */
  private static final String SOMEBODY_ELSE = "somebody-else@forged.invalid";

  /** No id of a request looks like this. */
  private static final String NO_REQUEST = "forged";

  /** What a refusal for the right reason is about; the chart's policy says so. */
  private static final String REASON = "spec.approver";

  private static final int LONGEST_ANSWER = 300;

  private final KubernetesClient client;

  /**
   * @param client the operator's own, stays open
   */
  public ForgedApprovalProbe(KubernetesClient client) {
    this.client = client;
  }

  /**
   * What the API server says to an approval of {@code rollout} in the name of somebody else. Never
   * throws: what can't be tried is not proved.
   */
  public ApprovalTrust tryIn(String namespace, String rollout) {
    try {
      client.resource(forged(namespace, rollout)).dryRun().create();
      return new ApprovalTrust.Forgeable(
          "the API server would take a StageApproval that was forged in namespace "
              + namespace
              + "; install the chart's admission policies (admissionPolicies.install)");
    } catch (KubernetesClientException e) {
      return isRefusedAsForged(e)
          ? new ApprovalTrust.Proved()
          : new ApprovalTrust.Unproved(sentence(namespace, e));
    }
  }

  /**
   * Anything may be forbidden for another reason, such as a missing right or a namespace that ends:
   * that says nothing about what the next person may do.
   */
  private static boolean isRefusedAsForged(KubernetesClientException e) {
    return e.getCode() == HttpURLConnection.HTTP_FORBIDDEN
        && e.getMessage() != null
        && e.getMessage().contains(REASON);
  }

  private static String sentence(String namespace, KubernetesClientException e) {
    String answer =
        e.getStatus() == null || e.getStatus().getMessage() == null
            ? String.valueOf(e.getMessage())
            : e.getCode() + " " + e.getStatus().getMessage();
    return "whether the API server refuses forged StageApprovals in namespace "
        + namespace
        + " could not be tried ("
        + ShortText.of(answer, LONGEST_ANSWER)
        + "); let the operator create stageapprovals, as the chart does";
  }

  private static StageApproval forged(String namespace, String rollout) {
    StageApproval approval = new StageApproval();
    approval.setMetadata(
        new ObjectMetaBuilder().withNamespace(namespace).withGenerateName("forged-").build());
    approval.setSpec(
        new StageApprovalSpec(
            new LocalReference(rollout),
            NO_REQUEST,
            SOMEBODY_ELSE,
            "Tries whether approvals can be forged; never stored."));
    return approval;
  }
}
