package dev.tokenprotection.tests.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.simulator.fault.Fault;
import dev.tokenprotection.simulator.fault.RequestMatcher;
import dev.tokenprotection.simulator.log.LoggedRequest;
import dev.tokenprotection.simulator.wire.WireRequest;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kills the operator at every write to the tenant, until the rollout is completed all the same. */
@Execution(ExecutionMode.CONCURRENT)
class CrashTest {
  @TempDir private Path folder;

  /** What becomes of the write at which the operator dies. */
  enum LastWrite {
    /** It takes place; the operator never learns of it. */
    TAKES_PLACE(new Fault.LostResponse()),
    /** It does not take place. */
    IS_LOST(new Fault.Cut());

    private final Fault fault;

    LastWrite(Fault fault) {
      this.fault = fault;
    }

    /** At which of its writes a process is killed. */
    private int nth(int kills) {
      return switch (this) {
        case TAKES_PLACE -> 1;
        case IS_LOST -> kills == 0 ? 1 : 2;
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void an_operator_that_is_killed_at_every_write_finishes_with_one_object_of_each_kind(
      LastWrite lastWrite) throws Exception {
    try (RolloutWorld world = RolloutWorld.of("crash", "pilot-unbroken")) {
      world.applyExample("tenant.yaml");
      world.applyExample(RolloutWorld.MANIFEST, RolloutWorld::shortened);

      int kills = runKilledAtEveryWrite(world, lastWrite);

      // Two policies, a group, its members, and a promotion: at least that many writes there are.
      assertThat(kills).isGreaterThanOrEqualTo(5);
      assertThat(world.policiesNamed("Enable Token Protection (Pilot)")).hasSize(2);
      assertThat(world.tenant().directory().groups())
          .filteredOn(group -> group.displayName().equals("TokenProtection-Pilot-Volunteers"))
          .hasSize(1)
          .first()
          .satisfies(
              group -> assertThat(world.tenant().memberships().membersOf(group.id())).hasSize(5));
      assertThat(world.writes()).filteredOn(LoggedRequest::changedSomething).isNotEmpty();
    }
  }

  /**
   * Starts the operator again and again. With a write that is lost, every process but the last gets
   * one write done first: the one at which its predecessor died; else no process would ever get
   * further.
   *
   * @return how often it was killed until the rollout was completed
   */
  private int runKilledAtEveryWrite(RolloutWorld world, LastWrite lastWrite) throws Exception {
    for (int kills = 0; ; kills++) {
      AtomicReference<OperatorProcess> running = new AtomicReference<>();
      CompletableFuture<Void> killed = new CompletableFuture<>();
      RequestMatcher killing =
          request -> {
            running.get().kill();
            return killed.complete(null);
          };
      world
          .simulated()
          .faults()
          .on(
              RequestMatcher.graphWrites().and(new Later(lastWrite.nth(kills))).and(killing),
              1,
              lastWrite.fault);
      try (OperatorProcess operator =
          OperatorProcess.start(world, folder.resolve("operator.log"))) {
        running.set(operator);
        world.awaitRollout(
            "completed or killed", status -> killed.isDone() || "Completed".equals(status.phase()));
        if (!killed.isDone()) {
          return kills;
        }
        operator.awaitEnd();
      } finally {
        world.simulated().faults().clear();
      }
    }
  }

  /** Matches the n-th request that it is asked about, and all behind it. */
  private static final class Later implements RequestMatcher {
    private final AtomicInteger left;

    Later(int nth) {
      left = new AtomicInteger(nth);
    }

    @Override
    public boolean matches(WireRequest request) {
      return left.decrementAndGet() <= 0;
    }
  }
}
