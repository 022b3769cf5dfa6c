package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.Sampling;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.model.Share;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is in a managed group. */
class MembershipTest {
  private final RolloutWorld world = new RolloutWorld();
  private Set<UserId> staff;
  private GroupId staffGroup;

  @BeforeEach
  void hire() {
    staff =
        IntStream.range(0, 60)
            .mapToObj(i -> world.tenant.addUser("staff" + i + "@contoso.com"))
            .collect(Collectors.toSet());
    staffGroup = world.tenant.addGroup("Staff", staff.toArray(UserId[]::new));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_sample_and_listed_users_are_members_together() {
    world.apply(sampling("30%", "users: [ada@contoso.com]").build());
    world.settle();

    Set<UserId> expected = new HashSet<>(drawn(30));
    expected.add(world.users.get("ada@contoso.com"));
    assertThat(members()).isEqualTo(expected);
    assertThat(world.status().managedGroups().getFirst().desired()).isEqualTo(expected.size());
    assertThat(world.condition(ConditionType.MEMBERSHIP_IN_SYNC).status()).isEqualTo("True");
    assertThat(world.status().resolvedGroups())
        .anySatisfy(pin -> assertThat(pin.displayName()).isEqualTo("Staff"));
  }

  @Test
  void a_larger_share_only_adds() {
    world.apply(sampling("10%", "membership: Authoritative").build());
    world.settle();
    Set<UserId> before = members();
    world.tenant.forgetRequests();

    world.apply(sampling("40%", "membership: Authoritative").build());
    world.settle();

    assertThat(before).isNotEmpty();
    assertThat(members()).hasSizeGreaterThan(before.size()).containsAll(before);
    assertThat(world.tenant.writes()).allMatch(write -> write.startsWith("add "));
  }

  @Test
  void somebody_who_joins_the_group_that_is_drawn_from_changes_nothing_for_the_others() {
    world.apply(sampling("30%", "membership: Authoritative").build());
    world.settle();
    Set<UserId> before = members();
    for (int i = 0; i < 20; i++) {
      world
          .tenant
          .directory()
          .addMembers(staffGroup, List.of(world.tenant.addUser("new" + i + "@contoso.com")));
    }
    world.tenant.forgetRequests();

    world.advance(Duration.ofMinutes(61));
    world.settle();

    assertThat(members()).hasSizeGreaterThan(before.size()).containsAll(before);
    assertThat(world.tenant.writes()).noneMatch(write -> write.startsWith("remove "));
  }

  @Test
  void additive_keeps_strangers_and_authoritative_does_not() {
    UserId stranger = world.users.get("eve@contoso.com");
    world.apply(sampling("50%", "membership: Additive").build());
    world.settle();
    world.tenant.directory().addMembers(managedGroup(), List.of(stranger));

    world.advance(Duration.ofMinutes(10));
    world.settle();
    assertThat(members()).contains(stranger);

    world.apply(sampling("50%", "membership: Authoritative").build());
    world.settle();
    assertThat(members()).isEqualTo(drawn(50));
  }

  @Test
  void emergency_access_accounts_are_never_drawn() {
    world.tenant.directory().addMembers(staffGroup, List.of(world.breakGlass1, world.breakGlass2));
    world.apply(sampling("100%", "membership: Authoritative").build());

    world.settle();

    assertThat(members()).isEqualTo(staff);
  }

  @Test
  void while_the_group_that_is_drawn_from_is_missing_nobody_is_added_or_removed() {
    world.apply(sampling("30%", "users: [ada@contoso.com]").build());
    world.settle();
    Set<UserId> before = members();
    world.tenant.removeGroup(staffGroup);
    world.tenant.forgetRequests();

    world.advance(Duration.ofMinutes(61));
    world.look();

    assertThat(world.condition(ConditionType.MEMBERSHIP_IN_SYNC).reason())
        .isEqualTo("GroupNotFound");
    assertThat(world.tenant.writes()).isEmpty();
    assertThat(members()).isEqualTo(before);
  }

  @Test
  void while_its_members_can_not_be_read_nobody_is_added_or_removed() {
    world.apply(sampling("30%", "users: [ada@contoso.com]").build());
    world.tenant.failBefore(
        request ->
            request.startsWith("list transitive members")
                ? Optional.of(
                    new Outcome.Retryable<>(
                        Problem.withoutEffect(
                            Problem.Cause.SERVER_ERROR, request, "503", "It is tried again.")))
                : Optional.empty());

    for (int i = 0; i < 4; i++) {
      world.look();
      world.advance(Duration.ofSeconds(30));
    }

    assertThat(world.condition(ConditionType.MEMBERSHIP_IN_SYNC).message()).contains("503");
    assertThat(world.tenant.writes()).noneMatch(write -> write.startsWith("add "));
  }

  @Test
  void a_sample_that_draws_nobody_says_so_and_removes_nobody() {
    world.apply(sampling("20%", "membership: Authoritative").build());
    world.settle();
    Set<UserId> before = members();
    world.tenant.forgetRequests();

    world.apply(sampling("0.001%", "membership: Authoritative").build());
    world.look();

    assertThat(world.condition(ConditionType.STALLED).reason()).isEqualTo("SampleEmpty");
    assertThat(world.condition(ConditionType.STALLED).message()).contains("spec.stages[0]");
    assertThat(world.tenant.writes()).isEmpty();
    assertThat(members()).isEqualTo(before);
  }

  private static RolloutBuilder sampling(String percent, String more) {
    return RolloutBuilder.rollout()
        .stage(
            "{name: observe, state: ReportOnly, include: {managedGroup: {displayName: Volunteers,"
                + " sample: {group: {displayName: Staff}, percent: \""
                + percent
                + "\"}, "
                + more
                + "}}}");
  }

  private Set<UserId> drawn(int percent) {
    return Sampling.of(
            new RolloutIdentity("installation-1", "security", "office"), Share.ofPercent(percent))
        .from(staff);
  }

  private Set<UserId> members() {
    return world.tenant.membersOf(managedGroup());
  }

  private GroupId managedGroup() {
    return world.tenant.groupsNow().stream()
        .filter(group -> group.displayName().equals("Volunteers"))
        .findFirst()
        .orElseThrow()
        .id();
  }
}
