package dev.tokenprotection.tests.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.StageApproval;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.tests.testbed.SharedApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What is read back is what was written: a GitOps controller never sees a difference. */
class NothingIsDefaultedTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private static final Map<String, Class<?>> TYPES =
      Map.of(
          "EntraTenant", EntraTenant.class,
          "TokenProtectionRollout", TokenProtectionRollout.class,
          "StageApproval", StageApproval.class);

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
    return cases().map(c -> DynamicTest.dynamicTest(c.title(), () -> isKept(c, namespace)));
  }

  @TestFactory
  Stream<DynamicTest> our_types_lose_nothing_of_a_spec() {
    return cases().map(c -> DynamicTest.dynamicTest(c.title(), () -> survivesOurTypes(c)));
  }

  private static Stream<SchemaCase> cases() {
    return SchemaCase.in("accept").stream().filter(c -> !NOT_AS_WRITTEN.contains(c.title()));
  }

  private static void survivesOurTypes(SchemaCase c) {
    JsonNode written = YAML.unmarshal(c.text(), JsonNode.class);
    Class<?> type = TYPES.get(written.get("kind").asText());
    JsonNode kept = YAML.convertValue(YAML.unmarshal(c.text(), type), JsonNode.class);
    assertThat(kept.get("spec")).isEqualTo(written.get("spec"));
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
