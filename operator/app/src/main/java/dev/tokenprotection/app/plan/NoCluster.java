package dev.tokenprotection.app.plan;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.kubernetes.tenant.SecretSource;
import dev.tokenprotection.kubernetes.tenant.ServiceAccountTokenSource;
import java.util.Optional;

/** No cluster is asked: what is not in the manifests is not known. */
record NoCluster() implements Cluster {
  @Override
  public LiveStatus status(String namespace, String name) {
    return new LiveStatus.NotAsked();
  }

  @Override
  public Optional<EntraTenant> tenant(String namespace, String name) {
    return Optional.empty();
  }

  @Override
  public SecretSource secrets() {
    return (namespace, name) -> Optional.empty();
  }

  @Override
  public ServiceAccountTokenSource tokens() {
    return ServiceAccountTokenSource.NONE;
  }

  @Override
  public String installation(String declared) {
    return declared;
  }

  @Override
  public String namespace() {
    return "default";
  }

  @Override
  public void close() {}
}
