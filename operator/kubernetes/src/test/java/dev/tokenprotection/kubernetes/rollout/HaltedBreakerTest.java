package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever halts a rollout, people whom its enforced policy blocks are let in again. */
class HaltedBreakerTest {
  /** A gate that is never accepted: sign-in logs are not kept for so long. */
  private static final String REFUSED = "{evidenceWindow: 40d}";

  private static final String ONE_IN_AN_HOUR = "breaker: {maxBlockedUsers: 1, within: 1h}";

  private final RolloutWorld world = new RolloutWorld();
  private final GroupId exceptions = world.tenant.addGroup("Exceptions");

  @BeforeEach
  void enforce() {
    world.apply(pilot().spec(ONE_IN_AN_HOUR).build());
    world.run(Duration.ofMinutes(4 * 60 + 40));
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_spec_that_is_not_accepted() {
    world.apply(pilot().spec(ONE_IN_AN_HOUR).gate(REFUSED).build());

    assertTripsThough("InvalidSpec");
  }

  @Test
  void a_group_to_leave_out_that_was_deleted() {
    world.tenant.removeGroup(exceptions);

    world.run(Duration.ofHours(1));

    assertTripsThough("GroupNotFound");
  }

  @Test
  void stages_that_were_changed_and_stay_refused_afterwards() {
    world.apply(
        RolloutBuilder.rollout()
            .policy("excludeGroups: [{displayName: Exceptions}]")
            .spec(ONE_IN_AN_HOUR)
            .stage(
                "{name: renamed, state: ReportOnly, include: {managedGroup: {displayName:"
                    + " Volunteers, users: "
                    + RolloutWorld.VOLUNTEERS
                    + "}}}")
            .stage("{name: enforce, state: Enforced}")
            .build());

    assertTripsThough("StagesChanged");
    world.run(Duration.ofHours(1));
    assertThat(world.condition(ConditionType.READY).reason()).isEqualTo("StagesChanged");
  }

  @Test
  void two_policies_with_its_marker() {
    world.tenant.policies().create(world.enforcedPolicy().content());
    world.run(Duration.ofMinutes(15));

    assertTripsThough("DuplicateOwnedObjects");
  }

  @Test
  void a_status_that_was_lost_while_no_stage_agrees_with_what_is_live() {
    world.tenant.edit(
        world.enforcedPolicy().id(),
        old ->
            old.including(
                old.includeUsers(),
                new TreeSet<>(Set.of(old.includeGroups().first(), exceptions))));
    world.loseStatus();
    world.look();
    assertThat(world.condition(ConditionType.READY).reason()).isEqualTo("StatusLost");

    assertTrips();
  }

  @Test
  void policies_that_can_not_be_listed() {
    failRequests("list policies");
    world.run(Duration.ofMinutes(15));

    assertTrips();
  }

  @Test
  void the_default_holds_where_the_spec_says_nothing() {
    world.apply(pilot().gate(REFUSED).build());
    world.unbound.addAll(world.users.values());
    world.run(Duration.ofHours(3));
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);

    world.users.put("fay", world.tenant.addUser("fay@contoso.com"));
    world.unbound.addAll(world.users.values());
    world.run(Duration.ofHours(1));

    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
  }

  @Test
  void nobody_is_let_off_while_too_few_are_blocked() {
    world.apply(pilot().spec(ONE_IN_AN_HOUR).gate(REFUSED).build());
    world.unbound.add(world.users.values().iterator().next());

    world.run(Duration.ofHours(3));

    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
  }

  @Test
  void a_halted_rollout_lists_the_policies_no_more_often_than_another_one() {
    world.apply(pilot().spec(ONE_IN_AN_HOUR).gate(REFUSED).build());
    world.look();
    world.tenant.forgetRequests();

    world.run(Duration.ofHours(1));

    assertThat(world.tenant.requests().stream().filter("list policies"::equals))
        .hasSizeLessThanOrEqualTo(7);
  }

  @Test
  void a_number_of_users_needs_nobody_to_be_counted() {
    failRequests("list transitive members");
    world.run(Duration.ofHours(2));

    assertTrips();
  }

  @Test
  void a_share_of_users_is_one_of_those_that_the_policy_covers() {
    world.apply(pilot().spec("breaker: {maxBlockedUsers: \"60%\", within: 1h}").build());
    world.users.values().stream().limit(3).forEach(world.unbound::add);
    world.run(Duration.ofHours(2));
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);

    world.unbound.addAll(world.users.values());
    world.run(Duration.ofHours(1));

    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
  }

  @Test
  void a_share_of_users_who_can_not_be_counted_is_the_least_that_it_can_be() {
    world.apply(pilot().spec("breaker: {maxBlockedUsers: \"60%\", within: 1h}").build());
    failRequests("list transitive members");
    world.run(Duration.ofHours(2));
    world.users.values().stream().limit(2).forEach(world.unbound::add);

    world.run(Duration.ofHours(2));

    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
    assertThat(world.status().history().getFirst().reason()).contains("could not be counted");
  }

  private void assertTripsThough(String reason) {
    world.look();
    assertThat(world.condition(ConditionType.READY).reason()).isEqualTo(reason);

    assertTrips();

    assertThat(world.condition(ConditionType.READY).reason()).isEqualTo(reason);
  }

  private void assertTrips() {
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    world.unbound.addAll(world.users.values());

    world.run(Duration.ofHours(1));

    assertThat(world.tenant.policiesNow())
        .noneMatch(policy -> policy.content().state() == PolicyState.ENABLED);
    assertThat(world.status().emergency().cause()).isEqualTo("Breaker");
    assertThat(world.status().phase()).isEqualTo("Stopped");
    assertThat(world.events).anyMatch(event -> event.startsWith("ReportOnly: "));
  }

  private void failRequests(String beginning) {
    world.tenant.failBefore(
        request ->
            request.startsWith(beginning)
                ? Optional.of(
                    new Outcome.Retryable<>(
                        Problem.withoutEffect(
                            Problem.Cause.SERVER_ERROR, beginning, "503", "It is tried again.")))
                : Optional.empty());
  }

  private static RolloutBuilder pilot() {
    return RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS)
        .policy("excludeGroups: [{displayName: Exceptions}]");
  }
}
