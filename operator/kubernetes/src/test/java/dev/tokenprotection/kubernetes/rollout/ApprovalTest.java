package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.LocalReference;
import dev.tokenprotection.api.v1alpha1.StageApproval;
import dev.tokenprotection.api.v1alpha1.StageApprovalSpec;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.FakeApiServer.ForgedApproval;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Stages that are left only when people have approved it. */
class ApprovalTest {
  private static final Duration LONG_ENOUGH_FOR_THE_GATE = Duration.ofHours(5);
  private static final Duration NEXT_EVALUATION = Duration.ofMinutes(45);

  private final RolloutWorld world = new RolloutWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_stage_with_a_passed_gate_waits_for_approvals_and_says_how_to_give_one() {
    waiting(1);

    assertThat(world.status().gate().phase()).isEqualTo("Successful");
    assertThat(world.status().nextAction().blockedBy())
        .containsExactly("1 more approval (tpr approve office -n security)");
    assertThat(world.status().message())
        .contains("1 more approval (tpr approve office -n security)");
    assertThat(world.status().approvalRequest().stage()).isEqualTo("observe");
    assertThat(world.status().approvalRequest().needed()).isEqualTo(1);
    assertThat(world.status().approvalRequest().approved()).isZero();
    assertThat(world.condition(ConditionType.APPROVALS_TRUSTED).status()).isEqualTo("True");
  }

  @Test
  void the_request_shows_what_leaving_the_stage_would_write() {
    waiting(1);

    assertThat(world.status().plan()).as("nothing is missing now").isNull();
    assertThat(world.status().approvalRequest().planChanges())
        .extracting(change -> change.action() + " " + change.target() + " " + change.effect())
        .containsExactly(
            "Update policy Enforced null", "SetState policy Enforced WidensEnforcement");
  }

  @Test
  void people_are_asked_once() {
    waiting(1);

    assertThat(events("ApprovalRequested"))
        .singleElement()
        .asString()
        .contains("Stage observe is left only with 1 approval; leaving it writes: ")
        .contains(requestId());
  }

  @Test
  void it_goes_on_once_enough_people_have_approved() {
    waiting(2);
    StageApproval ada = approve("ada@contoso.com");
    world.run(NEXT_EVALUATION);
    assertThat(stage()).isEqualTo("observe");
    assertThat(world.status().approvalRequest().approved()).isEqualTo(1);
    assertThat(world.status().approvalRequest().approvedBy()).containsExactly("ada@contoso.com");

    approve("bob@contoso.com");
    world.run(NEXT_EVALUATION);

    assertThat(stage()).isEqualTo("enforce");
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(counted(ada).status()).isEqualTo("True");
    assertThat(world.status().history().getFirst().reason())
        .endsWith("Approved by ada@contoso.com, bob@contoso.com.");
    assertThat(world.events).noneMatch(event -> event.contains("@contoso.com"));
  }

  @Test
  void one_person_counts_once() {
    waiting(2);

    approve("ada@contoso.com");
    StageApproval again = approve("ada@contoso.com");
    world.run(NEXT_EVALUATION);

    assertThat(stage()).isEqualTo("observe");
    assertThat(counted(again).reason()).isEqualTo("ApprovedAlready");
  }

  @Test
  void an_approval_of_another_request_counts_nothing() {
    waiting(1);

    StageApproval other = approve("ada@contoso.com", "another-request");
    world.run(NEXT_EVALUATION);

    assertThat(stage()).isEqualTo("observe");
    assertThat(counted(other).reason()).isEqualTo("RequestNotOpen");
  }

  @Test
  void an_approval_that_is_taken_back_counts_no_more() {
    waiting(2);
    StageApproval ada = approve("ada@contoso.com");
    world.look();
    assertThat(world.status().approvalRequest().approved()).isEqualTo(1);

    world.api.client().resource(ada).delete();
    world.look();

    assertThat(world.status().approvalRequest().approved()).isZero();
  }

