package dev.tokenprotection.core.plan;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.ENFORCED_ID;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.VOLUNTEERS_ID;
import static dev.tokenprotection.core.world.Examples.office;
import static dev.tokenprotection.core.world.Examples.user;
import static dev.tokenprotection.core.world.Examples.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final DesiredState DESIRED = DesiredState.at(office(), 1, RESOLVED, BREAK_GLASS);
  private static final Change OBSERVE =
      neutral(new Action.CreatePolicy(PolicyRole.OBSERVE, DESIRED.observe()));
  private static final Change GROUP = neutral(new Action.CreateGroup("Volunteers", "ours"));
  private static final Change ADD_20 =
      neutral(new Action.AddMembers(VOLUNTEERS_ID, "Volunteers", List.copyOf(users(1, 20))));
  private static final Change ADD_1 =
      neutral(new Action.AddMembers(VOLUNTEERS_ID, "Volunteers", List.of(user(21))));
  private static final Change REMOVE =
      new Change(new Action.RemoveMember(VOLUNTEERS_ID, "Volunteers", user(99)), Direction.LESS);
  private static final Change ENABLE =
      new Change(
          new Action.SetPolicyState(PolicyRole.ENFORCED, ENFORCED_ID, PolicyState.ENABLED),
          Direction.MORE);
  private static final Change UPDATE =
      neutral(
          new Action.UpdatePolicy(
              PolicyRole.ENFORCED,
              ENFORCED_ID,
              EnumSet.of(PolicyField.INCLUDE_GROUPS, PolicyField.DISPLAY_NAME),
              DESIRED.enforced()));

  @Test
  void a_summary_counts_what_is_done() {
    assertThat(plan(GROUP, OBSERVE, ADD_20, ADD_1, REMOVE, UPDATE, ENABLE).summary())
        .isEqualTo(
            "1 policy to create, 1 group to create, 21 members to add, 1 member to remove,"
                + " 1 policy update, 1 policy state to set");
    assertThat(Plan.NOTHING.summary()).isEqualTo("no changes");
  }

  @Test
  void a_description_counts_members_and_says_what_lowers_protection_or_widens_enforcement() {
    assertThat(plan(GROUP, OBSERVE, ADD_20, ADD_1, REMOVE, UPDATE, ENABLE).describe())
        .containsExactly(
            "create group \"Volunteers\"",
            "create observe policy \"" + DESIRED.observe().displayName() + "\", report-only",
            "add 21 members to group \"Volunteers\"",
            "remove 1 member from group \"Volunteers\" (lowers protection)",
            "update enforced policy: displayName, conditions.users.includeGroups",
            "set enforced policy to enabled (widens enforcement)");
  }

  @Test
  void no_description_names_a_user() {
    assertThat(String.join("\n", plan(ADD_20, REMOVE).describe()))
        .doesNotContain(user(1).value())
        .doesNotContain(user(99).value());
  }

  @Test
  void equal_plans_have_equal_hashes_and_the_hash_names_its_version() {
    assertThat(plan(OBSERVE, UPDATE).hash())
        .isEqualTo(plan(OBSERVE, UPDATE).hash())
        .matches("v1:[0-9a-f]{64}");
  }

  @Test
  void the_hash_does_not_depend_on_the_order_of_fields_in_a_set() {
    Change again =
        neutral(
            new Action.UpdatePolicy(
                PolicyRole.ENFORCED,
                ENFORCED_ID,
                Set.of(PolicyField.DISPLAY_NAME, PolicyField.INCLUDE_GROUPS),
                DESIRED.enforced()));
    assertThat(plan(again).hash()).isEqualTo(plan(UPDATE).hash());
  }

  @Test
  void plans_that_differ_in_anything_have_other_hashes() {
    assertThat(
            Stream.of(
                    Plan.NOTHING,
                    plan(OBSERVE),
                    plan(GROUP),
                    plan(GROUP, OBSERVE),
                    plan(OBSERVE, GROUP),
                    plan(ADD_20),
                    plan(ADD_1),
                    plan(REMOVE),
                    plan(ENABLE),
                    plan(UPDATE),
                    plan(neutral(new Action.CreateGroup("Volunteers\" \"ours", ""))))
                .map(Plan::hash))
        .doesNotHaveDuplicates();
  }

  @Test
  void the_hash_of_version_1_stays_what_it_is() {
    assertThat(plan(ENABLE).canonicalText())
        .isEqualTo("set-policy-state ENFORCED 22222222-0000-0000-0000-000000000002 enabled");
    assertThat(plan(GROUP).canonicalText()).isEqualTo("create-group \"Volunteers\" \"ours\"");
    assertThat(plan(ADD_1).canonicalText())
        .isEqualTo(
            "add-members 11111111-0000-0000-0000-000000000003"
                + " [\"44444444-0000-0000-0000-000000000021\"]");
    assertThat(plan(UPDATE).canonicalText())
        .isEqualTo(
            "update-policy ENFORCED 22222222-0000-0000-0000-000000000002"
                + " displayName=\""
                + DESIRED.enforced().displayName()
                + "\""
                + " conditions.users.includeGroups=[\"11111111-0000-0000-0000-000000000001\"]");
  }

  private static Plan plan(Change... changes) {
    return new Plan(List.of(changes));
  }

  private static Change neutral(Action action) {
    return new Change(action, Direction.NEUTRAL);
  }
}
