package dev.tokenprotection.api;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * A CustomResourceDefinition of this release, as it is to be applied to a cluster.
 *
 * @param name the name of the definition, for example {@code entratenants.tokenprotection.dev}
 * @param yaml the whole manifest
 */
public record CrdManifest(String name, String yaml) {
  private static final List<String> PLURALS =
      List.of("entratenants", "tokenprotectionrollouts", "stageapprovals");

  /** All definitions, in no order that matters. */
  public static List<CrdManifest> all() {
    return names().map(CrdManifest::read).toList();
  }

  /** The manifest as fabric8's model. */
  public CustomResourceDefinition definition() {
    return new KubernetesSerialization().unmarshal(yaml, CustomResourceDefinition.class);
  }

  private static Stream<String> names() {
    return PLURALS.stream().map(plural -> plural + ".tokenprotection.dev");
  }

  private static CrdManifest read(String name) {
    try (InputStream in = CrdManifest.class.getResourceAsStream("manifests/" + name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("the manifest of " + name + " is not on the class path");
      }
      return new CrdManifest(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
