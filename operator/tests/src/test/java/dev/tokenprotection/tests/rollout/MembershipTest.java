package dev.tokenprotection.tests.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.core.desired.Sampling;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.model.Share;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.simulator.log.LoggedRequest;
import dev.tokenprotection.simulator.tenant.Group;
import dev.tokenprotection.simulator.tenant.User;
import dev.tokenprotection.simulator.tenant.UserType;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Managed groups that draw a sample, over the wire. */
@Execution(ExecutionMode.CONCURRENT)
class MembershipTest {
  private static final String MANAGED = "TokenProtection-Pilot-Volunteers";
  private static final String BREAK_GLASS = "33333333-3333-3333-3333-333333333333";
  private static final String STAFF = "90000000-0000-4000-8000-000000000001";
  private static final String BRANCH = "90000000-0000-4000-8000-000000000002";

  @Test
  void a_sample_draws_from_nested_groups_too_and_a_larger_one_only_adds() {
    try (RolloutWorld world = RolloutWorld.of("sample", "default");
        OperatorInProcess _ = OperatorInProcess.start(world)) {
      Set<UserId> staff = hireStaffAndABranchWithin(world);
      world.applyExample("tenant.yaml");
      world.applyExample(RolloutWorld.MANIFEST, rollout -> sample(rollout, "20%"));
      awaitMembers(world, drawn(world, staff, 20));
      Set<UserId> first = members(world);
      int before = world.writes().size();

      world.applyExample(RolloutWorld.MANIFEST, rollout -> sample(rollout, "60%"));

      awaitMembers(world, drawn(world, staff, 60));
      assertThat(members(world)).containsAll(first).hasSizeGreaterThan(first.size());
      assertThat(world.writes().subList(before, world.writes().size()))
          .extracting(LoggedRequest::method)
          .doesNotContain("DELETE");
    }
  }

  /** Half of the people of the tenant are in the group, the others in one within. */
  private static Set<UserId> hireStaffAndABranchWithin(RolloutWorld world) {
    world.tenant().directory().seed(Group.security(STAFF, "Staff"));
    world.tenant().directory().seed(Group.security(BRANCH, "Branch"));
    world.tenant().memberships().seed(STAFF, BRANCH);
    Set<UserId> staff = new HashSet<>();
    List<User> users = world.tenant().directory().users();
    for (int i = 0; i < users.size(); i++) {
      User user = users.get(i);
      world.tenant().memberships().seed(i % 2 == 0 ? STAFF : BRANCH, user.id());
      if (!isLeftOut(world, user)) {
        staff.add(new UserId(user.id()));
      }
    }
    assertThat(staff).hasSizeGreaterThan(20);
    return staff;
  }

  private static boolean isLeftOut(RolloutWorld world, User user) {
    return user.userType() == UserType.GUEST
        || world.tenant().memberships().isMember(BREAK_GLASS, user.id());
  }

  private static void sample(ObjectNode rollout, String percent) {
    ObjectNode managed = (ObjectNode) rollout.at("/spec/stages/0/include/managedGroup");
    managed.remove("users");
    managed.withObject("/sample").put("percent", percent).withObject("/group").put("id", STAFF);
  }

  private static Set<UserId> drawn(RolloutWorld world, Set<UserId> staff, int percent) {
    return Sampling.of(
            new RolloutIdentity("any", world.namespace(), RolloutWorld.WINDOWS),
            Share.ofPercent(percent))
        .from(staff);
  }

  private static void awaitMembers(RolloutWorld world, Set<UserId> wanted) {
    world.awaitRollout("members", status -> members(world).equals(wanted));
  }

  private static Set<UserId> members(RolloutWorld world) {
    return world.tenant().directory().groups().stream()
        .filter(group -> group.displayName().equals(MANAGED))
        .flatMap(group -> world.tenant().memberships().membersOf(group.id()).stream())
        .map(UserId::new)
        .collect(Collectors.toSet());
  }
}
