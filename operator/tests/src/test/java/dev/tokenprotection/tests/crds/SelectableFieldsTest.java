package dev.tokenprotection.tests.crds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.tests.testbed.SharedApiServer;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rollouts can be asked for by tenant and by phase. */
class SelectableFieldsTest {
  private final String namespace = SharedApiServer.newNamespace("select");
  @TempDir private Path directory;

  @BeforeEach
  void rollouts_of_two_tenants_and_phases() {
    InstalledCrds.ensure();
    create("one", "contoso", "Observing");
    create("two", "contoso", "Enforcing");
    create("three", "fabrikam", "Enforcing");
  }

  @Test
  void by_tenant() {
    assertThat(selected("spec.tenantRef.name=contoso")).isEqualTo("one two");
  }

  @Test
  void by_phase() {
    assertThat(selected("status.phase=Enforcing")).isEqualTo("three two");
  }

  @Test
  void by_both_and_by_what_it_is_not() {
    assertThat(selected("spec.tenantRef.name=contoso,status.phase!=Observing")).isEqualTo("two");
  }

  @Test
  void by_another_field_is_refused() {
    assertThat(get("spec.profile=WindowsNative").errors())
        .contains("field label not supported: spec.profile");
  }

  private String selected(String selector) {
    Kubectl.Printed printed = get(selector);
    assertThat(printed.errors()).isEmpty();
    return printed.output();
  }

  private Kubectl.Printed get(String selector) {
    return new Kubectl(namespace, directory)
        .run(
            "get", "tpr", "--field-selector", selector, "-o", "jsonpath={.items[*].metadata.name}");
  }

  private void create(String name, String tenant, String phase) {
    GenericKubernetesResource rollout =
        SharedApiServer.client()
            .resource(
                new KubernetesSerialization()
                    .unmarshal(
                        """
                        apiVersion: tokenprotection.dev/v1alpha1
                        kind: TokenProtectionRollout
                        metadata: {namespace: %s, name: %s}
                        spec:
                          tenantRef: {name: %s}
                          profile: WindowsNative
                          applications: [ExchangeOnline]
                          policy: {displayName: Enable Token Protection (Pilot)}
                          stages:
                            - name: observe
                              state: ReportOnly
                              include: {groups: [{displayName: TokenProtection-Pilot}]}
                        """
                            .formatted(namespace, name, tenant),
                        GenericKubernetesResource.class))
            .create();
    rollout.setAdditionalProperty("status", Map.of("phase", phase));
    SharedApiServer.client().resource(rollout).updateStatus();
  }
}
