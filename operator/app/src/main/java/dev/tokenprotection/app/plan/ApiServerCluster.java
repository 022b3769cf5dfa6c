package dev.tokenprotection.app.plan;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.kubernetes.InstalledResources;
import dev.tokenprotection.kubernetes.tenant.SecretSource;
import dev.tokenprotection.kubernetes.tenant.ServiceAccountTokenSource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;

/** The cluster behind a client, which is closed with it. */
record ApiServerCluster(KubernetesClient client) implements Cluster {
  @Override
  public LiveStatus status(String namespace, String name) {
    TokenProtectionRollout rollout =
        client.resources(TokenProtectionRollout.class).inNamespace(namespace).withName(name).get();
    return rollout == null || rollout.getStatus() == null
        ? new LiveStatus.None()
        : new LiveStatus.Found(rollout.getStatus());
  }

  @Override
  public Optional<EntraTenant> tenant(String namespace, String name) {
    return Optional.ofNullable(
        client.resources(EntraTenant.class).inNamespace(namespace).withName(name).get());
  }

  @Override
  public SecretSource secrets() {
    return SecretSource.of(client);
  }

  @Override
  public ServiceAccountTokenSource tokens() {
    return ServiceAccountTokenSource.of(client);
  }

  @Override
  public String installation(String declared) {
    return new InstalledResources(client).installation(declared);
  }

  @Override
  public String namespace() {
    return Optional.ofNullable(client.getNamespace()).orElse("default");
  }

  @Override
  public void close() {
    client.close();
  }
}
