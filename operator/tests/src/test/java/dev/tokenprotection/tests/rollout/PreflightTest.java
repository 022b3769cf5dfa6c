package dev.tokenprotection.tests.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.PreflightCheck;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.simulator.tenant.WhatIf;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The checks before enforcement, asked of the simulated tenant over the wire. */
class PreflightTest {
  private static final List<String> MUST_HOLD =
      List.of(
          "Permissions",
          "SecurityDefaultsOff",
          "Licensed",
          "ApplicationsExist",
          "BreakGlassUsable",
          "BreakGlassExempt");

  @Test
  void everything_that_must_hold_is_asked_and_holds_in_the_example() {
    try (RolloutWorld world = RolloutWorld.of("preflight", "default");
        OperatorInProcess _ = OperatorInProcess.start(world)) {
      world.applyWindowsExample();

      TokenProtectionRolloutStatus status =
          world.awaitRollout("checks", s -> check(s, "FilteredDevicesExempt").isPresent());

      Map<String, String> results =
          status.preflight().stream()
              .collect(Collectors.toMap(PreflightCheck::name, PreflightCheck::result));
      MUST_HOLD.forEach(
          name -> assertThat(results).as("%s", status.preflight()).containsEntry(name, "Passed"));
      assertThat(results)
          .containsEntry("MembersCovered", "Passed")
          .containsEntry("FilteredDevicesExempt", "Passed")
          .containsEntry("CompanionPolicies", "Warning")
          .doesNotContainValue("Unknown");
    }
  }

  @Test
  void nothing_is_enforced_while_what_if_affects_emergency_access_until_it_does_not() {
    try (RolloutWorld world = RolloutWorld.of("preflight", "default");
        OperatorInProcess _ = OperatorInProcess.start(world)) {
      WhatIf asItIs = world.tenant().whatIf();
      world
          .tenant()
          .whatIf(
              question ->
                  world.tenant().policies().all().stream()
                      .map(policy -> new WhatIf.Verdict(policy.path("id").asText(), List.of()))
                      .toList());
      world.applyWindowsExample();

      Condition failed =
          world.awaitCondition(
              "PreflightPassed", condition -> "BreakGlassAffected".equals(condition.reason()));
      assertThat(failed.message()).contains("Find out in Entra");
      assertThat(check(world.rollout().getStatus(), "BreakGlassExempt").orElseThrow())
          .satisfies(check -> assertThat(check.result()).isEqualTo("Failed"))
          .satisfies(check -> assertThat(check.blocksEnforcement()).isTrue());

      world.tenant().whatIf(asItIs);

      world.awaitCondition("PreflightPassed", condition -> "True".equals(condition.status()));
      assertThat(world.policiesNamed("Enable Token Protection (Pilot)"))
          .allSatisfy(policy -> assertThat(policy.path("state").asText()).isNotEqualTo("enabled"));
    }
  }

  private static Optional<PreflightCheck> check(TokenProtectionRolloutStatus status, String name) {
    return status.preflight() == null
        ? Optional.empty()
        : status.preflight().stream().filter(check -> check.name().equals(name)).findFirst();
  }
}
