package dev.tokenprotection.core.plan;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.ENFORCED_ID;
import static dev.tokenprotection.core.world.Examples.EVERYBODY_ID;
import static dev.tokenprotection.core.world.Examples.OBSERVE_ID;
import static dev.tokenprotection.core.world.Examples.OTHER_ID;
import static dev.tokenprotection.core.world.Examples.PILOT_ID;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.VOLUNTEERS_ID;
import static dev.tokenprotection.core.world.Examples.observed;
import static dev.tokenprotection.core.world.Examples.office;
import static dev.tokenprotection.core.world.Examples.rollout;
import static dev.tokenprotection.core.world.Examples.same;
import static dev.tokenprotection.core.world.Examples.set;
import static dev.tokenprotection.core.world.Examples.stage;
import static dev.tokenprotection.core.world.Examples.user;
import static dev.tokenprotection.core.world.Examples.users;
import static dev.tokenprotection.core.world.Examples.volunteers;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.DesiredMembers;
import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.model.StageState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.ObservedState.ObservedGroup;
import dev.tokenprotection.core.world.PolicyBuilder;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PlannerTest {
  private static final ObservedState EMPTY = new ObservedState(Map.of(), Map.of());

  @Test
  void into_an_empty_tenant_go_first_the_observe_policy_then_the_enforced_one() {
    Plan plan = plan(at(0), EMPTY);
    assertThat(plan.actions())
        .containsExactly(
            new Action.CreatePolicy(PolicyRole.OBSERVE, at(0).observe()),
            new Action.CreatePolicy(PolicyRole.ENFORCED, at(0).enforced()));
  }

  @Test
  void at_a_later_stage_too_the_enforced_policy_is_created_report_only_and_for_nobody() {
    PolicyContent created = created(plan(at(3), EMPTY), PolicyRole.ENFORCED);
    assertThat(created.state()).isEqualTo(PolicyState.REPORT_ONLY);
    assertThat(created.coversNobody()).isTrue();
  }

  @Test
  void nothing_is_planned_when_the_tenant_is_as_desired() {
    assertThat(plan(at(1), tenant(at(1).observe(), at(1).enforced())).isEmpty()).isTrue();
  }

  @Test
  void a_promotion_puts_groups_in_and_enables_only_after_they_were_read_back() {
    Plan first = plan(at(1), tenant(at(0).observe(), at(0).enforced()));
    assertThat(first.actions())
        .containsExactly(
            new Action.UpdatePolicy(
                PolicyRole.ENFORCED,
                ENFORCED_ID,
                Set.of(PolicyField.INCLUDE_USERS, PolicyField.INCLUDE_GROUPS),
                at(1).enforced()));
    PolicyContent groupsIn = at(1).enforced().inState(PolicyState.REPORT_ONLY);
    Plan second = plan(at(1), tenant(at(1).observe(), groupsIn));
    assertThat(second.actions())
        .containsExactly(
            new Action.SetPolicyState(PolicyRole.ENFORCED, ENFORCED_ID, PolicyState.ENABLED));
    assertThat(second.changes().getFirst().direction()).isEqualTo(Direction.MORE);
  }

  @Test
  void enabling_waits_for_anything_else_that_is_left_to_do() {
    PolicyContent groupsIn = at(1).enforced().inState(PolicyState.REPORT_ONLY);
    PolicyContent drifted = at(1).observe().including(set(), set(OTHER_ID));
    Plan plan = plan(at(1), tenant(drifted, groupsIn));
    assertThat(plan.actions()).singleElement().isInstanceOf(Action.UpdatePolicy.class);
    assertThat(plan.has(Direction.MORE)).isFalse();
  }

  @Test
  void a_way_back_is_the_state_first_and_alone_for_its_policy() {
    PolicyContent drifted = at(1).enforced().including(set("All"), set());
    Plan plan = plan(at(1).reportOnly(), tenant(at(1).observe(), drifted));
    assertThat(plan.actions())
        .containsExactly(
            new Action.SetPolicyState(PolicyRole.ENFORCED, ENFORCED_ID, PolicyState.REPORT_ONLY));
    assertThat(plan.changes().getFirst().direction()).isEqualTo(Direction.LESS);
  }

  @Test
  void an_observe_policy_that_somebody_enabled_goes_back_to_report_only_before_anything_else() {
    PolicyContent enabled = at(0).observe().inState(PolicyState.ENABLED);
    Plan plan =
        plan(
            at(0),
            new ObservedState(Map.of(PolicyRole.OBSERVE, observed(OBSERVE_ID, enabled)), Map.of()));
    assertThat(plan.actions().getFirst())
        .isEqualTo(
            new Action.SetPolicyState(PolicyRole.OBSERVE, OBSERVE_ID, PolicyState.REPORT_ONLY));
    assertThat(plan.actions().get(1)).isInstanceOf(Action.CreatePolicy.class);
  }

  @Test
  void a_policy_that_somebody_disabled_is_brought_back() {
    PolicyContent disabled = at(0).observe().inState(PolicyState.DISABLED);
    Plan plan = plan(at(0), tenant(disabled, at(0).enforced()));
    assertThat(plan.actions())
        .containsExactly(
            new Action.SetPolicyState(PolicyRole.OBSERVE, OBSERVE_ID, PolicyState.REPORT_ONLY));
    assertThat(plan.changes().getFirst().direction()).isEqualTo(Direction.NEUTRAL);
  }

  @Test
  void an_enforced_policy_that_somebody_disabled_is_enabled_by_the_same_rule_as_ever() {
    PolicyContent disabled = at(1).enforced().inState(PolicyState.DISABLED);
    PolicyContent drifted = disabled.including(set(), set(OTHER_ID));
    Plan fields = plan(at(1), tenant(at(1).observe(), drifted));
    assertThat(fields.actions()).singleElement().isInstanceOf(Action.UpdatePolicy.class);
    Plan state = plan(at(1), tenant(at(1).observe(), disabled));
    assertThat(state.actions())
        .containsExactly(
            new Action.SetPolicyState(PolicyRole.ENFORCED, ENFORCED_ID, PolicyState.ENABLED));
  }

  @Test
  void lost_break_glass_exclusions_are_put_back_by_an_update_of_their_own_before_all_else() {
    PolicyContent drifted =
        at(0).observe().excluding(set(user(1)), set()).including(set(), set(OTHER_ID));
    Plan plan = plan(at(0), tenant(drifted, at(0).enforced()));
    Action.UpdatePolicy repair = (Action.UpdatePolicy) plan.actions().getFirst();
    assertThat(repair.fields())
        .containsExactlyInAnyOrder(PolicyField.EXCLUDE_USERS, PolicyField.EXCLUDE_GROUPS);
    assertThat(repair.content().excludeUsers()).containsAll(BREAK_GLASS.users()).contains(user(1));
    assertThat(repair.content().excludeGroups()).containsAll(BREAK_GLASS.groups());
    assertThat(plan.actions()).hasSize(2);
  }

  @Test
  void a_repair_of_exclusions_on_an_enabled_policy_only_adds_to_them() {
    PolicyContent drifted = at(1).enforced().excluding(set(user(1)), set(OTHER_ID));
    Plan plan = plan(at(1), tenant(at(1).observe(), drifted));
    assertThat(plan.changes())
        .singleElement()
        .satisfies(change -> assertThat(change.direction()).isEqualTo(Direction.LESS));
  }

  @Test
  void exclusions_that_nobody_wants_are_taken_out_of_an_enabled_policy_last_and_alone() {
    SortedSet<UserId> more = new TreeSet<>(BREAK_GLASS.users());
    more.add(user(1));
    PolicyContent drifted = at(1).enforced().excluding(more, BREAK_GLASS.groups());
    Plan withMore = plan(at(1), tenant(at(1).observe().including(set(), set(OTHER_ID)), drifted));
    assertThat(withMore.has(Direction.MORE)).isFalse();
    Plan alone = plan(at(1), tenant(at(1).observe(), drifted));
    assertThat(alone.changes())
        .singleElement()
        .satisfies(change -> assertThat(change.direction()).isEqualTo(Direction.MORE));
  }

  @Test
  void an_enabled_policy_is_narrowed_at_once_and_widened_later() {
    PolicyContent drifted = at(3).enforced().including(set(), set(PILOT_ID, OTHER_ID));
    Plan first = plan(at(3), tenant(at(3).observe(), drifted));
    assertThat(first.changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.direction()).isEqualTo(Direction.LESS);
              Action.UpdatePolicy update = (Action.UpdatePolicy) change.action();
              assertThat(update.fields()).containsExactly(PolicyField.INCLUDE_GROUPS);
              assertThat(update.content().includeGroups()).containsExactly(PILOT_ID);
            });
    PolicyContent narrowed = drifted.including(set(), set(PILOT_ID));
    Plan second = plan(at(3), tenant(at(3).observe(), narrowed));
    assertThat(second.changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.direction()).isEqualTo(Direction.MORE);
              Action.UpdatePolicy update = (Action.UpdatePolicy) change.action();
              assertThat(update.fields()).containsExactly(PolicyField.INCLUDE_GROUPS);
              assertThat(update.content().includeGroups()).containsExactly(PILOT_ID, EVERYBODY_ID);
            });
  }

  @Test
  void an_enabled_policy_with_nobody_in_common_is_for_nobody_in_between() {
    PolicyContent drifted = at(1).enforced().including(set(), set(OTHER_ID));
    Plan plan = plan(at(1), tenant(at(1).observe(), drifted));
    Action.UpdatePolicy update = (Action.UpdatePolicy) plan.actions().getFirst();
    assertThat(update.content().coversNobody()).isTrue();
    assertThat(update.fields())
        .containsExactlyInAnyOrder(PolicyField.INCLUDE_USERS, PolicyField.INCLUDE_GROUPS);
  }

  @Test
  void a_second_group_goes_into_an_enabled_policy_by_a_request_of_its_own() {
    PolicyContent oldApplications =
        withApplications(at(1).enforced(), "00000002-0000-0ff1-ce00-000000000000");
    Plan applications = plan(at(3), tenant(at(3).observe(), oldApplications));
    assertThat(applications.actions())
        .singleElement()
        .satisfies(
            action ->
                assertThat(((Action.UpdatePolicy) action).fields())
                    .containsExactly(PolicyField.APPLICATIONS));
    Plan groups = plan(at(3), tenant(at(3).observe(), at(1).enforced()));
    assertThat(groups.actions())
        .singleElement()
        .satisfies(
            action ->
                assertThat(((Action.UpdatePolicy) action).fields())
                    .containsExactly(PolicyField.INCLUDE_GROUPS));
  }

  @Test
  void a_session_control_that_somebody_took_out_of_an_enabled_policy_is_put_back() {
    PolicyContent without =
        at(1)
            .enforced()
            .with(
                EnumSet.of(PolicyField.TOKEN_PROTECTION),
                withTokenProtection(at(1).enforced(), TokenProtection.ABSENT));
    Plan plan = plan(at(1), tenant(at(1).observe(), without));
    assertThat(plan.changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.direction()).isEqualTo(Direction.MORE);
              assertThat(((Action.UpdatePolicy) change.action()).fields())
                  .containsExactly(PolicyField.TOKEN_PROTECTION);
            });
  }

  @Test
  void a_name_that_lost_its_marker_is_put_back_without_touching_what_is_enforced() {
    PolicyContent renamed = renamed(at(1).enforced(), "My policy");
    Plan plan = plan(at(1), tenant(at(1).observe(), renamed));
    assertThat(plan.changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.direction()).isEqualTo(Direction.NEUTRAL);
              assertThat(((Action.UpdatePolicy) change.action()).fields())
                  .containsExactly(PolicyField.DISPLAY_NAME);
            });
  }

  @Test
  void a_managed_group_is_created_before_the_policies_and_filled_once_it_exists() {
    Plan first = managed(EMPTY, ManagedGroup.Membership.AUTHORITATIVE, users(1, 3));
    assertThat(first.actions().getFirst())
        .isInstanceOfSatisfying(
            Action.CreateGroup.class,
            create ->
                assertThat(create.displayName()).isEqualTo("TokenProtection-Pilot-Volunteers"));
    assertThat(first.actions()).hasSize(3);
    Plan second = managed(filledWith(Set.of()), ManagedGroup.Membership.AUTHORITATIVE, users(1, 3));
    assertThat(second.actions().getFirst())
        .isEqualTo(
            new Action.AddMembers(
                VOLUNTEERS_ID, "TokenProtection-Pilot-Volunteers", List.copyOf(users(1, 3))));
  }

  @Test
  void a_managed_group_that_was_lost_is_neither_made_anew_nor_changed() {
    ObservedState lost =
        new ObservedState(
            Map.of(), Map.of(), Map.of("TokenProtection-Pilot-Volunteers", VOLUNTEERS_ID));
    assertThat(managed(lost, ManagedGroup.Membership.AUTHORITATIVE, users(1, 3)).actions())
        .hasSize(2)
        .allMatch(Action.CreatePolicy.class::isInstance);
    assertThat(lost.managedGroupIds())
        .isEqualTo(Map.of("TokenProtection-Pilot-Volunteers", VOLUNTEERS_ID));
  }

  @Test
  void members_are_added_20_at_a_time_in_the_order_of_their_ids() {
    Plan plan = managed(filledWith(Set.of()), ManagedGroup.Membership.ADDITIVE, users(1, 45));
    List<Action.AddMembers> adds =
        plan.actions().stream()
            .filter(Action.AddMembers.class::isInstance)
            .map(Action.AddMembers.class::cast)
            .toList();
    assertThat(adds).extracting(add -> add.users().size()).containsExactly(20, 20, 5);
    assertThat(adds.stream().flatMap(add -> add.users().stream()).toList())
        .isEqualTo(List.copyOf(users(1, 45)));
  }

  @Test
  void an_authoritative_group_loses_members_that_nobody_names_and_an_additive_one_keeps_them() {
    ObservedState observed = filledWith(Set.of(user(1), user(2), user(3)));
    assertThat(removed(managed(observed, ManagedGroup.Membership.AUTHORITATIVE, users(1, 1))))
        .containsExactly(user(2), user(3));
    assertThat(removed(managed(observed, ManagedGroup.Membership.ADDITIVE, users(1, 1)))).isEmpty();
  }

  @Test
  void nobody_is_added_or_removed_while_not_every_name_is_resolved() {
    DesiredState desired = withVolunteers(ManagedGroup.Membership.AUTHORITATIVE, 0);
    Plan plan = Planner.plan(desired, DesiredMembers.UNKNOWN, filledWith(Set.of(user(1), user(2))));
    assertThat(plan.actions())
        .noneMatch(Action.AddMembers.class::isInstance)
        .noneMatch(Action.RemoveMember.class::isInstance);
  }

  @Test
  void new_members_of_an_enforced_group_come_after_everything_else_and_removals_before() {
    DesiredState desired = withVolunteers(ManagedGroup.Membership.AUTHORITATIVE, 1);
    ObservedState observed =
        new ObservedState(
            Map.of(
                PolicyRole.OBSERVE,
                observed(OBSERVE_ID, desired.observe().including(set(), set(OTHER_ID))),
                PolicyRole.ENFORCED,
                observed(ENFORCED_ID, desired.enforced())),
            filledWith(Set.of(user(1))).groups());
    Plan plan =
        Planner.plan(
            desired,
            DesiredMembers.of(Map.of("TokenProtection-Pilot-Volunteers", users(2, 1))),
            observed);
    assertThat(plan.changes())
        .extracting(Change::direction)
        .containsExactly(Direction.LESS, Direction.NEUTRAL, Direction.MORE);
    assertThat(plan.actions().getFirst()).isInstanceOf(Action.RemoveMember.class);
    assertThat(plan.actions().getLast()).isInstanceOf(Action.AddMembers.class);
  }

  private static DesiredState at(int stage) {
    return DesiredState.at(office(), stage, RESOLVED, BREAK_GLASS);
  }

  private static Plan plan(DesiredState desired, ObservedState observed) {
    return Planner.plan(desired, DesiredMembers.UNKNOWN, observed);
  }

  private static ObservedState tenant(PolicyContent observe, PolicyContent enforced) {
    return new ObservedState(
        Map.of(
            PolicyRole.OBSERVE,
            observed(OBSERVE_ID, observe),
            PolicyRole.ENFORCED,
            observed(ENFORCED_ID, enforced)),
        Map.of());
  }

  private static DesiredState withVolunteers(ManagedGroup.Membership membership, int stage) {
    return DesiredState.at(
        rollout(
            stage("observe", StageState.REPORT_ONLY, volunteers(membership)),
            same("enforce", StageState.ENFORCED)),
        stage,
        new Resolved(Map.of(), Map.of("TokenProtection-Pilot-Volunteers", VOLUNTEERS_ID)),
        BREAK_GLASS);
  }

  private static Plan managed(
      ObservedState observed, ManagedGroup.Membership membership, SortedSet<UserId> users) {
    return Planner.plan(
        withVolunteers(membership, 0),
        DesiredMembers.of(Map.of("TokenProtection-Pilot-Volunteers", users)),
        observed);
  }

  private static ObservedState filledWith(Set<UserId> members) {
    return new ObservedState(
        Map.of(),
        Map.of("TokenProtection-Pilot-Volunteers", new ObservedGroup(VOLUNTEERS_ID, members)));
  }

  private static PolicyContent created(Plan plan, PolicyRole role) {
    return plan.actions().stream()
        .filter(Action.CreatePolicy.class::isInstance)
        .map(Action.CreatePolicy.class::cast)
        .filter(create -> create.role() == role)
        .findFirst()
        .orElseThrow()
        .content();
  }

  private static List<UserId> removed(Plan plan) {
    return plan.actions().stream()
        .filter(Action.RemoveMember.class::isInstance)
        .map(action -> ((Action.RemoveMember) action).user())
        .toList();
  }

  private static PolicyContent renamed(PolicyContent content, String name) {
    return PolicyBuilder.from(content).named(name).build();
  }

  private static PolicyContent withApplications(PolicyContent content, String... appIds) {
    return PolicyBuilder.from(content).applications(appIds).build();
  }

  private static PolicyContent withTokenProtection(
      PolicyContent content, TokenProtection tokenProtection) {
    return PolicyBuilder.from(content).tokenProtection(tokenProtection).build();
  }
}
