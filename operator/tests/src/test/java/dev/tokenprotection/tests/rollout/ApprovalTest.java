package dev.tokenprotection.tests.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.LocalReference;
import dev.tokenprotection.api.v1alpha1.StageApproval;
import dev.tokenprotection.api.v1alpha1.StageApprovalSpec;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.app.approve.ApproveCommand;
import dev.tokenprotection.tests.chart.People;
import dev.tokenprotection.tests.testbed.ChartApiServer;
import dev.tokenprotection.tests.testbed.ChartRelease;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/** Stages that people have to approve, on the real API server with the chart's policies. */
@Execution(ExecutionMode.CONCURRENT)
class ApprovalTest {
  /** How soon the API server takes a changed admission policy up, on the machine's clock. */
  private static final Duration API_SERVER = Duration.ofMinutes(2);

  private static final String ADA = "ada@contoso.com";
  private static final String BOB = "bob@contoso.com";
  private static final String EVE = "eve@contoso.com";

  /** Namespaces with this label are as if the chart's policy of approvals were not installed. */
  private static final String WITHOUT_POLICY = "tests.tokenprotection.dev/without-approval-policy";

  /** What a run of {@code tpr approve} came to. */
  private record Run(int code, String out, String err) {}

  @Test
  void a_stage_is_left_once_two_people_with_the_verb_have_approved_it() {
    try (RolloutWorld world = RolloutWorld.of("approval", "default");
        OperatorInProcess _ = OperatorInProcess.start(world)) {
      People people = new People(world.namespace());
      people.bindChartRole("approver", People.user(ADA));
      people.bindChartRole("approver", People.user(BOB));
      people.bindChartRole("view", People.user(EVE));
      people.grant(People.user(EVE), "stageapprovals", new String[] {"create"});
      world.applyExample("tenant.yaml");
      world.applyExample(RolloutWorld.MANIFEST, rollout -> shortAndNeeding(rollout, 2));

      TokenProtectionRolloutStatus waiting =
          awaitWaitingFor(
              world, "2 more approvals (tpr approve office-windows -n " + world.namespace() + ")");
      assertThat(waiting.currentStage().name()).isEqualTo("pilot-observe");
      assertThat(waiting.approvalRequest().planSummary()).contains("policy");
      assertThat(RolloutWorld.condition(waiting, "ApprovalsTrusted").orElseThrow().status())
          .isEqualTo("True");

      Run eve = approve(world, EVE, "", "--yes");
      assertThat(eve.code()).isEqualTo(1);
      assertThat(eve.err())
          .contains("eve@contoso.com needs the verb approve on the TokenProtectionRollout")
          .contains("ClusterRole that ends in -approver");

      Run no = approve(world, ADA, "n\n");
      assertThat(no.code()).isEqualTo(1);
      assertThat(no.err()).contains("nothing was approved");
      assertThat(approvals(world)).isEmpty();

      Run ada = approve(world, ADA, "y\n", "--reason", "the pilot went well");
      assertThat(ada.code()).as(ada.err()).isZero();
      assertThat(ada.out())
          .contains("asks to leave stage pilot-observe", "Approved by 0 of 2", "Leaving it writes:")
          .contains("SetState policy Enforced: enabled  # widens enforcement")
          .contains("Approve this as ada@contoso.com? [y/N]")
          .contains("Approved as ada@contoso.com, by StageApproval office-windows-");
      world.awaitRollout("one yes", status -> status.approvalRequest().approved() == 1);

      Run again = approve(world, ADA, "y\n");
      assertThat(again.code()).isZero();
      assertThat(again.out()).contains("You have approved this already");
      assertThat(approvals(world)).hasSize(1);

      assertThat(approve(world, BOB, "", "--yes").code()).isZero();

      TokenProtectionRolloutStatus left =
          world.awaitRollout(
              "the next stage", status -> "pilot-enforce".equals(status.currentStage().name()));
      assertThat(left.history().getFirst().reason())
          .endsWith("Approved by ada@contoso.com, bob@contoso.com.");
      assertThat(approvals(world))
          .allSatisfy(approval -> assertThat(counted(approval).status()).isEqualTo("True"))
          .extracting(approval -> approval.getSpec().approver())
          .containsExactlyInAnyOrder(ADA, BOB);
      assertThat(world.events())
          .noneMatch(event -> event.getNote().contains("@contoso.com"))
          .anyMatch(event -> "ApprovalRequested".equals(event.getReason()));
    }
  }

  @Test
  void where_the_policy_is_missing_a_forged_approval_counts_nothing_then_and_later() {
    try (RolloutWorld world = RolloutWorld.of("forged", "default");
        OperatorInProcess _ = OperatorInProcess.start(world)) {
      exemptLabelledNamespaces();
      label(world, "yes");
      await("the policy is out of force")
          .atMost(API_SERVER)
          .until(() -> !isRefused(world, "forged@contoso.com"));
      new People(world.namespace()).bindChartRole("approver", People.user(ADA));
      world.applyExample("tenant.yaml");
      world.applyExample(RolloutWorld.MANIFEST, rollout -> shortAndNeeding(rollout, 1));

      Condition trusted =
          world.awaitCondition("ApprovalsTrusted", condition -> "False".equals(condition.status()));
      assertThat(trusted.message()).contains("install the chart's admission policies");
      StageApproval forged = world.client().resource(approval(world, "boss@contoso.com")).create();
      TokenProtectionRolloutStatus waiting = awaitWaitingFor(world, "no approval counts: ");
      assertThat(waiting.currentStage().name()).isEqualTo("pilot-observe");
      assertThat(waiting.approvalRequest().approved()).isZero();
      assertThat(awaitCounted(world, forged).reason()).isEqualTo("ApprovalsForgeable");
      Run ada = approve(world, ADA, "", "--yes");
      assertThat(ada.code()).isEqualTo(1);
      assertThat(ada.err()).contains("No approval counts: ");

      label(world, null);
      await("the policy is in force")
          .atMost(API_SERVER)
          .until(() -> isRefused(world, "forged@contoso.com"));
      try (KubernetesClient client = ChartApiServer.get().clientAs(ADA)) {
        client.resource(approval(world, ADA)).create();
      }

      TokenProtectionRolloutStatus left =
          world.awaitRollout(
              "the next stage", status -> "pilot-enforce".equals(status.currentStage().name()));
      assertThat(left.history().getFirst().reason()).endsWith("Approved by ada@contoso.com.");
      assertThat(awaitCounted(world, forged).status()).isEqualTo("False");
    }
  }

