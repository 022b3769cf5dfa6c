package dev.tokenprotection.app.plan;

import dev.tokenprotection.kubernetes.tenant.SecretSource;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets from manifests, and where these have none, from elsewhere.
 *
 * @param secrets as written, with {@code stringData} or {@code data}
 * @param others asked for a Secret that is not among them
 */
record GivenSecrets(List<Secret> secrets, SecretSource others) implements SecretSource {
  GivenSecrets {
    secrets = secrets.stream().map(GivenSecrets::asStored).toList();
  }

  @Override
  public Optional<Secret> find(String namespace, String name) {
    return secrets.stream()
        .filter(secret -> secret.getMetadata().getName().equals(name))
        .filter(secret -> secret.getMetadata().getNamespace().equals(namespace))
        .findFirst()
        .or(() -> others.find(namespace, name));
  }

  /**
   * As the API server keeps it. Source: Kubernetes API reference, Secret v1 core, field stringData
   * (it overwrites data).
   */
  private static Secret asStored(Secret secret) {
    Map<String, String> data = new HashMap<>();
    if (secret.getData() != null) {
      data.putAll(secret.getData());
    }
    if (secret.getStringData() != null) {
      secret
          .getStringData()
          .forEach(
              (key, text) ->
                  data.put(
                      key,
                      Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))));
    }
    return new SecretBuilder(secret).withData(data).withStringData(Map.of()).build();
  }
}
