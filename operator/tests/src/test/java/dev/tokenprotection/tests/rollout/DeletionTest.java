package dev.tokenprotection.tests.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.fault.Fault;
import dev.tokenprotection.simulator.fault.Faults;
import dev.tokenprotection.simulator.fault.RequestMatcher;
import dev.tokenprotection.simulator.log.LoggedRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Deleting a rollout on the real API server: finalizer, confirmation, orphans and kills. */
@Execution(ExecutionMode.CONCURRENT)
class DeletionTest {
  private static final String PILOT = "Enable Token Protection (Pilot)";
  private static final String FINALIZER = "tokenprotection.dev/deletion-policy";

  @TempDir private Path folder;

  @Test
  void a_confirmed_deletion_that_is_killed_at_its_first_write_disables_both_policies_all_the_same()
      throws Exception {
    try (RolloutWorld world = RolloutWorld.of("delete", "pilot-unbroken")) {
      world.applyExample("tenant.yaml");
      world.applyExample(RolloutWorld.MANIFEST, DeletionTest::shortAndDisabledWithTheRollout);
      CompletableFuture<Void> killed = new CompletableFuture<>();
      try (OperatorProcess operator =
          OperatorProcess.start(world, folder.resolve("operator.log"))) {
        world.awaitRollout("enforced", status -> states(world).contains("enabled"));
        RequestMatcher killing =
            request -> {
              operator.kill();
              return killed.complete(null);
            };
        world
            .simulated()
            .faults()
            .on(RequestMatcher.graphWrites().and(killing), 1, new Fault.LostResponse());
        world.annotateRollout("confirm-delete", world.rollout().getMetadata().getUid());
        delete(world);
        world.await("killed at the first write", killed::isDone);
        operator.awaitEnd();
      }
      assertThat(killed).isDone();
      assertThat(world.rollout().getStatus().intent()).isNotNull();
      int before = world.writes().size();

      try (OperatorProcess _ = OperatorProcess.start(world, folder.resolve("operator.log"))) {
        awaitGone(world);
      }

      assertThat(states(world)).containsExactly("disabled", "disabled");
      assertThat(world.writes().subList(before - 1, world.writes().size()))
          .extracting(LoggedRequest::body)
          .allSatisfy(body -> assertThat(body).isEqualTo("{\"state\":\"disabled\"}"));
      assertThat(world.tenant().directory().groups())
          .anyMatch(group -> group.displayName().equals("TokenProtection-Pilot-Volunteers"));
      world.awaitEvent("ProtectionEnded");
    }
  }

  @Test
  void without_a_confirmation_nothing_is_written_and_nobody_waits() {
    try (RolloutWorld world = RolloutWorld.of("orphan", "default");
        OperatorInProcess _ = OperatorInProcess.start(world)) {
      world.applyExample("tenant.yaml");
      world.applyExample(RolloutWorld.MANIFEST, DeletionTest::disabledWithTheRollout);
      world.awaitCondition("Ready", condition -> "True".equals(condition.status()));
      assertThat(world.rollout().getMetadata().getFinalizers()).containsExactly(FINALIZER);
      // As Argo CD and kubectl apply --server-side do, again and again.
      world.applyExample(RolloutWorld.MANIFEST, DeletionTest::disabledWithTheRollout);
      assertThat(world.rollout().getMetadata().getFinalizers()).containsExactly(FINALIZER);
      int before = world.writes().size();
      String uid = world.rollout().getMetadata().getUid();

      world.annotateRollout("confirm-delete", "the-uid-of-the-object-before");
      delete(world);
      awaitGone(world);

      assertThat(world.writes()).hasSize(before);
      assertThat(states(world)).hasSize(2).doesNotContain("disabled");
      assertThat(world.awaitEvent("Orphaned")).contains(uid);
    }
  }

  @Test
  void an_orphan_has_no_finalizer_and_goes_without_an_operator() {
    try (RolloutWorld world = RolloutWorld.of("orphan", "default")) {
      world.applyExample("tenant.yaml");
      try (OperatorInProcess _ = OperatorInProcess.start(world)) {
        world.applyExample(RolloutWorld.MANIFEST, DeletionTest::disabledWithTheRollout);
        world.await("finalizer", () -> hasFinalizer(world));
        world.applyExample(RolloutWorld.MANIFEST);
        world.await("no finalizer", () -> !hasFinalizer(world));
      }

      delete(world);

      assertThat(world.rollout() == null).isTrue();
    }
  }

  @Test
  void a_deletion_that_can_not_reach_the_tenant_says_what_it_waits_for_until_it_is_freed() {
    try (RolloutWorld world = RolloutWorld.of("orphan", "default");
        OperatorInProcess _ = OperatorInProcess.start(world)) {
      world.applyExample("tenant.yaml");
      world.applyExample(RolloutWorld.MANIFEST, DeletionTest::disabledWithTheRollout);
      world.awaitCondition("Ready", condition -> "True".equals(condition.status()));
      world
          .simulated()
          .faults()
          .on(
              RequestMatcher.path("/identity/conditionalAccess/policies"),
              Faults.ALWAYS,
              Fault.Status.unavailable());
      world.annotateRollout("confirm-delete", world.rollout().getMetadata().getUid());
      delete(world);

      var waiting =
          world.awaitCondition(
              "Ready", condition -> condition.message().startsWith("The deletion waits: "));
      assertThat(waiting.message()).contains("503").contains("tokenprotection.dev/force-orphan");
      assertThat(world.awaitEvent("DeletionWaits")).contains("503");

      world.annotateRollout("force-orphan", "now");
      awaitGone(world);

      assertThat(states(world)).hasSize(2).doesNotContain("disabled");
      assertThat(world.awaitEvent("Orphaned")).contains("force-orphan");
    }
  }

  private static void disabledWithTheRollout(ObjectNode rollout) {
    rollout.withObject("/spec").put("deletionPolicy", "Disable");
  }

  private static void shortAndDisabledWithTheRollout(ObjectNode rollout) {
    disabledWithTheRollout(rollout);
    RolloutWorld.shortened(rollout);
  }

  private static void delete(RolloutWorld world) {
    world.client().resource(world.rollout()).delete();
  }

  private static boolean hasFinalizer(RolloutWorld world) {
    return world.rollout().getMetadata().getFinalizers().contains(FINALIZER);
  }

  private static void awaitGone(RolloutWorld world) {
    world.await("rollout gone", () -> world.rollout() == null);
  }

  private static List<String> states(RolloutWorld world) {
    return world.policiesNamed(PILOT).stream()
        .map(policy -> policy.path("state").asText())
        .toList();
  }
}
