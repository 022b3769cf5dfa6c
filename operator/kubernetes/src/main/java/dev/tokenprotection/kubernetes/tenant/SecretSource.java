package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.api.v1alpha1.Credential;
import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.SecretKeyReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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

  /** Under which key of its Secret a client secret is, {@code clientSecret} where none is named. */
  static String clientSecretKey(SecretKeyReference reference) {
    return reference.key() == null ? "clientSecret" : reference.key();
  }

  /**
   * These Secrets, with {@code clientSecret} where {@code tenant} has its own; the same for a
   * tenant whose credential is of another type.
   */
  default SecretSource with(EntraTenant tenant, String clientSecret) {
    Credential credential = tenant.getSpec().credential();
    if (credential == null || credential.clientSecret() == null) {
      return this;
    }
    SecretKeyReference reference = credential.clientSecret().secretRef();
    String key = clientSecretKey(reference);
    String value =
        Base64.getEncoder().encodeToString(clientSecret.getBytes(StandardCharsets.UTF_8));
    return (namespace, name) ->
        name.equals(reference.name()) && namespace.equals(tenant.getMetadata().getNamespace())
            ? Optional.of(new SecretBuilder().addToData(key, value).build())
            : find(namespace, name);
  }
}
