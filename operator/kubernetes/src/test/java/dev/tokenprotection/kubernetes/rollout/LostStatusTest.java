package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Status can vanish: a cluster that was rebuilt from Git, a restore without status. */
class LostStatusTest {
  private final RolloutWorld world = new RolloutWorld();
  private final UserId[] users = world.users.values().toArray(new UserId[0]);
  private final GroupId pilot = world.tenant.addGroup("Pilot", users[0], users[1], users[2]);
  private final GroupId everybody = world.tenant.addGroup("Everybody", users);

  @AfterEach
  void close() {
    world.close();
  }

  private static RolloutBuilder office() {
    return RolloutBuilder.rollout()
        .stage(
            "{name: pilot-observe, state: ReportOnly, include: {groups: [{displayName: Pilot}]}}")
        .stage("{name: pilot-enforce, state: Enforced}")
        .stage(
            "{name: all-observe, state: ReportOnly, include: {groups: [{displayName: Everybody}]}}")
        .stage("{name: all-enforce, state: Enforced}");
  }

  private void runTo(TokenProtectionRollout rollout, String stage) {
    world.apply(rollout);
    for (int hour = 0; hour < 200; hour++) {
      world.run(Duration.ofMinutes(30));
      if (world.status().currentStage() != null
          && world.status().currentStage().name().equals(stage)
          && world.condition(ConditionType.READY).status().equals("True")) {
        return;
      }
    }
    throw new AssertionError("never came to " + stage + ": " + world.status());
  }

  /** The cluster is built anew from Git, with an operator that remembers nothing. */
  private void loseEverythingInKubernetes() {
    world.loseStatus();
    world.restartOperator();
    world.tenant.forgetRequests();
    world.events.clear();
  }

