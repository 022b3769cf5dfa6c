package dev.tokenprotection.tests.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.tests.testbed.ChartApiServer;
import dev.tokenprotection.tests.testbed.ChartRelease;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A StageApproval proves who approved. */
class ApprovalPolicyTest {
  private static final String ADA = "ada@contoso.com";
  private static final String[] CREATE = {"create"};
  private static final String[] APPROVE = {"approve"};

  private final String namespace = ChartApiServer.newNamespace("approval");
  private final People people = new People(namespace);

  @BeforeEach
  void the_chart_is_installed() {
    ChartRelease.shared();
  }

  @Test
  void who_may_approve_does_so_in_the_own_name() {
    people.bindChartRole("approver", People.user(ADA));

    GenericKubernetesResource approval = approve("office", ADA, ADA);

    assertThat(approval.get("spec", "approver").toString()).isEqualTo(ADA);
  }

  @Test
  void the_right_can_come_by_a_group() {
    people.bindChartRole("approver", People.group("change-board"));

    assertThat(approve("office", ADA, ADA, "change-board")).isNotNull();
  }

  @Test
  void nobody_approves_in_the_name_of_another() {
    people.bindChartRole("approver", People.user(ADA));
    people.bindChartRole("approver", People.user("bob@contoso.com"));

    assertThatThrownBy(() -> approve("office", "bob@contoso.com", ADA))
        .hasMessageContaining("spec.approver must be ada@contoso.com");
  }

  @Test
  void a_forged_approval_is_refused_in_a_dry_run_too() {
    people.bindChartRole("approver", People.user(ADA));

    try (KubernetesClient ada = ChartApiServer.get().clientAs(ADA)) {
      assertThatThrownBy(
              () ->
                  Samples.approval(namespace, "office", "bob@contoso.com")
                      .with(ada)
                      .resource()
                      .dryRun()
                      .create())
          .hasMessageContaining("spec.approver must be");
    }
  }

  @Test
  void the_right_to_create_approvals_is_not_the_right_to_approve() {
    people.grant(People.user(ADA), "stageapprovals", CREATE);

    assertThatThrownBy(() -> approve("office", ADA, ADA))
        .hasMessageContaining("needs the verb approve on the TokenProtectionRollout office");
  }

  @Test
  void the_right_to_approve_one_rollout_is_none_for_another() {
    people.grant(People.user(ADA), "stageapprovals", CREATE);
    people.grant(People.user(ADA), "tokenprotectionrollouts", APPROVE, "office");

    assertThat(approve("office", ADA, ADA)).isNotNull();
    assertThatThrownBy(() -> approve("factory", ADA, ADA))
        .hasMessageContaining("needs the verb approve on the TokenProtectionRollout factory");
  }

  @Test
  void a_service_account_never_approves_whatever_it_may() {
    ChartRelease release = ChartRelease.shared();
    people.bindChartRole("approver", People.operator(release));

    try (KubernetesClient operator = release.client()) {
      assertThatThrownBy(
              () -> Samples.approval(namespace, "office", release.user()).with(operator).create())
          .hasMessageContaining("a stage is approved by a person");
    }
  }

  @Test
  void what_a_controller_adds_later_is_nobodys_approval_and_is_let_through() {
    people.bindChartRole("approver", People.user(ADA));
    GenericKubernetesResource approval = approve("office", ADA, ADA);
    approval.getMetadata().setLabels(Map.of("archived", "yes"));

    assertThat(ChartApiServer.client().resource(approval).update().getMetadata().getLabels())
        .containsEntry("archived", "yes");
  }

  @Test
  void an_editor_of_rollouts_does_not_approve_them() {
    people.bindChartRole("edit", People.user(ADA));

    assertThatThrownBy(() -> approve("office", ADA, ADA))
        .hasMessageContaining("cannot create resource \"stageapprovals\"");
  }

  private GenericKubernetesResource approve(
      String rollout, String approver, String caller, String... groups) {
    try (KubernetesClient client = ChartApiServer.get().clientAs(caller, groups)) {
      return Samples.approval(namespace, rollout, approver).with(client).create();
    }
  }
}