  @Test
  void what_can_not_be_approved_is_refused_in_one_sentence() {
    try (RolloutWorld world = RolloutWorld.of("nothing", "default")) {
      new People(world.namespace()).bindChartRole("approver", People.user(ADA));
      world.applyExample(RolloutWorld.MANIFEST, rollout -> shortAndNeeding(rollout, 1));

      assertThat(approve(world, ADA, "", "--yes").err())
          .isEqualTo(
              "tpr approve: rollout office-windows asks for no approval now: the operator has not"
                  + " looked at it yet\n");
      assertThat(approve(world, EVE, "", "--yes").err())
          .startsWith("tpr approve: could not read rollout office-windows: 403 ");
      assertThat(run(ADA, "", "factory", "-n", world.namespace()))
          .isEqualTo(
              new Run(
                  1,
                  "",
                  "tpr approve: there is no TokenProtectionRollout factory in namespace "
                      + world.namespace()
                      + "; name another one by -n\n"));
    }
  }

  private static TokenProtectionRolloutStatus awaitWaitingFor(RolloutWorld world, String what) {
    return world.awaitRollout(
        "waits for nothing but " + what,
        status ->
            status.gate() != null
                && "Successful".equals(status.gate().phase())
                && status.nextAction().blockedBy() != null
                && status.nextAction().blockedBy().size() == 1
                && status.nextAction().blockedBy().getFirst().startsWith(what));
  }

  private static void shortAndNeeding(ObjectNode rollout, int approvals) {
    RolloutWorld.shortened(rollout);
    rollout.withObject("/spec/gate/approval").put("minApprovals", approvals);
  }

  private static Run approve(RolloutWorld world, String user, String typed, String... arguments) {
    List<String> all = new ArrayList<>(List.of(RolloutWorld.WINDOWS, "-n", world.namespace()));
    all.addAll(List.of(arguments));
    return run(user, typed, all.toArray(String[]::new));
  }

  private static Run run(String user, String typed, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        new CommandLine(
            new ApproveCommand(
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                kubeconfig -> ChartApiServer.get().clientAs(user)));
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return new Run(command.execute(arguments), out.toString(), err.toString());
  }

  private static List<StageApproval> approvals(RolloutWorld world) {
    return world
        .client()
        .resources(StageApproval.class)
        .inNamespace(world.namespace())
        .list()
        .getItems();
  }

  /** An approval of the open request, as whoever makes it by other means than the command. */
  private static StageApproval approval(RolloutWorld world, String approver) {
    return approval(world, approver, world.rollout().getStatus().approvalRequest().id());
  }

  private static StageApproval approval(RolloutWorld world, String approver, String requestId) {
    StageApproval approval = new StageApproval();
    approval.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace(world.namespace())
            .withGenerateName("by-hand-")
            .build());
    approval.setSpec(
        new StageApprovalSpec(new LocalReference(RolloutWorld.WINDOWS), requestId, approver, null));
    return approval;
  }

  private static Condition counted(StageApproval approval) {
    return approval.getStatus().conditions().getFirst();
  }

  private static Condition awaitCounted(RolloutWorld world, StageApproval approval) {
    return counted(
        world.awaitValue(
            "told whether it counts",
            () ->
                Optional.of(world.client().resource(approval).get())
                    .filter(now -> now.getStatus() != null)));
  }

  /** From now on, the policy of approvals passes over labelled namespaces, and over no other. */
  private static void exemptLabelledNamespaces() {
    ChartApiServer.client()
        .resources(ValidatingAdmissionPolicyBinding.class)
        .withName(ChartRelease.shared().objectName() + "-approval")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"spec": {"matchResources": {"namespaceSelector": {"matchExpressions": [
              {"key": "%s", "operator": "DoesNotExist"}]}}}}
            """
                .formatted(WITHOUT_POLICY));
  }

  /**
   * @param value null to take the label off
   */
  private static void label(RolloutWorld world, String value) {
    world
        .client()
        .resources(Namespace.class)
        .withName(world.namespace())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"metadata": {"labels": {"%s": %s}}}
            """
                .formatted(WITHOUT_POLICY, value == null ? "null" : "\"" + value + "\""));
  }

  private static boolean isRefused(RolloutWorld world, String approver) {
    try {
      world.client().resource(approval(world, approver, "none")).dryRun().create();
      return false;
    } catch (KubernetesClientException e) {
      assertThat(e.getMessage()).contains("ValidatingAdmissionPolicy");
      return true;
    }
  }
}
