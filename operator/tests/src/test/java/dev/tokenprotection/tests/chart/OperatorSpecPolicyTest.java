package dev.tokenprotection.tests.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.tests.chart.Samples.Sample;
import dev.tokenprotection.tests.testbed.ChartApiServer;
import dev.tokenprotection.tests.testbed.ChartRelease;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator never writes a spec, even where it has the rights to. */
class OperatorSpecPolicyTest {
  private final String namespace = ChartApiServer.newNamespace("spec");
  private final KubernetesClient operator = allowedEverything();

  @AfterEach
  void close() {
    operator.close();
  }

  @ParameterizedTest
  @MethodSource("resources")
  void the_operator_can_not_change_a_spec(String kind) {
    GenericKubernetesResource resource = sample(kind).create();

    assertThatThrownBy(
            () ->
                change(
                    resource,
                    copy ->
                        specOf(copy)
                            .put(
                                kind.equals("EntraTenant") ? "freeze" : "paused",
                                kind.equals("EntraTenant")
                                    ? Map.of("reason", "quarter end")
                                    : true)))
        .hasMessageContaining("the operator never writes spec");
  }

  @ParameterizedTest
  @MethodSource("resources")
  void the_operator_can_not_lay_a_hand_on_what_people_annotate_or_label(String kind) {
    GenericKubernetesResource resource = sample(kind).create();

    assertThatThrownBy(
            () -> change(resource, copy -> copy.getMetadata().setAnnotations(Map.of("a", "b"))))
        .hasMessageContaining("the operator never writes spec");
    assertThatThrownBy(
            () -> change(resource, copy -> copy.getMetadata().setLabels(Map.of("a", "b"))))
        .hasMessageContaining("the operator never writes spec");
  }

  @ParameterizedTest
  @MethodSource("resources")
  void the_operator_can_not_create_what_it_is_told_by(String kind) {
    assertThatThrownBy(() -> sample(kind).with(operator).create())
        .hasMessageContaining("the operator never creates what it is told by");
  }

  @ParameterizedTest
  @MethodSource("resources")
  void the_operator_may_write_status_and_a_finalizer(String kind) {
    GenericKubernetesResource resource = sample(kind).create();
    GenericKubernetesResource finalized =
        change(
            resource,
            copy -> copy.getMetadata().setFinalizers(List.of("tokenprotection.dev/confirm")));
    finalized.setAdditionalProperty("status", Map.of("message", "Waits."));

    GenericKubernetesResource written = operator.resource(finalized).updateStatus();

    assertThat(written.get("status", "message").toString()).isEqualTo("Waits.");
    assertThat(written.getMetadata().getFinalizers())
        .containsExactly("tokenprotection.dev/confirm");
    change(written, copy -> copy.getMetadata().setFinalizers(List.of()));
  }

  @ParameterizedTest
  @MethodSource("resources")
  void the_operator_can_not_touch_finalizers_of_others_nor_owners(String kind) {
    GenericKubernetesResource resource = sample(kind).create();

    assertThatThrownBy(
            () ->
                change(
                    resource,
                    copy -> copy.getMetadata().setFinalizers(List.of("example.com/other"))))
        .hasMessageContaining("no finalizer but its own");
    assertThatThrownBy(
            () ->
                change(
                    resource,
                    copy ->
                        copy.getMetadata()
                            .setOwnerReferences(
                                List.of(
                                    new OwnerReferenceBuilder()
                                        .withApiVersion("v1")
                                        .withKind("ConfigMap")
                                        .withName("owner")
                                        .withUid("owner-uid")
                                        .build()))))
        .hasMessageContaining("and no owner");
  }

  @Test
  void people_write_specs_as_before() {
    GenericKubernetesResource rollout = Samples.rollout(namespace, "office").create();
    specOf(rollout).put("paused", true);

    assertThat(ChartApiServer.client().resource(rollout).update().get("spec", "paused").toString())
        .isEqualTo("true");
  }

  static Stream<String> resources() {
    return Stream.of("EntraTenant", "TokenProtectionRollout");
  }

  private Sample sample(String kind) {
    return kind.equals("EntraTenant")
        ? Samples.tenant(namespace, "contoso")
        : Samples.rollout(namespace, "office");
  }

  private GenericKubernetesResource change(
      GenericKubernetesResource resource, Consumer<GenericKubernetesResource> edit) {
    GenericKubernetesResource copy = ChartApiServer.client().resource(resource).get();
    edit.accept(copy);
    return operator.resource(copy).update();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> specOf(GenericKubernetesResource resource) {
    return (Map<String, Object>) resource.getAdditionalProperties().get("spec");
  }

  /** So that it is the policy that refuses, not the lack of a right. */
  private KubernetesClient allowedEverything() {
    ChartRelease release = ChartRelease.shared();
    for (String resource : List.of("entratenants", "tokenprotectionrollouts")) {
      new People(namespace)
          .grant(People.operator(release), resource, new String[] {"create", "update", "patch"});
    }
    return release.client();
  }
}
