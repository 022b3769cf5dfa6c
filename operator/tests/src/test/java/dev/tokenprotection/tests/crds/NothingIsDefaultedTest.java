package dev.tokenprotection.tests.crds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.tests.testbed.SharedApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is read back is what was written: a GitOps controller never sees a difference. */
class NothingIsDefaultedTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  /** What is set to null is dropped, which is no default; anchors are for kubectl to resolve. */
  private static final Set<String> NOT_AS_WRITTEN =
      Set.of(
          "rollout with anchors",
          "rollout with explicit nulls",
          "tenant with the identity of the operator");

  @BeforeAll
  static void install() {
    InstalledCrds.ensure();
  }

  @TestFactory
  Stream<DynamicTest> a_spec_is_kept_as_it_was_written() {
    String namespace = SharedApiServer.newNamespace("crd-kept");
    return SchemaCase.in("accept").stream()
        .filter(c -> !NOT_AS_WRITTEN.contains(c.title()))
        .map(c -> DynamicTest.dynamicTest(c.title(), () -> isKept(c, namespace)));
  }

  private static void isKept(SchemaCase c, String namespace) {
    GenericKubernetesResource written = YAML.unmarshal(c.text(), GenericKubernetesResource.class);
    written.getMetadata().setName(c.title().replace(' ', '-'));
    var resource = SharedApiServer.client().resource(written).inNamespace(namespace);
    resource.create();
    assertThat(resource.get().getAdditionalProperties())
        .isEqualTo(written.getAdditionalProperties());
  }
}
