package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Somebody deletes a policy of the rollout in Entra. */
class RestoreTest {
  private static final Duration NOTICED = Duration.ofMinutes(30);

  private final RolloutWorld world = new RolloutWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void given_an_enforced_policy_when_it_is_deleted_then_it_is_restored_with_its_id() {
    enforced("Correct");
    PolicyId id = world.enforcedPolicy().id();
    PolicyContent content = world.enforcedPolicy().content();

    world.tenant.removePolicy(id);
    world.run(NOTICED);

    assertThat(world.enforcedPolicy().id()).isEqualTo(id);
    assertThat(world.enforcedPolicy().content()).isEqualTo(content);
    assertThat(world.tenant.writes()).containsExactly("restore policy " + id);
    assertThat(world.events)
        .filteredOn(event -> event.startsWith("PolicyRestored: "))
        .singleElement()
        .satisfies(event -> assertThat(event).contains(id.value(), "enabled"));
    assertThat(world.status().drift().corrections()).hasSize(1);
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("True");
  }

  @Test
  void given_it_was_deleted_for_good_then_it_is_made_anew_and_enforces_again() {
    enforced("Correct");
    PolicyId id = world.enforcedPolicy().id();

    world.tenant.removePolicy(id);
    world.tenant.purgePolicies();
    world.run(NOTICED);

    assertThat(world.enforcedPolicy().id()).isNotEqualTo(id);
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(world.tenant.policiesNow()).hasSize(2);
  }

  @Test
  void given_the_tenant_does_not_let_applications_restore_then_it_is_made_anew_in_the_same_look() {
    enforced("Correct");
    PolicyId id = world.enforcedPolicy().id();
    world.tenant.failBefore(
        request ->
            request.startsWith("restore")
                ? Optional.of(
                    new Outcome.Terminal<>(
                        Problem.withoutEffect(
                            Problem.Cause.PERMISSION_MISSING, "restore", "403", "Grant it.")))
                : Optional.empty());

    world.tenant.removePolicy(id);
    world.run(NOTICED);

    assertThat(world.enforcedPolicy().id()).isNotEqualTo(id);
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(world.tenant.policiesNow()).hasSize(2);
    assertThat(world.tenant.writes()).filteredOn(w -> w.startsWith("restore")).hasSize(1);
  }

  @Test
  void given_it_would_come_back_without_the_exclusions_then_it_is_made_anew() {
    enforced("Correct");
    PolicyId id = world.enforcedPolicy().id();

    world.tenant.edit(id, content -> content.excluding(new TreeSet<>(), new TreeSet<>()));
    world.tenant.removePolicy(id);
    world.run(NOTICED);

    assertThat(world.enforcedPolicy().id()).isNotEqualTo(id);
    assertThat(world.enforcedPolicy().content().excludeUsers()).isNotEmpty();
    assertThat(world.tenant.writes()).noneMatch(write -> write.startsWith("restore"));
  }

  @Test
  void given_the_answer_to_the_restore_is_lost_then_there_is_one_policy_all_the_same() {
    enforced("Correct");
    PolicyId id = world.enforcedPolicy().id();
    world.tenant.failAfter(
        request ->
            request.startsWith("restore")
                ? Optional.of(
                    new Outcome.Retryable<>(
                        new Problem(
                            Problem.Cause.UNREACHABLE,
                            "restore",
                            "no answer",
                            "",
                            Problem.Effect.UNKNOWN)))
                : Optional.empty());

    world.tenant.removePolicy(id);
    world.run(NOTICED);
    world.tenant.noFaults();
    world.restartOperator();
    world.run(NOTICED);

    assertThat(world.enforcedPolicy().id()).isEqualTo(id);
    assertThat(world.tenant.policiesNow()).hasSize(2);
    assertThat(world.tenant.writes()).filteredOn(w -> w.startsWith("restore")).hasSize(1);
  }

  @Test
  void report_tells_it_and_leaves_it_deleted() {
    enforced("Report");
    PolicyId id = world.enforcedPolicy().id();

    world.tenant.removePolicy(id);
    world.run(NOTICED.multipliedBy(3));

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.events).filteredOn(event -> event.startsWith("DriftFound: ")).hasSize(1);
    assertThat(world.status().drift().message()).contains(id + " was deleted");
  }

  @Test
  void pause_holds_until_somebody_restores_it() {
    enforced("Pause");
    PolicyId id = world.enforcedPolicy().id();

    world.tenant.removePolicy(id);
    world.run(NOTICED);

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.condition(ConditionType.STALLED).reason()).isEqualTo("Drifted");

    world.tenant.policies().restore(id);
    world.run(NOTICED);

    assertThat(world.find(ConditionType.STALLED)).isEmpty();
  }

  private void enforced(String driftPolicy) {
    world.apply(
        RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).spec("driftPolicy: " + driftPolicy).build());
    world.run(Duration.ofMinutes(4 * 60 + 40));
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    world.tenant.forgetRequests();
  }
}
