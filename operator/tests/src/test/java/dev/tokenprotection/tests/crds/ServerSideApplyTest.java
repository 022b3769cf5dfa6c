package dev.tokenprotection.tests.crds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.GroupReference;
import dev.tokenprotection.api.v1alpha1.Stage;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.tests.testbed.SharedApiServer;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two managers of one rollout: what is a whole stays whole. */
class ServerSideApplyTest {
  private static final String GIT =
      """
      apiVersion: tokenprotection.dev/v1alpha1
      kind: TokenProtectionRollout
      metadata: {name: office}
      spec:
        tenantRef: {name: contoso}
        profile: WindowsNative
        applications: [ExchangeOnline]
        policy:
          displayName: Pilot
          excludeGroups: [{displayName: Exceptions}]
        stages:
        - name: observe
          state: ReportOnly
          include: {groups: [{displayName: Pilot}]}
      """;

  /** What somebody else would like to see beside it. */
  private static final String STRANGER =
      """
      apiVersion: tokenprotection.dev/v1alpha1
      kind: TokenProtectionRollout
      metadata: {name: office}
      spec:
        stages:
        - name: observe
          state: ReportOnly
          include: {groups: [{displayName: Everybody}]}
        - name: surprise
          state: Enforced
      """;

  private String namespace;

  @BeforeAll
  static void install() {
    InstalledCrds.ensure();
  }

  @BeforeEach
  void git_applies() {
    namespace = SharedApiServer.newNamespace("crd-apply");
    apply(GIT, "argocd", Conflicts.REFUSED);
  }

  @Test
  void a_second_manager_cannot_append_a_stage() {
    assertThatThrownBy(() -> apply(STRANGER, "stranger", Conflicts.REFUSED))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> {
              assertThat(e.getCode()).isEqualTo(409);
              assertThat(e.getMessage()).contains("argocd").contains(".spec.stages");
            });
    assertThat(stages()).containsExactly("observe");
  }

  @Test
  void a_stage_that_a_second_manager_forced_in_is_gone_when_git_applies_again() {
    apply(STRANGER, "stranger", Conflicts.FORCED);
    assertThat(stages()).containsExactly("observe", "surprise");
    apply(GIT, "argocd", Conflicts.FORCED);
    assertThat(stages()).containsExactly("observe");
    assertThat(rollout().getSpec().stages().getFirst().include().groups())
        .containsExactly(new GroupReference(null, "Pilot"));
  }

  @Test
  void a_second_manager_cannot_leave_a_group_out_of_the_policies() {
    String exception =
        """
        apiVersion: tokenprotection.dev/v1alpha1
        kind: TokenProtectionRollout
        metadata: {name: office}
        spec:
          policy:
            excludeGroups: [{displayName: Executives}]
        """;
    assertThatThrownBy(() -> apply(exception, "stranger", Conflicts.REFUSED))
        .hasMessageContaining(".spec.policy.excludeGroups");
    assertThat(rollout().getSpec().policy().excludeGroups())
        .containsExactly(new GroupReference(null, "Exceptions"));
  }

  @Test
  void a_second_manager_may_own_what_the_first_does_not_speak_of() {
    apply(
        """
        apiVersion: tokenprotection.dev/v1alpha1
        kind: TokenProtectionRollout
        metadata: {name: office}
        spec: {paused: true}
        """,
        "on-call",
        Conflicts.REFUSED);
    apply(GIT, "argocd", Conflicts.REFUSED);
    assertThat(rollout().getSpec().paused()).isTrue();
  }

  @Test
  void conditions_of_two_writers_stand_side_by_side() {
    applyStatus("Ready", "operator");
    applyStatus("Reviewed", "stranger");
    assertThat(rollout().getStatus().conditions())
        .extracting(Condition::type)
        .containsExactlyInAnyOrder("Ready", "Reviewed");
  }

  private enum Conflicts {
    REFUSED,
    FORCED
  }

  private void apply(String yaml, String manager, Conflicts conflicts) {
    SharedApiServer.client()
        .resource(yaml)
        .inNamespace(namespace)
        .patch(context(manager, conflicts));
  }

  private void applyStatus(String condition, String manager) {
    String yaml =
        """
        apiVersion: tokenprotection.dev/v1alpha1
        kind: TokenProtectionRollout
        metadata: {name: office}
        status:
          conditions:
          - type: %s
            status: "True"
            reason: AsWanted
            message: All is as it should be.
            lastTransitionTime: "2026-11-23T11:11:00Z"
        """
            .formatted(condition);
    SharedApiServer.client()
        .resource(yaml)
        .inNamespace(namespace)
        .subresource("status")
        .patch(context(manager, Conflicts.REFUSED));
  }

  private static PatchContext context(String manager, Conflicts conflicts) {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(manager)
        .withForce(conflicts == Conflicts.FORCED)
        .build();
  }

  private List<String> stages() {
    return rollout().getSpec().stages().stream().map(Stage::name).toList();
  }

  private TokenProtectionRollout rollout() {
    return SharedApiServer.client()
        .resources(TokenProtectionRollout.class)
        .inNamespace(namespace)
        .withName("office")
        .get();
  }
}
