package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tokenprotection.api.v1alpha1.HistoryEntry;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Group;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.InMemoryTenant;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StraightRoadTest {
  private final RolloutWorld world = new RolloutWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void the_first_stage_makes_a_filled_group_and_two_policies_that_block_nobody() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());

    world.settle();

    Group group = world.tenant.groupsNow().getFirst();
    assertThat(world.tenant.groupsNow()).hasSize(1);
    assertThat(world.tenant.membersOf(group.id()))
        .containsExactlyInAnyOrderElementsOf(world.users.values());
    assertThat(world.tenant.policiesNow()).hasSize(2);
    assertThat(world.observePolicy().content().includeGroups()).containsExactly(group.id());
    assertThat(world.enforcedPolicy().content().includeUsers()).containsExactly(PolicyContent.NONE);
    assertThat(world.tenant.policiesNow())
        .allSatisfy(
            policy -> {
              assertThat(policy.content().state()).isEqualTo(PolicyState.REPORT_ONLY);
              assertThat(policy.content().excludeUsers())
                  .containsExactly(world.breakGlass1, world.breakGlass2);
            });
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("True");
    assertThat(world.status().phase()).isEqualTo("Soaking");
  }

  @Test
  void a_pilot_whose_sign_ins_are_bound_is_enforced_and_completes() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());

    world.run(Duration.ofHours(12));

    GroupId group = world.tenant.groupsNow().getFirst().id();
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(world.enforcedPolicy().content().includeGroups()).containsExactly(group);
    assertThat(world.condition(ConditionType.ROLLOUT_COMPLETED).status()).isEqualTo("True");
    assertThat(world.status().history())
        .extracting(HistoryEntry::stage, HistoryEntry::completionStatus)
        .containsExactly(tuple("enforce", "Completed"), tuple("observe", "Promoted"));
    assertThat(world.status().gate().consecutive().successes()).isEqualTo(2);
    assertThat(world.events)
        .anyMatch(event -> event.startsWith("Promoted: "))
        .anyMatch(event -> event.startsWith("Enforced: "))
        .anyMatch(event -> event.startsWith("Completed: "));
  }

  @Test
  void enforcing_puts_the_group_in_first_and_sets_the_state_alone_and_last() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.settle();
    world.tenant.forgetRequests();

    world.run(Duration.ofHours(6));

    assertThat(world.tenant.writes())
        .containsExactly("update policy [INCLUDE_USERS, INCLUDE_GROUPS]", "set state ENABLED");
  }

  @Test
  void soak_is_not_cut_short_by_good_evidence() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());

    world.run(Duration.ofMinutes(3 * 60 + 50));

    assertThat(world.condition(ConditionType.GATE_PASSING).status()).isEqualTo("True");
    assertThat(world.status().currentStage().name()).isEqualTo("observe");
    assertThat(world.status().columns().waitsFor()).contains("soak time until 2026-11-02 13:00Z");
  }

  @Test
  void everything_is_recorded_before_it_is_written() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.api.forgetRequests();
    List<Integer> statusWritesAtWrite = new ArrayList<>();
    world.tenant.failBefore(
        request -> {
          if (InMemoryTenant.isWrite(request)) {
            statusWritesAtWrite.add(statusWrites());
            assertThat(world.status().intent().actions()).isNotEmpty();
          }
          return Optional.empty();
        });

    world.settle();

    assertThat(statusWritesAtWrite).isNotEmpty().allMatch(writes -> writes > 0);
  }

  @Test
  void an_existing_group_is_found_by_its_name_and_pinned() {
    GroupId pilot =
        world.tenant.addGroup("TokenProtection-Pilot", world.users.values().toArray(new UserId[0]));
    world.apply(
        RolloutBuilder.rollout()
            .stage(
                "{name: observe, state: ReportOnly, include: {groups: [{displayName:"
                    + " TokenProtection-Pilot}]}}")
            .build());

    world.settle();
    world.tenant.addGroup("TokenProtection-Pilot");
    world.advance(Duration.ofHours(2));
    world.settle();

    assertThat(world.observePolicy().content().includeGroups()).isEqualTo(Set.of(pilot));
    assertThat(world.status().resolvedGroups().getFirst().id()).isEqualTo(pilot.value());
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("True");
  }

  @Test
  void when_nothing_changes_nothing_is_written_anywhere() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.run(Duration.ofHours(12));
    world.tenant.forgetRequests();
    world.api.forgetRequests();

    world.run(Duration.ofHours(3));

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.api.writes()).isEmpty();
  }

  private int statusWrites() {
    return (int)
        world.api.writes().stream().filter(line -> line.endsWith("/office/status")).count();
  }
}
