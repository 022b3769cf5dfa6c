package dev.tokenprotection.tests.chart;

import dev.tokenprotection.tests.testbed.ChartApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** Small valid resources of ours. */
final class Samples {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private Samples() {}

  static Sample rollout(String namespace, String name) {
    return new Sample(
        """
        apiVersion: tokenprotection.dev/v1alpha1
        kind: TokenProtectionRollout
        metadata: {namespace: %s, name: %s}
        spec:
          tenantRef: {name: contoso}
          profile: WindowsNative
          applications: [ExchangeOnline, SharePointOnline, MicrosoftTeams]
          policy: {displayName: Enable Token Protection (Pilot)}
          stages:
            - name: pilot-observe
              state: ReportOnly
              include: {groups: [{displayName: TokenProtection-Pilot}]}
            - name: pilot-enforce
              state: Enforced
        """
            .formatted(namespace, name),
        ChartApiServer.client());
  }

  static Sample tenant(String namespace, String name) {
    return new Sample(
        """
        apiVersion: tokenprotection.dev/v1alpha1
        kind: EntraTenant
        metadata: {namespace: %s, name: %s}
        spec:
          tenantId: 8f1c5b1e-0f3a-4c0b-9a51-0d2f6f1f2a11
          clientId: 3d9f2a77-5a0e-4a55-8a63-6e8f0c8f3b22
          credential: {type: ClientSecret, clientSecret: {secretRef: {name: entra}}}
          breakGlass: {users: [0c7b1f0e-8f19-4d61-8a0d-1f4a4f1b2c33]}
        """
            .formatted(namespace, name),
        ChartApiServer.client());
  }

  static Sample approval(String namespace, String rollout, String approver) {
    return new Sample(
        """
        apiVersion: tokenprotection.dev/v1alpha1
        kind: StageApproval
        metadata: {namespace: %s, generateName: yes-}
        spec: {rolloutRef: {name: %s}, requestId: 7k2f, approver: "%s"}
        """
            .formatted(namespace, rollout, approver),
        ChartApiServer.client());
  }

  /**
   * One resource.
   *
   * @param yaml its text
   * @param client whose requests are made; all rights unless {@link #with} says otherwise
   */
  record Sample(String yaml, KubernetesClient client) {
    Sample with(KubernetesClient other) {
      return new Sample(yaml, other);
    }

    GenericKubernetesResource create() {
      return resource().create();
    }

    Resource<GenericKubernetesResource> resource() {
      return client.resource(YAML.unmarshal(yaml, GenericKubernetesResource.class));
    }
  }
}
