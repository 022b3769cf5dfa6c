package dev.tokenprotection.tests.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.simulator.tenant.Tenant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing is written to a tenant whose emergency access accounts could not be verified. */
class BreakGlassTest {
  private static final String GROUP = "33333333-3333-3333-3333-333333333333";

  /** Ways in which emergency access accounts are not there. */
  enum Missing {
    GROUP_DELETED(tenant -> tenant.directory().deleteGroup(GROUP)),
    GROUP_EMPTY(
        tenant ->
            tenant
                .memberships()
                .membersOf(GROUP)
                .forEach(member -> tenant.removeMember(GROUP, member))),
    ACCOUNTS_DELETED(
        tenant -> tenant.memberships().membersOf(GROUP).forEach(tenant.directory()::deleteUser));

    private final Consumer<Tenant> mishap;

    Missing(Consumer<Tenant> mishap) {
      this.mishap = mishap;
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_written_while_emergency_access_is_not_verified(Missing missing) {
    try (RolloutWorld world = RolloutWorld.of("break-glass", "default");
        OperatorInProcess _ = OperatorInProcess.start(world)) {
      missing.mishap.accept(world.tenant());
      world.pass(RolloutWorld.UNTIL_SHOWN);
      world.applyWindowsExample();

      Condition verified =
          world.awaitTenantCondition(
              "BreakGlassVerified", condition -> "False".equals(condition.status()));
      Condition ready =
          world.awaitCondition("Ready", condition -> "False".equals(condition.status()));

      assertThat(verified.message()).containsIgnoringCase("break-glass");
      assertThat(ready.message()).isNotBlank();
      assertThat(world.writes()).isEmpty();
    }
  }

  @Test
  void nothing_is_written_when_no_emergency_access_is_named() {
    try (RolloutWorld world = RolloutWorld.of("break-glass", "default");
        OperatorInProcess _ = OperatorInProcess.start(world)) {
      world.applyExample("tenant.yaml", BreakGlassTest::withoutBreakGlass);
      world.applyExample(RolloutWorld.MANIFEST);

      world.awaitTenantCondition(
          "BreakGlassVerified", condition -> "False".equals(condition.status()));
      world.awaitCondition("Ready", condition -> "False".equals(condition.status()));

      assertThat(world.writes()).isEmpty();
    }
  }

  @Test
  void the_rollout_begins_by_itself_once_emergency_access_is_named() {
    try (RolloutWorld world = RolloutWorld.of("break-glass", "default");
        OperatorInProcess _ = OperatorInProcess.start(world)) {
      world.applyExample("tenant.yaml", BreakGlassTest::withoutBreakGlass);
      world.applyExample(RolloutWorld.MANIFEST);
      world.awaitCondition("Ready", condition -> "False".equals(condition.status()));

      world.applyExample("tenant.yaml");

      world.awaitCondition("Ready", condition -> "True".equals(condition.status()));
      assertThat(world.policiesNamed("Enable Token Protection (Pilot)"))
          .hasSize(2)
          .allSatisfy(
              policy ->
                  assertThat(policy.at("/conditions/users/excludeGroups").toString())
                      .contains(GROUP));
    }
  }

  private static void withoutBreakGlass(ObjectNode resource) {
    if ("EntraTenant".equals(resource.path("kind").asText())) {
      resource.withObject("/spec").remove("breakGlass");
    }
  }
}
