package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** Reads keys of Secrets, each time from where they are: no secret is kept. */
final class SecretReader {
  private final SecretSource secrets;

  SecretReader(KubernetesClient client) {
    this(SecretSource.of(client));
  }

  SecretReader(SecretSource secrets) {
    this.secrets = secrets;
  }

  /** The value of one key, never empty. */
  Attempt<String> read(String namespace, String name, String key) {
    Optional<Secret> secret;
    try {
      secret = secrets.find(namespace, name);
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
    if (secret.isEmpty()) {
      return Attempt.failed(
          Trouble.forPerson(
              ConditionReason.SECRET_NOT_FOUND,
              "The Secret %s does not exist in this namespace. Create it.".formatted(name)));
    }
    Map<String, String> data = secret.get().getData();
    String encoded = data == null ? null : data.get(key);
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
