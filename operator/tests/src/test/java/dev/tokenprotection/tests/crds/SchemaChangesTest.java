package dev.tokenprotection.tests.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.api.CrdManifest;
import dev.tokenprotection.app.validate.Objection;
import dev.tokenprotection.app.validate.ResourceSchema;
import dev.tokenprotection.tests.testbed.SharedApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What may change in a resource that exists: the second document takes the place of the first. */
class SchemaChangesTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  @BeforeAll
  static void install() {
    InstalledCrds.ensure();
  }

  @TestFactory
  Stream<DynamicTest> the_server_takes_changes_of_what_may_change() {
    return cases(
        "accept-change", c -> assertThatCode(() -> replaceOnServer(c)).doesNotThrowAnyException());
  }

  @TestFactory
  Stream<DynamicTest> the_server_refuses_changes_of_what_may_not() {
    return cases(
        "reject-change",
        c ->
            assertThatThrownBy(() -> replaceOnServer(c))
                .isInstanceOfSatisfying(
                    KubernetesClientException.class,
                    e ->
                        assertThat(e.getStatus().getMessage())
                            .contains(c.at())
                            .contains(c.expected())));
  }

  @TestFactory
  Stream<DynamicTest> our_engine_takes_changes_of_what_may_change() {
    return cases("accept-change", c -> assertThat(objections(c)).isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> our_engine_refuses_changes_of_what_may_not() {
    return cases(
        "reject-change",
        c ->
            assertThat(objections(c))
                .anySatisfy(
                    o -> {
                      assertThat(o.path().text()).isEqualTo(c.at());
                      assertThat(o.message()).contains(c.expected());
                    }));
  }

  private static Stream<DynamicTest> cases(String directory, Consumer<SchemaCase> test) {
    return SchemaCase.in(directory).stream()
        .map(c -> DynamicTest.dynamicTest(c.title(), () -> test.accept(c)));
  }

  private static void replaceOnServer(SchemaCase c) {
    KubernetesClient client = SharedApiServer.client();
    String namespace = SharedApiServer.newNamespace("crd-change");
    var old = client.resource(resource(c, 0)).inNamespace(namespace).create();
    GenericKubernetesResource changed = resource(c, 1);
    changed.getMetadata().setResourceVersion(old.getMetadata().getResourceVersion());
    client.resource(changed).inNamespace(namespace).update();
  }

  private static List<Objection> objections(SchemaCase c) {
    ObjectNode changed = json(c, 1);
    return schema(changed.get("kind").asText()).objectionsToChange(json(c, 0), changed);
  }

  private static ResourceSchema schema(String kind) {
    return CrdManifest.all().stream()
        .map(m -> YAML.unmarshal(m.yaml(), ObjectNode.class))
        .filter(crd -> crd.at("/spec/names/kind").asText().equals(kind))
        .map(crd -> (ObjectNode) crd.at("/spec/versions/0/schema/openAPIV3Schema"))
        .map(ResourceSchema::of)
        .findFirst()
        .orElseThrow();
  }

  private static GenericKubernetesResource resource(SchemaCase c, int document) {
    return YAML.unmarshal(c.documents().get(document), GenericKubernetesResource.class);
  }

  private static ObjectNode json(SchemaCase c, int document) {
    return YAML.unmarshal(c.documents().get(document), ObjectNode.class);
  }
}
