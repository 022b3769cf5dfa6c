package dev.tokenprotection.tests.crds;

import dev.tokenprotection.api.CrdManifest;
import dev.tokenprotection.tests.testbed.SharedApiServer;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The CRDs of this release on the API server that the suites share. */
public final class InstalledCrds {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  // A class that the JVM initializes once, when first asked for.
  private static final class Installation {
    static {
      install(SharedApiServer.client());
    }

    static void done() {
      // Initializing the class has done it.
    }
  }

  private InstalledCrds() {}

  /** Installs them on the shared server, unless an earlier test has. */
  public static void ensure() {
    Installation.done();
  }

  /** Installs them on any server and waits until it serves them. */
  public static void install(KubernetesClient client) {
    for (CrdManifest manifest : CrdManifest.all()) {
      CustomResourceDefinition definition = manifest.definition();
      client.resource(definition).serverSideApply();
      client
          .resource(definition)
          .waitUntilCondition(InstalledCrds::served, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static boolean served(CustomResourceDefinition definition) {
    return Optional.ofNullable(definition)
        .map(CustomResourceDefinition::getStatus)
        .map(CustomResourceDefinitionStatus::getConditions)
        .orElse(List.of())
        .stream()
        .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }
}
