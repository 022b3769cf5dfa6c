package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.EntraTenantSpec;
import dev.tokenprotection.api.v1alpha1.Freeze;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TenantOrdersTest {
  private static final String STOP = "tokenprotection.dev/emergency-stop";
  private static final Duration UNTIL_ENFORCED = Duration.ofMinutes(4 * 60 + 40);

  private final RolloutWorld world = new RolloutWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void the_annotation_of_the_tenant_stops_its_rollouts_and_each_latches_it() {
    enforce();
    world.annotateTenant(Map.of(STOP, "ada-1"));

    world.look();

    assertStopped();
    assertThat(world.status().emergency().cause()).isEqualTo("EmergencyStop");
    assertThat(world.status().emergency().by()).isEqualTo("EntraTenant contoso: ada-1");

    world.annotateTenant(Map.of());
    world.run(Duration.ofHours(2));

    assertStopped();
  }

  @Test
  void the_tenant_tells_that_everything_is_stopped_and_how_to_go_on() {
    enforce();
    world.annotateTenant(Map.of(STOP, "ada-1"));

    world.look();

    assertThat(world.entraTenantNow().getStatus().emergency().by()).isEqualTo("ada-1");
    assertThat(world.entraTenantNow().getStatus().message())
        .contains("ada-1", "Take the annotation away, then resume each rollout");

    world.annotateTenant(Map.of());
    world.look();
    assertThat(world.entraTenantNow().getStatus().emergency()).isNull();
  }

  @Test
  void a_resume_that_names_the_stop_counts_for_its_token_and_another_token_stops_again() {
    enforce();
    world.annotateTenant(Map.of(STOP, "ada-1"));
    world.look();
    world.annotate("resume", "something-else");
    world.run(Duration.ofMinutes(10));
    assertStopped();

    world.annotate("resume", world.status().emergency().id());
    world.run(Duration.ofMinutes(10));
    assertThat(world.status().emergency()).isNull();
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);

    world.annotateTenant(Map.of(STOP, "ada-2"));
    world.look();
    assertStopped();
    assertThat(world.status().emergency().by()).isEqualTo("EntraTenant contoso: ada-2");
  }

  @Test
  void the_same_token_stops_again_once_the_annotation_was_taken_away() {
    enforce();
    world.annotateTenant(Map.of(STOP, "now"));
    world.look();
    world.annotate("resume", world.status().emergency().id());
    world.settle();
    world.annotateTenant(Map.of());
    world.settle();

    world.annotateTenant(Map.of(STOP, "now"));
    world.look();

    assertStopped();
  }

  @Test
  void a_stop_of_the_tenant_and_one_of_the_rollout_are_two_and_resumed_apart() {
    enforce();
    world.annotate("emergency-stop", "ada-1");
    world.annotateTenant(Map.of(STOP, "bob-1"));
    world.look();
    String first = world.status().emergency().id();

    world.annotate("resume", first);
    world.run(Duration.ofMinutes(10));
    assertStopped();
    assertThat(world.status().emergency().id()).isNotEqualTo(first);

    world.annotate("resume", world.status().emergency().id());
    world.settle();
    assertThat(world.status().emergency()).isNull();
  }

  @Test
  void a_stop_that_was_there_before_a_rollout_stops_it_too() {
    world.annotateTenant(Map.of(STOP, "ada-1"));
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());

    world.run(UNTIL_ENFORCED);

    assertThat(world.status().emergency().by()).isEqualTo("EntraTenant contoso: ada-1");
    assertThat(world.tenant.writes()).noneMatch(write -> write.contains("ENABLED"));
  }

  @Test
  void a_long_name_of_a_tenant_never_hides_which_token_it_was() {
    String by = "EntraTenant contoso: " + "a".repeat(235);
    enforce();
    world.annotateTenant(Map.of(STOP, "a".repeat(300)));

    world.look();

    assertThat(world.status().emergency().by()).isEqualTo(by);
  }

  @Test
  void a_freeze_stops_every_promotion_and_says_why_and_repairs_go_on() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.settle();
    freeze(new Freeze("quarter end"));

    world.run(UNTIL_ENFORCED.plusHours(24));

    assertThat(world.status().currentStage().name()).isEqualTo("observe");
    assertThat(world.status().nextAction().blockedBy()).contains("TenantFrozen");
    assertThat(world.status().report())
        .anyMatch(line -> line.startsWith("Waits for TenantFrozen (quarter end): "));
    assertThat(world.status().message()).contains("quarter end");
    assertThat(world.entraTenantNow().getStatus().message()).contains("quarter end");

    world.tenant.policies().setState(world.observePolicy().id(), PolicyState.DISABLED);
    world.run(Duration.ofMinutes(20));
    assertThat(world.observePolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);

    freeze(null);
    world.run(UNTIL_ENFORCED.plusHours(4));
    assertThat(world.status().currentStage().name()).isNotEqualTo("observe");
  }

  private void freeze(Freeze freeze) {
    world.editTenant(
        tenant -> {
          EntraTenantSpec spec = tenant.getSpec();
          tenant.setSpec(
              new EntraTenantSpec(
                  spec.tenantId(),
                  spec.cloud(),
                  spec.clientId(),
                  spec.credential(),
                  spec.breakGlass(),
                  spec.evidence(),
                  freeze,
                  spec.endpoints()));
          return tenant;
        });
  }

  private void enforce() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.run(UNTIL_ENFORCED);
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    world.tenant.forgetRequests();
  }

  private void assertStopped() {
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
    assertThat(world.status().emergency()).isNotNull();
  }
}
