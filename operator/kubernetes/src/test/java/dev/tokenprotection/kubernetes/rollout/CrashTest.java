package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.InMemoryTenant;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The operator is killed, or an answer gets lost, around each write to Entra in turn; whatever it
 * was, the rollout ends as if nothing had happened.
 */
class CrashTest {
  /** Writes of the whole road: group, two policies, members, two updates, the state. */
  private static final int WRITES = 7;

  private static final Duration WHOLE_ROAD = Duration.ofHours(14);

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  @Test
  void the_whole_road_has_as_many_writes_as_this_test_interrupts() {
    try (RolloutWorld world = new RolloutWorld()) {
      world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());

      world.runUntilCompleted(WHOLE_ROAD);

      assertThat(world.tenant.writes()).hasSize(WRITES);
      endsWell(world);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void a_kill_before_a_write_changes_nothing(int write) {
    try (RolloutWorld world = new RolloutWorld()) {
      world.tenant.failBefore(killAt(write));

      runAcrossKills(world);

      endsWell(world);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void a_kill_after_a_write_changes_nothing(int write) {
    try (RolloutWorld world = new RolloutWorld()) {
      world.tenant.failAfter(killAt(write));

      runAcrossKills(world);

      endsWell(world);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void a_lost_answer_changes_nothing(int write) {
    try (RolloutWorld world = new RolloutWorld()) {
      world.tenant.failAfter(
          at(
              write,
              () ->
                  new Outcome.Retryable<>(
                      new Problem(
                          Problem.Cause.UNREACHABLE,
                          "write",
                          "no answer",
                          "It is tried again.",
                          Problem.Effect.UNKNOWN))));
      world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());

      world.runUntilCompleted(WHOLE_ROAD);

      endsWell(world);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7})
  void a_refused_write_is_tried_again(int write) {
    try (RolloutWorld world = new RolloutWorld()) {
      world.tenant.failBefore(
          at(
              write,
              () ->
                  new Outcome.Throttled<>(
                      Problem.withoutEffect(
                          Problem.Cause.THROTTLED, "write", "429", "It is tried again."),
                      Duration.ZERO)));
      world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());

      world.runUntilCompleted(WHOLE_ROAD);

      endsWell(world);
    }
  }

  private static void runAcrossKills(RolloutWorld world) {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    try {
      world.runUntilCompleted(WHOLE_ROAD);
      throw new AssertionError("was not killed");
    } catch (Killed killed) {
      world.tenant.noFaults();
      world.restartOperator();
      world.runUntilCompleted(WHOLE_ROAD);
    }
  }

  private static void endsWell(RolloutWorld world) {
    assertThat(world.tenant.groupsNow()).hasSize(1);
    assertThat(world.tenant.membersOf(world.tenant.groupsNow().getFirst().id()))
        .containsExactlyInAnyOrderElementsOf(world.users.values());
    assertThat(world.policyNames()).hasSize(2);
    assertThat(world.observePolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("True");
    assertThat(world.condition(ConditionType.ROLLOUT_COMPLETED).status()).isEqualTo("True");
    assertThat(world.status().intent()).isNull();
  }

  private static Function<String, Optional<Outcome<?>>> killAt(int write) {
    return at(
        write,
        () -> {
          throw new Killed();
        });
  }

  private static Function<String, Optional<Outcome<?>>> at(int write, Supplier<Outcome<?>> fault) {
    AtomicInteger writes = new AtomicInteger();
    return request ->
        InMemoryTenant.isWrite(request) && writes.incrementAndGet() == write
            ? Optional.of(fault.get())
            : Optional.empty();
  }
}