  @Test
  void given_a_rollout_in_stage_3_of_4_when_its_status_is_lost_then_it_goes_on_there_unwritten() {
    runTo(office().build(), "all-observe");
    loseEverythingInKubernetes();

    world.settle();

    assertThat(world.status().currentStage().name()).isEqualTo("all-observe");
    assertThat(world.status().currentStage().number()).isEqualTo(3);
    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.enforcedPolicy().content().includeGroups()).containsExactly(pilot);
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(world.status().enforcedScope().includedGroups()).containsExactly(pilot.value());
    assertThat(world.status().enforcedScope().users()).isEqualTo(3);
  }

  @Test
  void then_people_are_told_what_was_found_and_the_evidence_counts_as_looked_at_once() {
    runTo(office().build(), "all-observe");
    loseEverythingInKubernetes();

    world.settle();

    String sentence =
        "The rollout's status was lost. Its policy "
            + world.enforcedPolicy().id()
            + " in Entra is enabled for just the groups that stages up to the one below enforce. So"
            + " the rollout goes on at stage 3 of 4, all-observe, which has to pass its gate anew.";
    assertThat(world.events).containsOnlyOnce("StatusRecovered: " + sentence);
    assertThat(world.status().history())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.stage()).isEqualTo("all-observe");
              assertThat(entry.completionStatus()).isEqualTo("Superseded");
              assertThat(entry.reason()).isEqualTo(sentence);
            });
    assertThat(world.status().gate().restarts()).isEqualTo(1);
  }

  @Test
  void then_it_completes_and_nobody_is_enforced_on_without_a_gate() {
    runTo(office().build(), "all-observe");
    loseEverythingInKubernetes();
    world.run(Duration.ofHours(3));
    assertThat(world.enforcedPolicy().content().includeGroups()).containsExactly(pilot);

    world.runUntilCompleted(Duration.ofDays(5));

    assertThat(world.condition(ConditionType.ROLLOUT_COMPLETED).status()).isEqualTo("True");
    assertThat(world.enforcedPolicy().content().includeGroups())
        .containsExactlyInAnyOrder(pilot, everybody);
    assertThat(world.policyNames()).hasSize(2);
  }

  @Test
  void given_a_managed_group_then_it_is_found_again_and_its_members_stay() {
    runTo(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build(), "enforce");
    loseEverythingInKubernetes();

    world.settle();

    assertThat(world.status().currentStage().name()).isEqualTo("enforce");
    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.status().managedGroups()).hasSize(1);
  }

  @Test
  void given_nothing_enforced_then_it_goes_on_where_it_observes_with_the_gate_to_pass() {
    runTo(office().build(), "pilot-observe");
    loseEverythingInKubernetes();

    world.settle();

    assertThat(world.status().currentStage().name()).isEqualTo("pilot-observe");
    assertThat(world.status().enforcedScope()).isNull();
    assertThat(world.events)
        .anyMatch(e -> e.startsWith("StatusRecovered: ") && e.contains("is enabled for anybody"));
    assertThat(world.tenant.writes()).isEmpty();
  }

  @Test
  void given_a_stop_was_latched_in_the_lost_status_then_nothing_is_enforced_before_a_gate_passes() {
    runTo(office().build(), "pilot-enforce");
    world.annotate("emergency-stop", "ada-1");
    world.look();
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
    world.edit(
        rollout -> {
          rollout.getMetadata().setAnnotations(null);
          return rollout;
        });
    loseEverythingInKubernetes();

    world.run(Duration.ofHours(3));

    assertThat(world.status().currentStage().name()).isEqualTo("pilot-observe");
    assertThat(world.tenant.writes()).doesNotContain("set state ENABLED");

    world.run(Duration.ofHours(6));

    assertThat(world.status().history())
        .anySatisfy(entry -> assertThat(entry.completionStatus()).isEqualTo("Promoted"));
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
  }

  @Test
  void given_annotations_that_lead_on_then_they_are_put_on_record_and_not_carried_out() {
    runTo(office().build(), "pilot-enforce");
    world.annotate("rollback", "ada-1");
    loseEverythingInKubernetes();

    world.settle();

    assertThat(world.status().currentStage().number()).isEqualTo(3);
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(world.status().handledTokens())
        .anySatisfy(
            token -> {
              assertThat(token.annotation()).isEqualTo("rollback");
              assertThat(token.outcome()).isEqualTo("Recorded");
            });
  }

  @Test
  void given_that_recovery_had_to_wait_then_what_was_asked_meanwhile_is_put_on_record_too() {
    runTo(office().build(), "pilot-enforce");
    loseEverythingInKubernetes();
    world.tenant.failBefore(LostStatusTest::policiesCanNotBeRead);
    world.look();
    world.annotate("rollback", "ada-1");
    world.tenant.noFaults();

    world.advance(Duration.ofMinutes(11));
    world.settle();

    assertThat(world.status().currentStage().number()).isEqualTo(3);
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(world.status().handledTokens())
        .anySatisfy(token -> assertThat(token.outcome()).isEqualTo("Recorded"));
  }

  private static Optional<Outcome<?>> policiesCanNotBeRead(String request) {
    return request.equals("list policies")
        ? Optional.of(
            new Outcome.Retryable<>(
                Problem.withoutEffect(
                    Problem.Cause.SERVER_ERROR, "list the policies", "503", "Wait.")))
        : Optional.empty();
  }

  @Test
  void given_that_no_stage_enforces_what_is_enforced_then_it_stalls_and_tells_the_difference() {
    runTo(office().build(), "all-observe");
    GroupId other = world.tenant.addGroup("Other", users[4]);
    world.tenant.edit(
        world.enforcedPolicy().id(),
        old ->
            old.with(
                EnumSet.of(PolicyField.INCLUDE_GROUPS),
                old.including(old.includeUsers(), new TreeSet<>(Set.of(pilot, other)))));
    loseEverythingInKubernetes();

    world.run(Duration.ofMinutes(30));

    assertThat(world.condition(ConditionType.STALLED).reason()).isEqualTo("StatusLost");
    assertThat(world.condition(ConditionType.STALLED).message())
        .contains("The rollout's status was lost", other.value(), "the nearest, pilot-enforce");
    assertThat(world.tenant.writes()).isEmpty();

    world.tenant.edit(
        world.enforcedPolicy().id(),
        old ->
            old.with(
                EnumSet.of(PolicyField.INCLUDE_GROUPS),
                old.including(old.includeUsers(), new TreeSet<>(Set.of(pilot)))));
    world.run(Duration.ofMinutes(30));

    assertThat(world.find(ConditionType.STALLED)).isEmpty();
    assertThat(world.status().currentStage().name()).isEqualTo("all-observe");
  }

  @Test
  void given_that_an_enforced_group_was_deleted_then_it_stalls_until_it_is_restored() {
    runTo(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build(), "enforce");
    GroupId volunteers = new GroupId(world.status().managedGroups().getFirst().id());
    world.tenant.removeGroup(volunteers);
    loseEverythingInKubernetes();

    world.run(Duration.ofMinutes(30));

    assertThat(world.condition(ConditionType.STALLED).reason()).isEqualTo("StatusLost");
    assertThat(world.condition(ConditionType.STALLED).message())
        .contains("before these groups are found: Volunteers");
    assertThat(world.tenant.writes()).isEmpty();

    world.tenant.restoreGroup(volunteers);
    world.run(Duration.ofMinutes(30));

    assertThat(world.status().currentStage().name()).isEqualTo("enforce");
    assertThat(world.tenant.writes()).isEmpty();
  }

  @Test
  void given_that_the_spec_in_git_is_wider_by_now_then_what_is_new_has_to_pass_a_gate() {
    runTo(office().build(), "all-observe");
    loseEverythingInKubernetes();
    TokenProtectionRollout wider = office().policy("excludeGuests: false").build();
    world.apply(wider);

    world.run(Duration.ofHours(1));

    assertThat(world.status().currentStage().name()).isEqualTo("all-observe");
    assertThat(world.enforcedPolicy().content().guests().name()).isEqualTo("EXCLUDED");
    assertThat(world.observePolicy().content().guests().name()).isEqualTo("COVERED");
  }
}
