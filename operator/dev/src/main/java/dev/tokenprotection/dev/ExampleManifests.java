package dev.tokenprotection.dev;

import dev.tokenprotection.api.v1alpha1.ClientSecretCredential;
import dev.tokenprotection.api.v1alpha1.Endpoints;
import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.EntraTenantSpec;
import dev.tokenprotection.api.v1alpha1.SecretKeyReference;
import dev.tokenprotection.kubernetes.tenant.SecretSource;
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
import java.util.function.UnaryOperator;
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

  private final SimulatedAddresses addresses;

  /**
   * What of the simulated tenant goes into the manifests.
   *
   * @param login base address of its token service
   * @param graph base address of its Graph
   * @param caCertificate its certificate authority, PEM
   * @param clientSecret the secret of the application registration with a client id
   */
  public record SimulatedAddresses(
      String login, String graph, String caCertificate, UnaryOperator<String> clientSecret) {}

  /** Manifests for the simulated tenant behind {@code addresses}. */
  public ExampleManifests(SimulatedAddresses addresses) {
    this.addresses = addresses;
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
    secrets.add(secret(namespace, CA_SECRET, CA_KEY, addresses.caCertificate()));
    ClientSecretCredential credential = tenant.getSpec().credential().clientSecret();
    if (credential != null) {
      SecretKeyReference reference = credential.secretRef();
      secrets.add(
          secret(
              namespace,
              reference.name(),
              SecretSource.clientSecretKey(reference),
              addresses.clientSecret().apply(tenant.getSpec().clientId())));
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
                addresses.login(),
                addresses.graph(),
                null,
                new SecretKeyReference(CA_SECRET, CA_KEY))));
    return tenant;
  }
}