  @Test
  void approvals_do_not_replace_the_gate() {
    world.apply(needing(1));
    world.run(Duration.ofMinutes(30));

    approve("ada@contoso.com");
    world.run(Duration.ofHours(1));

    assertThat(world.status().approvalRequest().approved()).isEqualTo(1);
    assertThat(stage()).isEqualTo("observe");
  }

  @Test
  void a_plan_that_changes_takes_the_approvals_of_the_old_one_away() {
    waiting(2);
    StageApproval ada = approve("ada@contoso.com");
    world.look();
    String before = requestId();

    world.edit(
        rollout -> {
          rollout.setSpec(
              RolloutBuilder.rollout()
                  .gate(gate(2))
                  .stage(
                      "{name: observe, state: ReportOnly, include: {managedGroup: {displayName:"
                          + " Volunteers, users: "
                          + RolloutWorld.VOLUNTEERS
                          + "}}}")
                  .stage(
                      "{name: enforce, state: Enforced, include: {managedGroup: {displayName:"
                          + " Others, users: [dan@contoso.com]}}}")
                  .build()
                  .getSpec());
          return rollout;
        });
    world.settle();

    assertThat(requestId()).isNotEqualTo(before);
    assertThat(world.status().approvalRequest().approved()).isZero();
    assertThat(counted(ada).status()).isEqualTo("False");
    assertThat(counted(ada).message()).contains("has changed since it was given");
    assertThat(events("ApprovalRequested")).hasSize(2);
  }

  @Test
  void a_gate_that_asks_for_less_than_was_shown_is_another_request() {
    waiting(1);
    String before = requestId();

    world.edit(
        rollout -> {
          rollout.setSpec(
              RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS)
                  .gate(gate(1).replace("minUsers: 3", "minUsers: 2"))
                  .build()
                  .getSpec());
          return rollout;
        });
    world.look();

