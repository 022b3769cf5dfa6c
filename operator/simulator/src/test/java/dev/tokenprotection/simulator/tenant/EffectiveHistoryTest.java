package dev.tokenprotection.simulator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.TenantSettings.Delays;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What sign-ins are judged by is behind what is stored, for each write on its own. */
class EffectiveHistoryTest {
  private static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

  private final TenantClock clock = TenantClock.standing(START);
  private final Tenant tenant =
      new Tenant("11111111-1111-1111-1111-111111111111", clock, TenantSettings.likeEntra());

  @Test
  void a_policy_write_is_effective_two_hours_later() {
    tenant.writePolicy(policy("p", "enabled"));

    assertThat(statesAt(START.plus(Duration.ofMinutes(119)))).isEmpty();
    assertThat(statesAt(START.plus(Duration.ofMinutes(120)))).containsExactly("enabled");
  }

  @Test
  void turning_a_policy_off_is_effective_two_hours_later_too() {
    tenant.policies().seed(policy("p", "enabled"));
    tenant.writePolicy(policy("p", "disabled"));

    assertThat(statesAt(START.plus(Duration.ofMinutes(119)))).containsExactly("enabled");
    assertThat(statesAt(START.plus(Duration.ofMinutes(120)))).containsExactly("disabled");
  }

  @Test
  void a_deleted_policy_goes_on_judging_for_two_hours() {
    tenant.policies().seed(policy("p", "enabled"));
    tenant.deletePolicy("p");

    assertThat(tenant.policies().all()).isEmpty();
    assertThat(statesAt(START.plus(Duration.ofMinutes(119)))).containsExactly("enabled");
    assertThat(statesAt(START.plus(Duration.ofMinutes(120)))).isEmpty();
  }

  @Test
  void each_policy_becomes_effective_on_its_own() {
    tenant.settings(
        TenantSettings.likeEntra()
            .with(
                new Delays(Duration.ofHours(2), Duration.ofHours(24))
                    .withPolicy("slow", Duration.ofHours(5))));
    tenant.writePolicy(policy("slow", "enabled"));
    tenant.writePolicy(policy("fast", "disabled"));

    assertThat(statesAt(START.plus(Duration.ofHours(2)))).containsExactly("disabled");
    assertThat(statesAt(START.plus(Duration.ofHours(5)))).containsExactly("enabled", "disabled");
  }

  @Test
  void an_earlier_write_that_arrives_later_does_not_undo_a_later_one() {
    tenant.policies().put(policy("p", "enabled"), Duration.ofHours(5));
    tenant.policies().put(policy("p", "disabled"), Duration.ofHours(1));

    assertThat(statesAt(START.plus(Duration.ofHours(1)))).containsExactly("disabled");
    assertThat(statesAt(START.plus(Duration.ofHours(6)))).containsExactly("disabled");
  }

  @Test
  void the_answer_is_the_same_list_while_nothing_becomes_effective() {
    tenant.policies().seed(policy("p", "enabled"));
    List<ObjectNode> first = tenant.policiesEffectiveAt(START);
    tenant.writePolicy(policy("p", "disabled"));

    assertThat(tenant.policiesEffectiveAt(START.plus(Duration.ofMinutes(119)))).isSameAs(first);
    assertThat(tenant.policiesEffectiveAt(START.plus(Duration.ofHours(2)))).isNotSameAs(first);
    assertThat(tenant.policiesEffectiveAt(START)).isSameAs(first);
  }

  @Test
  void a_new_member_counts_a_day_later_and_a_removed_one_as_long_still() {
    tenant.addMember("group", "new");
    tenant.memberships().seed("group", "old");
    tenant.removeMember("group", "old");

    Instant before = START.plus(Duration.ofHours(24)).minusSeconds(1);
    Instant after = START.plus(Duration.ofHours(24));
    assertThat(tenant.transitiveGroupsOf("new", before)).isEmpty();
    assertThat(tenant.transitiveGroupsOf("new", after)).containsExactly("group");
    assertThat(tenant.transitiveGroupsOf("old", before)).containsExactly("group");
    assertThat(tenant.transitiveGroupsOf("old", after)).isEmpty();
  }

  @Test
  void groups_are_evaluated_transitively_each_link_by_its_own_time() {
    tenant.memberships().seed("inner", "ada");
    tenant.memberships().add("outer", "inner", Duration.ofHours(3));
    tenant.memberships().add("outermost", "outer", Duration.ofHours(1));
    tenant.memberships().seed("inner", "outermost");

    assertThat(tenant.transitiveGroupsOf("ada", START)).containsExactly("inner");
    assertThat(tenant.transitiveGroupsOf("ada", START.plus(Duration.ofHours(3))))
        .containsExactlyInAnyOrder("inner", "outer", "outermost");
  }

  @Test
  void who_leaves_the_directory_leaves_all_groups_at_once() {
    tenant.directory().put(User.member("ada", "ada@contoso.com", "Ada"));
    tenant.memberships().seed("group", "ada");
    tenant.directory().deleteUser("ada");

    assertThat(tenant.transitiveGroupsOf("ada", START)).isEmpty();
    assertThat(tenant.memberships().membersOf("group")).isEmpty();
  }

  @Test
  void a_snapshot_keeps_what_was_there_when_it_was_taken() {
    tenant.directory().seed(Group.security("group", "Group"));
    tenant.memberships().seed("group", "old");
    tenant.policies().seed(policy("p", "enabled"));
    TenantSnapshot before = tenant.snapshot();
    tenant.writePolicy(policy("p", "disabled"));
    tenant.addMember("group", "new");
    tenant.directory().deleteGroup("group");

    assertThat(before.policies().get("p").path("state").asText()).isEqualTo("enabled");
    assertThat(before.membersOf("group")).containsExactly("old");
    assertThat(before.groups()).containsKey("group");
    assertThat(tenant.snapshot().groups()).isEmpty();
    assertThat(tenant.snapshot()).isNotEqualTo(before).isEqualTo(tenant.snapshot());
  }

  private List<String> statesAt(Instant then) {
    return tenant.policiesEffectiveAt(then).stream().map(p -> p.path("state").asText()).toList();
  }

  private static ObjectNode policy(String id, String state) {
    return Json.object().put("id", id).put("state", state);
  }
}
