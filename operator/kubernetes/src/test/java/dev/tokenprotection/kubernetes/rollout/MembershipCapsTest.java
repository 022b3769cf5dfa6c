package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many people may join and leave at once, counted over all that is planned. */
class MembershipCapsTest {
  private final RolloutWorld world = new RolloutWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_limit_on_removals_is_about_all_of_them_however_many_writes_one_look_makes() {
    List<String> many = names(150);
    many.forEach(world.tenant::addUser);
    world.apply(RolloutBuilder.pilot(many).build());
    world.settle();
    world.tenant.forgetRequests();

    world.apply(
        RolloutBuilder.pilot(many.subList(0, 50)).spec("membership: {maxRemovals: 95}").build());
    world.run(Duration.ofMinutes(30));

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.condition(ConditionType.MEMBERSHIP_IN_SYNC).reason())
        .isEqualTo("TooManyRemovals");
    assertThat(world.condition(ConditionType.MEMBERSHIP_IN_SYNC).message())
        .contains("100 of the 150");
    assertThat(world.events).filteredOn(e -> e.startsWith("WriteRefused: ")).hasSize(1);
  }

  @Test
  void removals_within_the_limit_are_made_in_as_many_looks_as_it_takes() {
    List<String> many = names(150);
    many.forEach(world.tenant::addUser);
    world.apply(RolloutBuilder.pilot(many).build());
    world.settle();
    world.tenant.forgetRequests();

    world.apply(
        RolloutBuilder.pilot(many.subList(0, 50)).spec("membership: {maxRemovals: 100}").build());
    world.run(Duration.ofMinutes(30));

    assertThat(world.tenant.writes()).hasSize(100).containsOnly("remove member");
    assertThat(world.tenant.membersOf(world.tenant.groupsNow().getFirst().id())).hasSize(50);
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("True");
  }

  @Test
  void a_group_that_others_filled_after_it_passed_is_not_enforced_again() {
    GroupId group =
        world.tenant.addGroup("TokenProtection-Pilot", world.users.values().toArray(new UserId[0]));
    world.apply(
        RolloutBuilder.rollout()
            .stage(
                "{name: observe, state: ReportOnly, include: {groups: [{displayName:"
                    + " TokenProtection-Pilot}]}}")
            .stage("{name: enforce, state: Enforced}")
            .build());
    world.run(Duration.ofMinutes(4 * 60 + 40));
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    world.tenant.forgetRequests();

    names(3).forEach(name -> world.tenant.join(group, world.tenant.addUser(name)));
    world.run(Duration.ofHours(1));
    world.tenant.edit(world.enforcedPolicy().id(), old -> old.inState(PolicyState.REPORT_ONLY));
    world.run(Duration.ofMinutes(30));

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.condition(ConditionType.POLICY_IN_SYNC).reason())
        .isEqualTo("UnobservedMembers");
    assertThat(world.condition(ConditionType.POLICY_IN_SYNC).message())
        .contains("8 users", "had 5 when it passed");
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj("user%d@contoso.com"::formatted).toList();
  }
}
