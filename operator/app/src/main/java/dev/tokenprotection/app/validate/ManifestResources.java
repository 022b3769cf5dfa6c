package dev.tokenprotection.app.validate;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The resources in manifests that {@link ManifestValidator} has nothing against; those of kinds
 * that no command acts on are left out.
 */
public final class ManifestResources {
  private static final Map<String, Class<? extends HasMetadata>> TYPES =
      Map.of(
          "v1/Secret",
          Secret.class,
          "tokenprotection.dev/v1alpha1/EntraTenant",
          EntraTenant.class,
          "tokenprotection.dev/v1alpha1/TokenProtectionRollout",
          TokenProtectionRollout.class);

  private final List<HasMetadata> resources;

  private ManifestResources(List<HasMetadata> resources) {
    this.resources = resources;
  }

  /**
   * @param namespace of the resources that name none
   */
  public static ManifestResources of(List<Manifest> manifests, String namespace) {
    KubernetesSerialization kubernetes = new KubernetesSerialization();
    List<HasMetadata> resources = new ArrayList<>();
    for (Manifest manifest : manifests) {
      for (YamlDocument document : YamlReader.read(manifest.text()).documents()) {
        for (YamlDocument resource : document.resources()) {
          Class<? extends HasMetadata> type = TYPES.get(key(resource));
          if (type != null) {
            resources.add(kubernetes.unmarshal(resource.content().toString(), type));
          }
        }
      }
    }
    resources.stream()
        .map(HasMetadata::getMetadata)
        .filter(metadata -> metadata.getNamespace() == null)
        .forEach(metadata -> metadata.setNamespace(namespace));
    return new ManifestResources(resources);
  }

  /** All of one kind, in the order of the manifests. */
  public <R extends HasMetadata> List<R> all(Class<R> type) {
    return resources.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static String key(YamlDocument resource) {
    return resource.content().path("apiVersion").asText()
        + "/"
        + resource.content().path("kind").asText();
  }
}