    assertThat(requestId()).isNotEqualTo(before);
  }

  @Test
  void another_attempt_is_another_request() {
    waiting(1);
    String before = requestId();

    world.annotate("retry", "ada-1");
    world.look();
    world.look();

    assertThat(requestId()).isNotEqualTo(before);
  }

  @Test
  void a_restart_and_drift_that_is_put_back_leave_the_request_as_it_is() {
    waiting(1);
    String before = requestId();

    world.tenant.edit(world.observePolicy().id(), content -> content.inState(PolicyState.DISABLED));
    world.restartOperator();
    world.settle();

    assertThat(requestId()).isEqualTo(before);
    assertThat(world.observePolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
  }

  @Test
  void no_approval_counts_while_the_api_server_takes_forged_ones() {
    waiting(1);
    world.api.onForgedApproval(ForgedApproval.TAKEN);

    StageApproval forged = approve("ada@contoso.com");
    world.run(NEXT_EVALUATION);

    assertThat(stage()).isEqualTo("observe");
    assertThat(world.status().approvalRequest().approved()).isZero();
    Condition trusted = world.condition(ConditionType.APPROVALS_TRUSTED);
    assertThat(trusted.status()).isEqualTo("False");
    assertThat(trusted.reason()).isEqualTo("ApprovalsForgeable");
    assertThat(trusted.message()).contains("install the chart's admission policies");
    assertThat(world.status().nextAction().blockedBy().getFirst())
        .startsWith("no approval counts: ");
    assertThat(counted(forged).reason()).isEqualTo("ApprovalsForgeable");
    assertThat(events("ApprovalsForgeable")).hasSize(1);
  }

  @Test
  void what_was_given_while_it_could_be_forged_never_counts_and_what_is_given_later_does() {
    waiting(1);
    world.api.onForgedApproval(ForgedApproval.TAKEN);
    StageApproval forged = approve("ada@contoso.com");
    world.look();

    world.api.onForgedApproval(ForgedApproval.REFUSED);
    world.run(NEXT_EVALUATION);

    assertThat(world.condition(ConditionType.APPROVALS_TRUSTED).status()).isEqualTo("True");
    assertThat(stage()).isEqualTo("observe");
    assertThat(counted(forged).reason()).isEqualTo("ApprovalsForgeable");

    approve("ada@contoso.com");
    world.run(NEXT_EVALUATION);

    assertThat(stage()).isEqualTo("enforce");
  }

  @Test
  void it_is_tried_anew_before_an_approval_counts_for_the_first_time() {
    waiting(1);
    world.look();

    world.api.onForgedApproval(ForgedApproval.TAKEN);
    approve("ada@contoso.com");
    world.look();

    assertThat(world.condition(ConditionType.APPROVALS_TRUSTED).status()).isEqualTo("False");
    assertThat(world.status().approvalRequest().approved()).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"FORBIDDEN", "FAILED"})
  void what_can_not_be_tried_is_not_trusted_and_counts_once_it_can(ForgedApproval what) {
    waiting(1);
    world.api.onForgedApproval(what);
    StageApproval ada = approve("ada@contoso.com");
    world.run(NEXT_EVALUATION);

    assertThat(stage()).isEqualTo("observe");
    Condition trusted = world.condition(ConditionType.APPROVALS_TRUSTED);
    assertThat(trusted.status()).isEqualTo("Unknown");
    assertThat(trusted.message())
        .contains(what == ForgedApproval.FORBIDDEN ? "(403 " : "(500 ")
        .contains("let the operator create stageapprovals");
    assertThat(counted(ada).status()).isEqualTo("Unknown");

    world.api.onForgedApproval(ForgedApproval.REFUSED);
    world.run(NEXT_EVALUATION);

    assertThat(stage()).isEqualTo("enforce");
    assertThat(counted(ada).status()).isEqualTo("True");
  }

  @Test
  void where_nobody_is_asked_nothing_is_tried_and_nothing_is_shown() {
    world.apply(needing(0));
    world.run(LONG_ENOUGH_FOR_THE_GATE);

    assertThat(stage()).isEqualTo("enforce");
    assertThat(world.status().approvalRequest()).isNull();
    assertThat(world.find(ConditionType.APPROVALS_TRUSTED)).isEmpty();
    assertThat(world.api.writes()).noneMatch(request -> request.contains("stageapprovals"));
  }

  @Test
  void an_operator_that_waits_for_approvals_writes_nothing_when_nothing_happens() {
    waiting(2);
    approve("ada@contoso.com");
    world.run(NEXT_EVALUATION);
    world.look();
    world.api.forgetRequests();

    world.look();

    assertThat(world.api.writes()).isEmpty();
  }

  private void waiting(int approvals) {
    world.apply(needing(approvals));
    world.run(LONG_ENOUGH_FOR_THE_GATE);
    assertThat(stage()).isEqualTo("observe");
  }

  private static TokenProtectionRollout needing(int approvals) {
    return RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).gate(gate(approvals)).build();
  }

  private static String gate(int approvals) {
    return RolloutBuilder.QUICK_GATE
        .strip()
        .replaceFirst("}$", ", approval: {minApprovals: " + approvals + "}}");
  }

  private String stage() {
    return world.status().currentStage().name();
  }

  private String requestId() {
    return world.status().approvalRequest().id();
  }

  private List<String> events(String reason) {
    return world.events.stream().filter(event -> event.startsWith(reason + ": ")).toList();
  }

  private StageApproval approve(String approver) {
    return approve(approver, requestId());
  }

  private StageApproval approve(String approver, String requestId) {
    StageApproval approval = new StageApproval();
    int number = world.approvals(world.current()).size();
    approval.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("security")
            .withName("yes-" + number)
            .withUid("uid-yes-" + number + "-" + world.time.now())
            .withGeneration(1L)
            .withCreationTimestamp(world.time.now().toString())
            .build());
    approval.setSpec(
        new StageApprovalSpec(new LocalReference("office"), requestId, approver, null));
    return world.api.client().resource(approval).create();
  }

  private Condition counted(StageApproval approval) {
    StageApproval now = world.api.client().resource(approval).get();
    assertThat(now.getStatus()).as(Serialization.asYaml(now)).isNotNull();
    return now.getStatus().conditions().getFirst();
  }
}
