package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads keys of Secrets, always from the API server: no secret is kept. */
final class SecretReader {
  private final KubernetesClient client;

  SecretReader(KubernetesClient client) {
    this.client = client;
  }

  /** The value of one key, never empty. */
  Attempt<String> read(String namespace, String name, String key) {
    Secret secret;
    try {
      secret = client.secrets().inNamespace(namespace).withName(name).get();
    } catch (KubernetesClientException e) {
      return Attempt.failed(
          Trouble.forTime(
              ConditionReason.CREDENTIAL_UNUSABLE,
              "Could not read the Secret "
                  + name
                  + ": "
                  + e.getCode()
                  + " from the API server. Let the operator get Secrets of this namespace."));
    }
    if (secret == null) {
      return Attempt.failed(
          Trouble.forPerson(
              ConditionReason.SECRET_NOT_FOUND,
              "The Secret %s does not exist in this namespace. Create it.".formatted(name)));
    }
    String encoded = secret.getData() == null ? null : secret.getData().get(key);
    String value =
        encoded == null
            ? ""
            : new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8).strip();
    return value.isEmpty()
        ? Attempt.failed(
            Trouble.forPerson(
                ConditionReason.SECRET_KEY_MISSING,
                "The Secret %s has no key %s, or it is empty. Add it.".formatted(name, key)))
        : Attempt.done(value);
  }
}
