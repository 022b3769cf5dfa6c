package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rollout that comes to cover more while something is enforced. */
class WideningTest {
  private static final String TEAMS = Application.MICROSOFT_TEAMS.appId();

  private final RolloutWorld world = new RolloutWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void another_application_is_observed_at_once_and_enforced_when_the_gate_has_passed_with_it() {
    enforce();

    world.apply(withTeams());
    world.settle();

    assertThat(world.observePolicy().content().applications()).contains(TEAMS);
    assertThat(world.enforcedPolicy().content().applications()).hasSize(2).doesNotContain(TEAMS);
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(world.condition(ConditionType.POLICY_IN_SYNC).reason()).isEqualTo("ScopeWidened");
    assertThat(world.condition(ConditionType.POLICY_IN_SYNC).message()).contains("MicrosoftTeams");
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("True");
    assertThat(world.find(ConditionType.STALLED)).isEmpty();
    assertThat(world.events)
        .filteredOn(event -> event.startsWith("ScopeWidened: "))
        .singleElement()
        .satisfies(event -> assertThat(event).contains("MicrosoftTeams"));

    world.run(Duration.ofHours(10));

    assertThat(world.status().currentStage().name()).isEqualTo("enforce");
    assertThat(world.condition(ConditionType.ROLLOUT_COMPLETED).status()).isEqualTo("True");
    assertThat(world.enforcedPolicy().content().applications()).contains(TEAMS);
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(world.condition(ConditionType.POLICY_IN_SYNC).status()).isEqualTo("True");
  }

  @Test
  void a_completed_rollout_begins_its_last_stage_anew_for_what_is_wider() {
    enforce();
    world.runUntilCompleted(Duration.ofHours(12));

    world.apply(withTeams());
    world.settle();

    assertThat(world.condition(ConditionType.ROLLOUT_COMPLETED).status()).isEqualTo("False");
    assertThat(world.events)
        .anyMatch(event -> event.startsWith("Resumed: ") && event.contains("MicrosoftTeams"));
    assertThat(world.enforcedPolicy().content().applications()).doesNotContain(TEAMS);
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);

    world.run(Duration.ofHours(12));

    assertThat(world.condition(ConditionType.ROLLOUT_COMPLETED).status()).isEqualTo("True");
    assertThat(world.enforcedPolicy().content().applications()).contains(TEAMS);
  }

  @Test
  void a_bad_gate_keeps_what_is_wider_from_being_enforced() {
    enforce();
    world.unbound.addAll(world.users.values());
    world.apply(withTeams());

    world.run(Duration.ofHours(10));

    assertThat(world.enforcedPolicy().content().enforces()).isFalse();
    assertThat(world.status().enforcedScope().applications()).doesNotContain(TEAMS);
  }

  @Test
  void while_something_wider_waits_a_foreign_edit_is_put_back_to_what_has_passed() {
    enforce();
    world.apply(withTeams());
    world.settle();
    world.tenant.edit(world.enforcedPolicy().id(), old -> old.inState(PolicyState.REPORT_ONLY));

    world.run(Duration.ofMinutes(30));

    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(world.enforcedPolicy().content().applications()).doesNotContain(TEAMS);
  }

  private void enforce() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.run(Duration.ofMinutes(4 * 60 + 40));
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
  }

  private static TokenProtectionRollout withTeams() {
    return Serialization.unmarshal(
        Serialization.asYaml(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build())
            .replace("- \"SharePointOnline\"", "- \"SharePointOnline\"\n  - \"MicrosoftTeams\""),
        TokenProtectionRollout.class);
  }
}
