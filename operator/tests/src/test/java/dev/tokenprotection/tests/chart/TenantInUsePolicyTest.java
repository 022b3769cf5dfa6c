package dev.tokenprotection.tests.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.tests.testbed.ChartApiServer;
import dev.tokenprotection.tests.testbed.ChartRelease;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An EntraTenant that rollouts refer to is not let go. */
class TenantInUsePolicyTest {
  private static final String IN_USE = "In use by the rollouts all, office: delete them first.";

  private final String namespace = ChartApiServer.newNamespace("in-use");

  @BeforeAll
  static void install() {
    ChartRelease.shared();
  }

  @Test
  void one_in_use_can_not_be_deleted_and_the_refusal_says_by_what_it_is_used() {
    GenericKubernetesResource tenant = tenant("True");

    assertThatThrownBy(() -> ChartApiServer.client().resource(tenant).delete())
        .hasMessageContaining(IN_USE);

    GenericKubernetesResource kept = ChartApiServer.client().resource(tenant).get();
    assertThat(kept.getMetadata().getDeletionTimestamp()).isNull();
  }

  @Test
  void one_that_is_not_in_use_or_was_never_looked_at_is_let_go() {
    GenericKubernetesResource unused = tenant("False");
    ChartApiServer.client().resource(unused).delete();
    assertThat(ChartApiServer.client().resource(unused).get()).isNull();

    GenericKubernetesResource unseen = Samples.tenant(namespace, "contoso").create();
    ChartApiServer.client().resource(unseen).delete();
    assertThat(ChartApiServer.client().resource(unseen).get()).isNull();
  }

  @Test
  void who_leaves_its_rollouts_to_themselves_on_purpose_may() {
    GenericKubernetesResource tenant = tenant("True");
    tenant.getMetadata().setAnnotations(Map.of("tokenprotection.dev/force-orphan", "now"));
    ChartApiServer.client().resource(tenant).update();

    ChartApiServer.client().resource(tenant).delete();

    assertThat(ChartApiServer.client().resource(tenant).get()).isNull();
  }

  @Test
  void a_namespace_that_is_deleted_takes_it_along() {
    GenericKubernetesResource tenant = tenant("True");
    // Nobody finishes the deletion here: the test bed has no controllers.
    ChartApiServer.client().namespaces().withName(namespace).delete();

    ChartApiServer.client().resource(tenant).delete();

    assertThat(ChartApiServer.client().resource(tenant).get()).isNull();
  }

  private GenericKubernetesResource tenant(String inUse) {
    GenericKubernetesResource tenant = Samples.tenant(namespace, "contoso").create();
    tenant.setAdditionalProperty(
        "status",
        Map.of(
            "conditions",
            List.of(
                Map.of(
                    "type",
                    "InUse",
                    "status",
                    inUse,
                    "observedGeneration",
                    1,
                    "lastTransitionTime",
                    "2026-11-02T12:00:00Z",
                    "reason",
                    "RolloutsRefer",
                    "message",
                    IN_USE))));
    return ChartApiServer.client().resource(tenant).updateStatus();
  }
}
