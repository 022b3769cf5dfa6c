package dev.tokenprotection.tests.testbed;

import static org.awaitility.Awaitility.await;

import dev.tokenprotection.dev.testbed.Chart;
import dev.tokenprotection.dev.testbed.ProjectHome;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.util.Map;

/**
 * The chart as installed by Helm on {@link ChartApiServer}.
 *
 * @param name of the release
 * @param namespace of the release
 */
public record ChartRelease(String name, String namespace) {
  private static final GenericKubernetesResource TENANT_IN_USE =
      new KubernetesSerialization()
          .unmarshal(
              """
              apiVersion: tokenprotection.dev/v1alpha1
              kind: EntraTenant
              metadata: {namespace: default, name: in-use}
              spec:
                tenantId: 8f1c5b1e-0f3a-4c0b-9a51-0d2f6f1f2a11
                clientId: 3d9f2a77-5a0e-4a55-8a63-6e8f0c8f3b22
                credential: {type: ClientSecret, clientSecret: {secretRef: {name: entra}}}
              status:
                conditions:
                  - type: InUse
                    status: "True"
                    observedGeneration: 1
                    lastTransitionTime: "2026-11-02T12:00:00Z"
                    reason: RolloutsRefer
                    message: In use by the rollout office.
              """,
              GenericKubernetesResource.class);

  // Installed by the JVM once, when first asked for.
  private static final class Shared {
    static final ChartRelease INSTANCE = installShared();
  }

  /** The chart, read by the test bed's Helm. */
  public static Chart chart() {
    return Chart.of(ProjectHome.find(), SharedApiServer.testBed());
  }

  /**
   * The release with the chart's defaults, which brings the CRDs and the admission policies for
   * everybody; in force when this returns.
   */
  public static ChartRelease shared() {
    return Shared.INSTANCE;
  }

  /** An operator that sees one namespace, and takes credentials from there, and lives there too. */
  public static ChartRelease in(String namespace) {
    return in(namespace, "watchNamespaces: [%s]\n".formatted(namespace));
  }

  /** An operator that lives in a namespace, with further values. */
  public static ChartRelease in(String namespace, String values) {
    shared();
    String rest = "crds: {install: false}\nadmissionPolicies: {install: false}\n";
    chart().install(ChartApiServer.get(), namespace, namespace, values + rest);
    return new ChartRelease(namespace, namespace);
  }

  /** The name of the chart's objects, and of its ServiceAccount. */
  public String objectName() {
    return name.contains(Chart.USUAL_RELEASE) ? name : name + "-" + Chart.USUAL_RELEASE;
  }

  /** The operator as the API server knows it. */
  public String user() {
    return "system:serviceaccount:%s:%s".formatted(namespace, objectName());
  }

  /** How to reach the API server with the operator's own token. */
  public Config config() {
    return Config.fromKubeconfig(
        ChartApiServer.get()
            .kubeconfigOfServiceAccount(namespace, objectName(), Duration.ofHours(1)));
  }

  /** A client with the operator's own token; the caller closes it. */
  public KubernetesClient client() {
    return ChartApiServer.get().clientOfServiceAccount(namespace, objectName());
  }

  private static ChartRelease installShared() {
    ChartRelease release = new ChartRelease(Chart.USUAL_RELEASE, "token-protection");
    chart().install(ChartApiServer.get(), release.name(), release.namespace(), "");
    awaitPolicies();
    return release;
  }

  /**
   * The API server takes policies up a moment after they were written, all that are there at once.
   * Helm writes in the order of names, so all are in force when the last one is.
   */
  private static void awaitPolicies() {
    KubernetesClient client = ChartApiServer.client();
    GenericKubernetesResource created = client.resource(TENANT_IN_USE).create();
    created.setAdditionalProperty("status", TENANT_IN_USE.get("status"));
    GenericKubernetesResource tenant = client.resource(created).updateStatus();
    await().atMost(Duration.ofMinutes(2)).until(() -> isKept(tenant));
    client
        .resource(tenant)
        .edit(
            kept -> {
              kept.getMetadata().setAnnotations(Map.of("tokenprotection.dev/force-orphan", "yes"));
              return kept;
            });
    client.resource(tenant).delete();
  }

  private static boolean isKept(GenericKubernetesResource tenant) {
    try {
      ChartApiServer.client().resource(tenant).dryRun().delete();
      return false;
    } catch (KubernetesClientException e) {
      return e.getMessage().contains("ValidatingAdmissionPolicy");
    }
  }
}
