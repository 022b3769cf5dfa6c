package dev.tokenprotection.tests.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Two rollouts of one tenant that include the same group, on the real API server. */
class OverlapTest {
  private static final String SECOND = "office-again";

  @Test
  void the_younger_one_stalls_by_name_and_goes_on_within_seconds_of_the_older_ones_end() {
    try (RolloutWorld world = RolloutWorld.of("overlap", "default");
        OperatorInProcess _ = OperatorInProcess.start(world)) {
      world.applyWindowsExample();
      world.awaitCondition("Ready", condition -> "True".equals(condition.status()));
      int before = world.writes().size();

      world.applyExample(RolloutWorld.MANIFEST, OverlapTest::second);

      Condition stalled = awaitCondition(world, "Stalled", condition -> true);
      assertThat(stalled.reason()).isEqualTo("OverlapsAnotherRollout");
      assertThat(stalled.message())
          .contains(world.namespace() + "/" + RolloutWorld.WINDOWS)
          .contains("\"Windows-Pilot\"");
      assertThat(world.writes()).hasSize(before);
      assertThat(RolloutWorld.condition(world.rollout().getStatus(), "Stalled")).isEmpty();

      world.client().resource(world.rollout()).delete();

      awaitCondition(world, "Ready", condition -> "True".equals(condition.status()));
      assertThat(world.policiesNamed("Again")).hasSize(2);
    }
  }

  private static void second(ObjectNode rollout) {
    rollout.withObject("/metadata").put("name", SECOND);
    rollout.withObject("/spec/policy").put("displayName", "Again");
    ((ObjectNode) rollout.at("/spec/stages/0/include")).remove("managedGroup");
  }

  private static Condition awaitCondition(
      RolloutWorld world, String type, Predicate<Condition> wanted) {
    return world.awaitValue(
        type,
        () ->
            Optional.ofNullable(
                    world
                        .client()
                        .resources(TokenProtectionRollout.class)
                        .inNamespace(world.namespace())
                        .withName(SECOND)
                        .get())
                .flatMap(rollout -> RolloutWorld.condition(rollout.getStatus(), type))
                .filter(wanted));
  }
}
