package dev.tokenprotection.tests.testbed;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.UUID;

/** Namespaces that no two tests share. */
final class Namespaces {
  private Namespaces() {}

  /** Makes one and returns its name, which begins with its purpose. */
  static String create(KubernetesClient client, String purpose) {
    String name = purpose + "-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    return name;
  }
}
