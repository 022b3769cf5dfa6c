package dev.tokenprotection.tests.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.api.v1alpha1.Bounds;
import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.Intent;
import dev.tokenprotection.api.v1alpha1.StageApproval;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.tests.testbed.SharedApiServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Status as the operator writes it, and as people see it. */
class StatusTest {
  private static final Path RESOURCES = Path.of("src/test/resources/crds/status");

  @TempDir private Path directory;
  private final KubernetesClient client = SharedApiServer.client();
  private String namespace;

  @BeforeAll
  static void install() {
    InstalledCrds.ensure();
  }

  @BeforeEach
  void make_a_namespace() {
    namespace = SharedApiServer.newNamespace("crd-status");
  }

  @Test
  void every_field_of_a_rollouts_status_is_kept() throws IOException {
    TokenProtectionRollout rollout = read("rollout.yaml", TokenProtectionRollout.class);
    assertThat(rollout.getStatus()).hasNoNullFieldsOrProperties();
    assertThat(rollout.getStatus().gate()).hasNoNullFieldsOrProperties();
    assertThat(written(rollout).getStatus()).isEqualTo(rollout.getStatus());
  }

  @Test
  void every_field_of_a_tenants_status_is_kept() throws IOException {
    EntraTenant tenant = read("tenant.yaml", EntraTenant.class);
    assertThat(tenant.getStatus()).hasNoNullFieldsOrProperties();
    assertThat(written(tenant).getStatus()).isEqualTo(tenant.getStatus());
  }

  @Test
  void every_field_of_an_approvals_status_is_kept() throws IOException {
    StageApproval approval = read("approval.yaml", StageApproval.class);
    assertThat(approval.getStatus()).hasNoNullFieldsOrProperties();
    assertThat(written(approval).getStatus()).isEqualTo(approval.getStatus());
  }

  @Test
  void a_status_that_someone_else_changed_meanwhile_is_a_conflict() throws IOException {
    TokenProtectionRollout seen = written(read("rollout.yaml", TokenProtectionRollout.class));
    Intent intent = new Intent("i-2", null, null, Instant.parse("2026-11-23T11:11:00Z"));
    TokenProtectionRollout first = withStatus(seen, seen.getStatus().withIntent(null));
    client.resource(first).updateStatus();
    TokenProtectionRollout second = withStatus(seen, seen.getStatus().withIntent(intent));
    assertThatThrownBy(() -> client.resource(second).updateStatus())
        .isInstanceOfSatisfying(
            KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(409));
  }

  @Test
  void a_text_beyond_its_bound_is_refused() throws IOException {
    TokenProtectionRollout rollout = read("rollout.yaml", TokenProtectionRollout.class);
    TokenProtectionRolloutStatus status =
        client
            .getKubernetesSerialization()
            .unmarshal(
                "{\"message\": \"" + "x".repeat(Bounds.MESSAGE + 1) + "\"}",
                TokenProtectionRolloutStatus.class);
    TokenProtectionRollout created = client.resource(rollout).inNamespace(namespace).create();
    assertThatThrownBy(() -> client.resource(withStatus(created, status)).updateStatus())
        .hasMessageContaining("status.message: Too long");
  }

  @Test
  void columns_tell_where_a_rollout_stands() throws IOException {
    written(read("rollout.yaml", TokenProtectionRollout.class));
    assertThat(get("tpr"))
        .isEqualTo(
            """
            NAME     STAGE               PHASE     BOUND   USERS   NEXT                      READY   AGE
            office   2/4 pilot-enforce   Soaking   99.2%   38/53   Promote ≥ 26 Nov 11:11Z   True    <age>
            """);
    assertThat(get("tpr", "-o", "wide"))
        .contains("SINCE", "TENANT", "WAITS-FOR", "MESSAGE")
        .contains("contoso", "soak, 1 more approval", "Soaking at stage 2 of 4.");
  }

  @Test
  void columns_tell_whether_a_tenant_can_be_used() throws IOException {
    written(read("tenant.yaml", EntraTenant.class));
    assertThat(get("entratenants"))
        .isEqualTo(
            """
            NAME      READY   TENANT                                 CREDENTIAL     BREAK-GLASS   AGE
            contoso   True    11111111-1111-4111-8111-111111111111   ClientSecret   2             <age>
            """);
  }

  @Test
  void columns_tell_whether_an_approval_counts() throws IOException {
    written(read("approval.yaml", StageApproval.class));
    assertThat(get("stageapprovals"))
        .isEqualTo(
            """
            NAME          ROLLOUT   APPROVER          COUNTED   AGE
            office-7k2f   office    ada@contoso.com   True      <age>
            """);
  }

  private <T extends HasMetadata> T read(String file, Class<T> type) throws IOException {
    String yaml = Files.readString(RESOURCES.resolve(file));
    return client.getKubernetesSerialization().unmarshal(yaml, type);
  }

  /** Creates the resource and then writes its status, as the operator does. */
  private <S, T, R extends CustomResource<S, T>> R written(R resource) {
    R created = client.resource(resource).inNamespace(namespace).create();
    created.setStatus(resource.getStatus());
    return client.resource(created).updateStatus();
  }

  private TokenProtectionRollout withStatus(
      TokenProtectionRollout seen, TokenProtectionRolloutStatus status) {
    TokenProtectionRollout changed = client.getKubernetesSerialization().clone(seen);
    changed.setStatus(status);
    return changed;
  }

  /** What kubectl prints, with trailing blanks and the age taken away. */
  private String get(String... arguments) {
    String[] line = new String[arguments.length + 1];
    line[0] = "get";
    System.arraycopy(arguments, 0, line, 1, arguments.length);
    Kubectl.Printed printed = new Kubectl(namespace, directory).run(line);
    assertThat(printed.errors()).isEmpty();
    return printed.output().replaceAll("(?m) +$", "").replaceAll("(?m)\\b[0-9]+s$", "<age>");
  }
}
