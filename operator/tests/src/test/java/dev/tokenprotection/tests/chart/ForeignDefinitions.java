package dev.tokenprotection.tests.chart;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** Definitions of others' resources that the chart can render. */
final class ForeignDefinitions {
  private ForeignDefinitions() {}

  /** Installs them and waits until they are served. */
  static void install(KubernetesClient client) {
    CustomResourceDefinition serviceMonitor = serviceMonitor();
    client.resource(serviceMonitor).serverSideApply();
    client
        .resource(serviceMonitor)
        .waitUntilCondition(ForeignDefinitions::isEstablished, 1, TimeUnit.MINUTES);
  }

  static CustomResourceDefinition serviceMonitor() {
    try (InputStream file =
        ForeignDefinitions.class.getResourceAsStream("/chart/servicemonitors.yaml")) {
      return new KubernetesSerialization().unmarshal(file, CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isEstablished(CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }
}
