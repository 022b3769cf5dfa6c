package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.kubernetes.DecisionMetrics.ReconcileResult;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.lease.WriteFence;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Faults of the API server, of the lease, of status and of other people's hands. */
class FaultsTest {
  private final RolloutWorld world = new RolloutWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_decision_that_the_resource_overtook_writes_nothing_and_is_made_anew() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.api.conflictOn(line -> line.equals("PUT " + path() + "/status"));

    RolloutReconciliation.Looked looked = world.look();

    assertThat(looked.result()).isEqualTo(ReconcileResult.CONFLICT);
    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.events).isEmpty();

    world.api.conflictOn(line -> false);
    world.settle();

    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("True");
  }

  @Test
  void what_a_list_does_not_show_yet_is_not_written_twice() {
    world.tenant.listsAreBehindBy(Duration.ofSeconds(40));
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.run(Duration.ofMinutes(4 * 60 + 40));

    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("True");
    assertThat(world.tenant.writes())
        .extracting(write -> write.split(" ")[0] + " " + write.split(" ")[1])
        .containsExactly(
            "create group",
            "create policy",
            "create policy",
            "add 5",
            // The observe policy now, the enforced one at the promotion.
            "update policy",
            "update policy",
            "set state");
  }

  @Test
  void what_is_never_seen_to_have_been_written_is_written_again_after_a_minute() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.run(Duration.ofMinutes(3 * 60));
    world.tenant.forgetRequests();
    world.tenant.listsAreBehindBy(Duration.ofDays(1));
    world.run(Duration.ofMinutes(100));

    assertThat(world.tenant.writes()).hasSizeGreaterThan(1);
  }

  @Test
  void what_lowers_protection_is_sent_again_though_it_was_just_written() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.run(Duration.ofMinutes(4 * 60 + 40));
    world.tenant.forgetRequests();
    world.tenant.listsAreBehindBy(Duration.ofSeconds(40));

    world.annotate("emergency-stop", "ada-1");
    world.run(Duration.ofSeconds(30));

    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
    assertThat(world.tenant.writes()).hasSizeGreaterThan(1);
  }

  @Test
  void paused_in_the_middle_of_a_look_is_never_overtaken_by_a_promotion() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.run(Duration.ofMinutes(3 * 60 + 50));
    world.tenant.forgetRequests();
    // A person pauses after the operator has read the resource, each time it looks.
    world.tenant.failBefore(
        request -> {
          if (request.startsWith("list members")) {
            world.edit(
                rollout -> {
                  rollout.setSpec(
                      RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS)
                          .spec("paused: true")
                          .build()
                          .getSpec());
                  return rollout;
                });
          }
          return Optional.empty();
        });

    world.advance(Duration.ofMinutes(30));
    world.look();
    world.tenant.noFaults();
    world.run(Duration.ofHours(2));

    assertThat(world.status().currentStage().name()).isEqualTo("observe");
    assertThat(world.tenant.writes()).isEmpty();
  }

  @Test
  void an_api_server_that_fails_is_tried_again_by_the_framework() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.look();
    world.advance(Duration.ofHours(2));
    world.api.failOn(line -> line.equals("PUT " + path() + "/status"));

    assertThatThrownBy(world::look).isInstanceOf(KubernetesClientException.class);
  }

  @Test
  void nothing_is_written_while_the_lease_is_not_ours() {
    world.fence = () -> new WriteFence.Standing.Barred("The lease is held by another replica.");
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());

    world.look();

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.condition(ConditionType.READY).reason()).isEqualTo("NotLeading");
    assertThat(world.find(ConditionType.STALLED)).isEmpty();

    world.fence = WriteFence.OPEN;
    world.run(Duration.ofMinutes(10));

    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("True");
    assertThat(world.policyNames()).hasSize(2);
  }

  @Test
  void something_created_that_can_not_be_seen_yet_is_not_created_again() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.tenant.failAfter(
        request -> request.startsWith("create policy") ? Optional.of(unknown()) : Optional.empty());
    world.look();
    world.tenant.hidePolicies();
    world.tenant.noFaults();

    world.advance(Duration.ofSeconds(30));
    world.look();

    assertThat(world.tenant.writes().stream().filter(w -> w.startsWith("create policy")))
        .hasSize(1);
    assertThat(world.condition(ConditionType.RECONCILING).reason())
        .isEqualTo("WaitingForVisibility");

    world.tenant.showPolicies();
    world.settle();

    assertThat(world.policyNames()).hasSize(2);
  }

  @Test
  void a_write_that_entra_refuses_again_and_again_is_told_once() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.tenant.failBefore(
        request ->
            request.startsWith("create policy")
                ? Optional.of(
                    new Outcome.Terminal<>(
                        Problem.withoutEffect(
                            Problem.Cause.POLICY_LIMIT_REACHED,
                            "create the policy",
                            "400, request " + world.time.now(),
                            "Delete some policies.")))
                : Optional.empty());

    world.run(Duration.ofMinutes(30));

    assertThat(world.events).filteredOn(e -> e.startsWith("WriteFailed: ")).hasSize(1);
    assertThat(world.events).filteredOn(e -> e.startsWith("Stalled: ")).hasSize(1);
    assertThat(world.events).noneMatch(e -> e.startsWith("Recovered: "));

    world.tenant.noFaults();
    world.run(Duration.ofMinutes(10));

    assertThat(world.events).filteredOn(e -> e.startsWith("Recovered: ")).hasSize(1);
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("True");
  }

  @Test
  void stages_that_were_reached_can_not_be_changed_under_the_rollout() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.run(Duration.ofHours(6));
    world.tenant.forgetRequests();
    world.apply(
        RolloutBuilder.rollout()
            .stage(
                "{name: observe, state: ReportOnly, include: {managedGroup: {displayName: Others,"
                    + " users: [ada@contoso.com]}}}")
            .stage("{name: enforce, state: Enforced}")
            .build());

    world.run(Duration.ofMinutes(30));

    assertThat(world.condition(ConditionType.STALLED).reason()).isEqualTo("StagesChanged");
    assertThat(world.tenant.writes()).isEmpty();

    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.settle();

    assertThat(world.find(ConditionType.STALLED)).isEmpty();
  }

  @Test
  void what_somebody_else_changed_is_put_back_and_told() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.settle();
    world.advance(Duration.ofMinutes(15));
    world.settle();
    world.tenant.edit(
        world.observePolicy().id(),
        old -> old.with(EnumSet.of(PolicyField.EXCLUDE_USERS), withoutExclusions(old)));

    world.advance(Duration.ofMinutes(11));
    world.settle();

    assertThat(world.observePolicy().content().excludeUsers())
        .containsExactly(world.breakGlass1, world.breakGlass2);
    assertThat(world.events).anyMatch(event -> event.startsWith("DriftCorrected: "));
  }

  @Test
  void many_looks_within_a_resync_list_the_policies_once() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.settle();
    world.advance(Duration.ofMinutes(11));
    world.look();
    world.tenant.forgetRequests();

    for (int i = 0; i < 5; i++) {
      world.advance(Duration.ofMinutes(1));
      world.look();
    }

    assertThat(world.tenant.requests()).doesNotContain("list policies");
  }

  @Test
  void who_signs_in_or_is_in_a_group_is_nowhere_in_status_or_events() {
    world.unbound.add(world.users.get("ada@contoso.com"));
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.run(Duration.ofHours(8));

    String told = Serialization.asYaml(world.status()) + world.events;

    assertThat(told.toLowerCase(Locale.ROOT)).doesNotContain("@contoso.com");
    world.users.values().forEach(user -> assertThat(told).doesNotContain(user.value()));
  }

  private static PolicyContent withoutExclusions(PolicyContent content) {
    return new PolicyContent(
        content.displayName(),
        content.state(),
        content.includeUsers(),
        content.includeGroups(),
        new TreeSet<>(),
        content.excludeGroups(),
        content.guests(),
        content.applications(),
        content.platforms(),
        content.clientAppTypes(),
        content.deviceFilter(),
        content.tokenProtection());
  }

  private static Outcome<?> unknown() {
    return new Outcome.Retryable<>(
        new Problem(
            Problem.Cause.UNREACHABLE,
            "write",
            "no answer",
            "It is tried again.",
            Problem.Effect.UNKNOWN));
  }

  private static String path() {
    return "/apis/tokenprotection.dev/v1alpha1/namespaces/security/tokenprotectionrollouts/office";
  }
}
