package dev.tokenprotection.simulator.signin;

import static dev.tokenprotection.simulator.signin.World.createdAt;
import static dev.tokenprotection.simulator.signin.World.entry;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.ENABLED;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.REPORT_ONLY;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.tokenProtection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.Client;
import dev.tokenprotection.simulator.population.DeviceKind;
import dev.tokenprotection.simulator.population.Person;
import dev.tokenprotection.simulator.tenant.Group;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Groups count transitively, exclusion beats inclusion, and each write to a policy or a membership
 * becomes effective on its own, the way back included; a row says what was effective at its time.
 */
class EffectivePoliciesTest {
  private static final String POLICY = "p";

  @Test
  void nested_members_are_in_scope_and_excluded_ones_are_out() {
    World world = people(World.immediate());
    world.tenant.directory().seed(Group.security("outer", "Outer"));
    world.tenant.memberships().seed("outer", "pilot");
    Person excluded = world.population().people().getFirst();
    world.tenant.directory().seed(Group.security("exceptions", "Exceptions"));
    world.tenant.memberships().seed("exceptions", excluded.id());
    world.tenant.writePolicy(
        tokenProtection(POLICY, REPORT_ONLY)
            .includeGroups("outer")
            .excludeGroups("exceptions")
            .json());

    List<ObjectNode> rows = judgedRows(world.advance(Duration.ofDays(1)));

    Predicate<ObjectNode> ofExcluded = row -> row.path("userId").asText().equals(excluded.id());
    assertThat(rows).filteredOn(ofExcluded).isNotEmpty().allMatch(is("reportOnlyNotApplied"));
    assertThat(rows).filteredOn(ofExcluded.negate()).isNotEmpty().allMatch(is("reportOnlySuccess"));
  }

  @Test
  void a_policy_is_effective_two_hours_after_it_was_written() {
    World world = people(World.likeEntra());
    world.advance(Duration.ofHours(4));
    Instant written = world.tenant.now();
    world.tenant.writePolicy(tokenProtection(POLICY, REPORT_ONLY).includeGroups("pilot").json());

    List<ObjectNode> rows = judgedRows(world.advance(Duration.ofHours(12)));

    assertBoundary(rows, written.plus(Duration.ofHours(2)), row -> hasEntry(row));
  }

  @Test
  void a_way_back_takes_two_hours_too() {
    World world = people(World.likeEntra());
    world.tenant.policies().seed(tokenProtection(POLICY, ENABLED).includeGroups("pilot").json());
    world.advance(Duration.ofHours(4));
    Instant written = world.tenant.now();
    world.tenant.writePolicy(tokenProtection(POLICY, REPORT_ONLY).includeGroups("pilot").json());

    List<ObjectNode> rows = judgedRows(world.advance(Duration.ofHours(12)));

    assertBoundary(rows, written.plus(Duration.ofHours(2)), is("reportOnlySuccess"));
  }

  @Test
  void a_membership_is_effective_a_day_after_it_was_written_and_so_is_its_end() {
    World world = people(World.likeEntra());
    Person member = world.population().people().getFirst();
    world.tenant.directory().seed(Group.security("volunteers", "Volunteers"));
    world
        .tenant
        .policies()
        .seed(tokenProtection(POLICY, REPORT_ONLY).includeGroups("volunteers").json());
    world.advance(Duration.ofHours(6));
    Instant joined = world.tenant.now();
    world.tenant.addMember("volunteers", member.id());
    world.advance(Duration.ofDays(2));
    Instant left = world.tenant.now();
    world.tenant.removeMember("volunteers", member.id());

    List<ObjectNode> rows =
        judgedRows(world.advance(Duration.ofDays(2))).stream()
            .filter(row -> row.path("userId").asText().equals(member.id()))
            .toList();

    Instant from = joined.plus(Duration.ofHours(24));
    Instant to = left.plus(Duration.ofHours(24));
    assertThat(rows)
        .filteredOn(row -> createdAt(row).isAfter(from) && createdAt(row).isBefore(to))
        .isNotEmpty()
        .allMatch(is("reportOnlySuccess"));
    assertThat(rows)
        .filteredOn(row -> createdAt(row).isBefore(from) || createdAt(row).isAfter(to))
        .isNotEmpty()
        .allMatch(is("reportOnlyNotApplied"));
  }

  @Test
  void two_policies_become_effective_each_on_its_own() {
    World world = people(World.likeEntra());
    world.tenant.settings(
        world
            .tenant
            .settings()
            .with(world.tenant.settings().delays().withPolicy("slow", Duration.ofHours(6))));
    world.tenant.writePolicy(tokenProtection("slow", REPORT_ONLY).includeGroups("pilot").json());
    world.tenant.writePolicy(tokenProtection(POLICY, REPORT_ONLY).includeGroups("pilot").json());

    List<ObjectNode> rows = judgedRows(world.advance(Duration.ofHours(14)));

    assertThat(rows)
        .filteredOn(row -> createdAt(row).isBefore(World.START.plus(Duration.ofHours(5))))
        .isNotEmpty()
        .allMatch(row -> row.path("appliedConditionalAccessPolicies").size() == 1);
    assertThat(rows)
        .filteredOn(row -> createdAt(row).isAfter(World.START.plus(Duration.ofHours(6))))
        .isNotEmpty()
        .allMatch(row -> row.path("appliedConditionalAccessPolicies").size() == 2);
  }

  @Test
  void a_row_is_never_judged_again() {
    World world = people(World.immediate());
    world.tenant.writePolicy(tokenProtection(POLICY, REPORT_ONLY).includeGroups("pilot").json());
    List<ObjectNode> before = world.advance(Duration.ofDays(1)).rows();
    world.tenant.writePolicy(tokenProtection(POLICY, ENABLED).includeUsers("None").json());
    List<ObjectNode> after = world.advance(Duration.ofDays(1)).rows();
    assertThat(after).containsAll(before).hasSizeGreaterThan(before.size());
  }

  private static World people(World world) {
    return world
        .people("pilot", 20, DeviceKind.WINDOWS_ENTRA_JOINED, Client.OUTLOOK, Client.TEAMS)
        .with(World.TIDY)
        .settle();
  }

  /** Rows in which Conditional Access was reached, with a margin for what a sign-in takes. */
  private static List<ObjectNode> judgedRows(World world) {
    return world.rows().stream().filter(row -> World.errorCode(row) != 50126).toList();
  }

  private static Predicate<ObjectNode> is(String result) {
    return row -> entry(row, POLICY).path("result").asText().equals(result);
  }

  private static boolean hasEntry(ObjectNode row) {
    return !row.path("appliedConditionalAccessPolicies").isEmpty();
  }

  /** A sign-in is judged as a whole at the time it began, which may be some minutes earlier. */
  private static void assertBoundary(
      List<ObjectNode> rows, Instant boundary, Predicate<ObjectNode> isNew) {
    assertThat(rows)
        .filteredOn(row -> createdAt(row).isBefore(boundary))
        .isNotEmpty()
        .noneMatch(isNew);
    assertThat(rows)
        .filteredOn(row -> createdAt(row).isAfter(boundary.plus(Duration.ofMinutes(5))))
        .isNotEmpty()
        .allMatch(isNew);
  }
}
