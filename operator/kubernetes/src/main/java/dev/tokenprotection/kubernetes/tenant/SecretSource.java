package dev.tokenprotection.kubernetes.tenant;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** Where the Secrets are that EntraTenants name. */
@FunctionalInterface
public interface SecretSource {
  /**
   * The Secret with its {@code data}; empty when there is none.
   *
   * @throws KubernetesClientException when the API server can't be asked
   */
  Optional<Secret> find(String namespace, String name);

  /** The Secrets of the API server, each asked for anew. */
  static SecretSource of(KubernetesClient client) {
    return (namespace, name) ->
        Optional.ofNullable(client.secrets().inNamespace(namespace).withName(name).get());
  }
}
