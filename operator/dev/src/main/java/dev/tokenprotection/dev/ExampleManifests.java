package dev.tokenprotection.dev;

import dev.tokenprotection.api.v1alpha1.ClientSecretCredential;
import dev.tokenprotection.api.v1alpha1.Endpoints;
import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.EntraTenantSpec;
import dev.tokenprotection.api.v1alpha1.SecretKeyReference;
import dev.tokenprotection.kubernetes.tenant.SecretSource;
import dev.tokenprotection.simulator.SimulatedTenant;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The manifests of a folder, with what differs between a real tenant and the simulated one put in:
 * addresses, the certificate authority and the client secret. Everything else is applied as it
 * stands.
 */
public final class ExampleManifests {
  private static final String KIND = HasMetadata.getKind(EntraTenant.class);
  private static final String CA_SECRET = "simulated-tenant-ca";
  private static final String CA_KEY = "ca.crt";

  private final SimulatedTenant simulated;

  /** Manifests for {@code simulated}. */
  public ExampleManifests(SimulatedTenant simulated) {
    this.simulated = simulated;
  }

  /**
   * Reads every YAML file below {@code folder}, or a single file: secrets first, then tenants.
   * Secrets in the files are left out, those that the tenants name are made up.
   *
   * @throws UncheckedIOException when a file can't be read
   */
  public List<HasMetadata> read(Path folder, KubernetesClient client) {
    List<HasMetadata> secrets = new ArrayList<>();
    List<HasMetadata> tenants = new ArrayList<>();
    List<HasMetadata> others = new ArrayList<>();
    for (Path file : yamlFiles(folder)) {
      for (HasMetadata resource : resources(file, client)) {
        if (KIND.equals(resource.getKind())) {
          EntraTenant tenant =
              client.getKubernetesSerialization().convertValue(resource, EntraTenant.class);
          secrets.addAll(secretsOf(tenant));
          tenants.add(withEndpoints(tenant));
        } else if (!(resource instanceof Secret)) {
          others.add(resource);
        }
      }
    }
    return Stream.of(secrets, tenants, others).flatMap(List::stream).toList();
  }

  private List<Secret> secretsOf(EntraTenant tenant) {
    String namespace = tenant.getMetadata().getNamespace();
    List<Secret> secrets = new ArrayList<>();
    secrets.add(secret(namespace, CA_SECRET, CA_KEY, simulated.caCertificatePem()));
    ClientSecretCredential credential = tenant.getSpec().credential().clientSecret();
    if (credential != null) {
      SecretKeyReference reference = credential.secretRef();
      secrets.add(
          secret(
              namespace,
              reference.name(),
              SecretSource.clientSecretKey(reference),
              clientSecret(tenant.getSpec().clientId())));
    }
    return secrets;
  }

  private static List<Path> yamlFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<HasMetadata> resources(Path file, KubernetesClient client) {
    try (var stream = Files.newInputStream(file)) {
      return client.load(stream).items();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Secret secret(String namespace, String name, String key, String value) {
    return new SecretBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .endMetadata()
        .withStringData(Map.of(key, value))
        .build();
  }

  private EntraTenant withEndpoints(EntraTenant tenant) {
    EntraTenantSpec spec = tenant.getSpec();
    tenant.setSpec(
        new EntraTenantSpec(
            spec.tenantId(),
            spec.cloud(),
            spec.clientId(),
            spec.credential(),
            spec.breakGlass(),
            spec.evidence(),
            spec.freeze(),
            new Endpoints(
                simulated.loginUri().toString(),
                simulated.graphUri().toString(),
                null,
                new SecretKeyReference(CA_SECRET, CA_KEY))));
    return tenant;
  }

  private String clientSecret(String clientId) {
    return simulated
        .tenant()
        .apps()
        .find(clientId)
        .flatMap(app -> app.secrets().stream().findFirst())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the scenario has no application %s with a secret".formatted(clientId)))
        .value();
  }
}
