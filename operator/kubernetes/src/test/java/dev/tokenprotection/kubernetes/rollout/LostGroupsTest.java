package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Groups that somebody deletes in Entra while the rollout goes by them. */
class LostGroupsTest {
  private final RolloutWorld world = new RolloutWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void an_enforced_managed_group_that_is_deleted_holds_and_nothing_is_lowered_or_made() {
    GroupId group = enforcedManagedGroup();

    world.tenant.removeGroup(group);
    world.run(Duration.ofHours(10));

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(world.enforcedPolicy().content().includeGroups()).containsExactly(group);
    assertThat(world.observePolicy().content().includeGroups()).containsExactly(group);
    Condition stalled = world.condition(ConditionType.STALLED);
    assertThat(stalled.reason()).isEqualTo("ManagedGroupDeleted");
    assertThat(stalled.message())
        .contains("Volunteers", group.value(), "deleted groups")
        .contains(
            "kubectl annotate tpr office -n security tokenprotection.dev/give-up-group=" + group);
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("False");
    assertThat(world.condition(ConditionType.MEMBERSHIP_IN_SYNC).status()).isEqualTo("False");
    assertThat(world.condition(ConditionType.ROLLOUT_COMPLETED).status()).isEqualTo("False");
    assertThat(world.status().phase()).isEqualTo("Stalled");
    assertThat(world.status().message()).contains(group.value());
  }

  @Test
  void a_completed_rollout_keeps_an_enforced_group_that_is_deleted_just_the_same() {
    enforcedManagedGroup();
    world.runUntilCompleted(Duration.ofHours(10));
    GroupId group = world.tenant.groupsNow().getFirst().id();
    world.tenant.forgetRequests();

    world.tenant.removeGroup(group);
    world.run(Duration.ofHours(2));

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.enforcedPolicy().content().includeGroups()).containsExactly(group);
    assertThat(world.condition(ConditionType.STALLED).reason()).isEqualTo("ManagedGroupDeleted");
    assertThat(world.status().phase()).isEqualTo("Stalled");
  }

  @Test
  void a_deleted_group_that_is_restored_goes_on_as_if_nothing_had_happened() {
    GroupId group = enforcedManagedGroup();
    world.tenant.removeGroup(group);
    world.run(Duration.ofHours(1));

    world.tenant.restoreGroup(group);
    world.run(Duration.ofMinutes(10));

    assertThat(world.find(ConditionType.STALLED)).isEmpty();
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("True");
    assertThat(world.tenant.writes()).isEmpty();
  }

  @Test
  void a_deleted_group_that_is_given_up_by_its_id_is_made_anew_and_not_enforced_at_once() {
    GroupId group = enforcedManagedGroup();
    world.tenant.removeGroup(group);
    world.run(Duration.ofHours(1));

    world.annotate("give-up-group", group.value());
    world.run(Duration.ofMinutes(30));

    GroupId made = world.tenant.groupsNow().getFirst().id();
    assertThat(made).isNotEqualTo(group);
    assertThat(world.tenant.membersOf(made))
        .containsExactlyInAnyOrderElementsOf(world.users.values());
    assertThat(world.enforcedPolicy().content().enforces()).isFalse();
    assertThat(world.events).anyMatch(event -> event.startsWith("GroupGivenUp: "));
    assertThat(world.status().handledTokens())
        .anySatisfy(token -> assertThat(token.token()).isEqualTo(group.value()));
  }

  @Test
  void giving_up_another_group_changes_nothing() {
    GroupId group = enforcedManagedGroup();
    world.tenant.removeGroup(group);

    world.annotate("give-up-group", "10000000-0000-4000-8000-00000000ffff");
    world.run(Duration.ofHours(1));

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.condition(ConditionType.STALLED).reason()).isEqualTo("ManagedGroupDeleted");
  }

  @Test
  void while_nothing_is_enforced_a_deleted_managed_group_is_made_anew_and_that_is_told() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.run(Duration.ofHours(1));
    GroupId group = world.tenant.groupsNow().getFirst().id();

    world.tenant.removeGroup(group);
    world.run(Duration.ofMinutes(30));

    assertThat(world.tenant.groupsNow()).hasSize(1);
    assertThat(world.tenant.membersOf(world.tenant.groupsNow().getFirst().id()))
        .containsExactlyInAnyOrderElementsOf(world.users.values());
    assertThat(world.events)
        .filteredOn(event -> event.startsWith("ManagedGroupRemade: "))
        .singleElement()
        .satisfies(event -> assertThat(event).contains("Volunteers", group.value()));
    assertThat(world.find(ConditionType.STALLED)).isEmpty();
  }

  @Test
  void an_enforced_existing_group_that_is_deleted_stays_in_the_policy_and_holds() {
    GroupId group = enforcedExistingGroup();

    world.tenant.removeGroup(group);
    world.run(Duration.ofHours(10));

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(world.enforcedPolicy().content().includeGroups()).containsExactly(group);
    assertThat(world.condition(ConditionType.STALLED).reason()).isEqualTo("GroupNotFound");
    assertThat(world.condition(ConditionType.STALLED).message())
        .contains(group.value(), "give-up-group");
  }

  @Test
  void another_group_of_the_name_takes_its_place_only_when_the_deleted_one_is_given_up() {
    GroupId group = enforcedExistingGroup();
    world.tenant.removeGroup(group);
    GroupId other = world.tenant.addGroup("TokenProtection-Pilot", everybody());
    world.run(Duration.ofHours(3));
    assertThat(world.observePolicy().content().includeGroups()).containsExactly(group);

    world.annotate("give-up-group", group.value());
    world.run(Duration.ofMinutes(30));

    assertThat(world.observePolicy().content().includeGroups()).containsExactly(other);
    assertThat(world.enforcedPolicy().content().enforces()).isFalse();
    assertThat(world.status().resolvedGroups().getFirst().id()).isEqualTo(other.value());
  }

  private GroupId enforcedManagedGroup() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    enforce();
    return world.tenant.groupsNow().getFirst().id();
  }

  private GroupId enforcedExistingGroup() {
    GroupId group = world.tenant.addGroup("TokenProtection-Pilot", everybody());
    world.apply(
        RolloutBuilder.rollout()
            .stage(
                "{name: observe, state: ReportOnly, include: {groups: [{displayName:"
                    + " TokenProtection-Pilot}]}}")
            .stage("{name: enforce, state: Enforced}")
            .build());
    enforce();
    return group;
  }

  private UserId[] everybody() {
    return world.users.values().toArray(new UserId[0]);
  }

  private void enforce() {
    world.run(Duration.ofMinutes(4 * 60 + 40));
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    world.tenant.forgetRequests();
  }
}
