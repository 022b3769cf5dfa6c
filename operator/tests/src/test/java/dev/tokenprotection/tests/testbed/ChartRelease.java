package dev.tokenprotection.tests.testbed;

import static org.awaitility.Awaitility.await;

import dev.tokenprotection.dev.testbed.Chart;
import dev.tokenprotection.dev.testbed.ProjectHome;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;

/**
 * The chart as installed by Helm on {@link ChartApiServer}.
 *
 * @param name of the release
 * @param namespace of the release
 */
public record ChartRelease(String name, String namespace) {
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

  /** The API server takes policies up a moment after they were written. */
  private static void awaitPolicies() {
    GenericKubernetesResource forged =
        new GenericKubernetesResourceBuilder()
            .withApiVersion("tokenprotection.dev/v1alpha1")
            .withKind("StageApproval")
            .withNewMetadata()
            .withNamespace("default")
            .withName("forged")
            .endMetadata()
            .addToAdditionalProperties(
                "spec",
                Map.of(
                    "rolloutRef", Map.of("name", "office"),
                    "requestId", "none",
                    "approver", "somebody-else"))
            .build();
    await().atMost(Duration.ofMinutes(2)).until(() -> isRefused(forged));
  }

  private static boolean isRefused(GenericKubernetesResource resource) {
    try {
      ChartApiServer.client().resource(resource).dryRun().create();
      return false;
    } catch (KubernetesClientException e) {
      return e.getMessage().contains("ValidatingAdmissionPolicy");
    }
  }
}
