package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.plan.Predecessors;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The policies and groups of a rollout that is enforced carry the mark of another installation. */
class TakeOverTest {
  private static final String OLD = Marker.ofInstallation("installation-1");
  private static final String NEW = Marker.ofInstallation("installation-2");

  private final RolloutWorld world = new RolloutWorld();
  private ObservedPolicy enforced;

  @BeforeEach
  void anotherInstallationComesAfterTheCluster() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.run(Duration.ofMinutes(4 * 60 + 40));
    enforced = world.enforcedPolicy();
    assertThat(enforced.content().state()).isEqualTo(PolicyState.ENABLED);
    world.loseStatus();
    become("installation-2");
  }

  @AfterEach
  void close() {
    world.close();
  }

  private void become(String installation) {
    world.installation = installation;
    world.restartOperator();
    world.tenant.forgetRequests();
  }

  private void assertTakenOver() {
    assertThat(world.find(ConditionType.STALLED)).isEmpty();
    assertThat(world.status().currentStage().name()).isEqualTo("enforce");
    assertThat(world.policyNames()).hasSize(2).allMatch(name -> name.contains("-" + NEW));
    assertThat(world.tenant.groupsNow())
        .singleElement()
        .satisfies(
            group ->
                assertThat(group.description()).contains("of installation installation-2 [tpr:"));
    assertThat(world.enforcedPolicy().content().differences(enforced.content()))
        .containsExactly(PolicyField.DISPLAY_NAME);
  }

  private void assertStalledElsewhere() {
    assertThat(world.condition(ConditionType.STALLED).reason()).isEqualTo("OwnedElsewhere");
    assertThat(world.tenant.writes()).isEmpty();
  }

  @Test
  void given_nobody_said_so_then_it_stalls_and_says_how_to_take_over() {
    world.run(Duration.ofMinutes(30));

    assertStalledElsewhere();
    assertThat(world.condition(ConditionType.STALLED).message())
        .contains(
            "another installation, " + OLD,
            "kubectl annotate tpr office -n security tokenprotection.dev/take-over="
                + OLD
                + " --overwrite",
            "installation.takeOverFrom");
  }

  @Test
  void given_the_annotation_names_it_then_the_marks_are_put_on_anew_and_it_goes_on() {
    world.run(Duration.ofMinutes(30));
    world.annotate("take-over", OLD);

    world.settle();

    assertTakenOver();
    assertThat(world.tenant.writes())
        .containsExactlyInAnyOrder(
            "describe group", "update policy [DISPLAY_NAME]", "update policy [DISPLAY_NAME]");
    assertThat(world.events)
        .anyMatch(event -> event.startsWith("TakenOver: ") && event.contains(OLD))
        .anyMatch(event -> event.startsWith("StatusRecovered: "));
    assertThat(world.status().handledTokens())
        .anySatisfy(
            token -> {
              assertThat(token.annotation()).isEqualTo("take-over");
              assertThat(token.token()).isEqualTo(OLD);
              assertThat(token.outcome()).isEqualTo("Executed");
            });
  }

  @Test
  void given_the_annotation_gives_its_declared_id_then_that_is_as_good_also_from_the_beginning() {
    world.annotate("take-over", "installation-1");

    world.settle();

    assertTakenOver();
  }

  @Test
  void given_the_chart_names_it_then_that_holds_for_every_rollout() {
    world.predecessors = new Predecessors(Set.of("installation-1"));
    become("installation-2");

    world.settle();

    assertTakenOver();
    assertThat(world.status().handledTokens()).isNull();
  }

  @Test
  void given_another_one_is_named_then_nothing_is_taken_over() {
    world.annotate("take-over", "installation-3");

    world.run(Duration.ofMinutes(30));

    assertStalledElsewhere();
  }

  @Test
  void given_a_crash_half_way_then_the_rest_is_taken_over_too() {
    world.annotate("take-over", OLD);
    world.tenant.failBefore(
        request ->
            request.equals("describe group")
                ? Optional.of(
                    new Outcome.Retryable<>(
                        Problem.withoutEffect(
                            Problem.Cause.SERVER_ERROR, "describe the group", "503", "Wait.")))
                : Optional.empty());
    world.look();
    world.restartOperator();
    world.tenant.noFaults();

    world.run(Duration.ofMinutes(30));

    assertTakenOver();
    assertThat(world.tenant.groupsNow()).hasSize(1);
  }

  @Test
  void given_the_old_installation_still_runs_then_it_stalls_and_does_not_write_any_more() {
    world.annotate("take-over", OLD);
    world.settle();
    become("installation-1");

    world.run(Duration.ofMinutes(30));

    assertStalledElsewhere();
    assertThat(world.condition(ConditionType.STALLED).message())
        .contains("another installation, " + NEW);
  }

  @Test
  void given_the_other_one_took_it_back_then_the_old_annotation_counts_no_more() {
    world.annotate("take-over", OLD);
    world.settle();
    become("installation-1");
    world.predecessors = new Predecessors(Set.of("installation-2"));
    become("installation-1");
    world.settle();
    world.predecessors = Predecessors.NONE;
    become("installation-2");

    world.run(Duration.ofMinutes(30));

    assertStalledElsewhere();

    world.edit(
        rollout -> {
          rollout.getMetadata().setAnnotations(null);
          return rollout;
        });
    world.look();
    world.annotate("take-over", OLD);
    world.settle();

    assertTakenOver();
  }

  @Test
  void given_it_was_stopped_before_another_one_took_over_then_it_does_not_stop_that_one() {
    world.annotate("take-over", OLD);
    world.settle();
    world.annotate("emergency-stop", "ada-1");
    world.look();
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
    for (PolicyRole role : PolicyRole.values()) {
      ObservedPolicy policy =
          role == PolicyRole.OBSERVE ? world.observePolicy() : world.enforcedPolicy();
      String name =
          Marker.of(new RolloutIdentity("installation-3", "security", "office"))
              .displayName("Pilot", role);
      world.tenant.edit(policy.id(), old -> renamed(old, name));
    }
    world.tenant.edit(world.enforcedPolicy().id(), old -> old.inState(PolicyState.ENABLED));
    world.tenant.forgetRequests();

    world.run(Duration.ofHours(1));

    assertStalledElsewhere();
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
  }

  private static PolicyContent renamed(PolicyContent content, String name) {
    return new PolicyContent(
        name,
        content.state(),
        content.includeUsers(),
        content.includeGroups(),
        content.excludeUsers(),
        content.excludeGroups(),
        content.guests(),
        content.applications(),
        content.platforms(),
        content.clientAppTypes(),
        content.deviceFilter(),
        content.tokenProtection());
  }

  @Test
  void given_nothing_is_written_by_order_then_nothing_is_taken_over_either() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).spec("applyPolicy: Observe").build());
    world.annotate("take-over", OLD);

    world.run(Duration.ofMinutes(30));

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.status().plan().summary()).isEqualTo("3 objects to take over");
    assertThat(world.status().plan().changes())
        .extracting(change -> change.action())
        .containsOnly("TakeOver");
  }

  @Test
  void then_it_completes() {
    world.annotate("take-over", OLD);

    world.runUntilCompleted(Duration.ofDays(3));

    assertThat(world.condition(ConditionType.ROLLOUT_COMPLETED).status()).isEqualTo("True");
  }
}
