package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StopTest {
  /** No valid list of users. */
  private static final List<String> TWICE_THE_SAME = List.of("ada@contoso.com", "Ada@contoso.com");

  private final RolloutWorld world = new RolloutWorld();

  @BeforeEach
  void enforce() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.run(Duration.ofMinutes(4 * 60 + 40));
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    world.tenant.forgetRequests();
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void the_annotation_puts_everything_to_report_only_in_one_look() {
    world.annotate("emergency-stop", "ada-1");

    world.look();

    assertStopped();
    assertThat(world.tenant.writes()).containsExactly("set state REPORT_ONLY");
    assertThat(world.status().emergency().by()).isEqualTo("ada-1");
    assertThat(world.status().emergency().cause()).isEqualTo("EmergencyStop");
    assertThat(world.events).anyMatch(event -> event.startsWith("EmergencyStopped: "));
  }

  @Test
  void the_field_does_the_same() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).spec("emergencyStop: true").build());

    world.look();

    assertStopped();
    assertThat(world.status().emergency().by()).isEqualTo("spec.emergencyStop");
  }

  @Test
  void while_a_stop_lasts_the_policies_are_listed_once_in_a_resync() {
    world.annotate("emergency-stop", "ada-1");
    world.look();
    world.look();
    world.tenant.forgetRequests();

    for (int look = 0; look < 10; look++) {
      world.look();
    }

    assertThat(world.tenant.requests()).filteredOn(r -> r.startsWith("list policies")).isEmpty();
    assertThat(world.tenant.writes()).isEmpty();
    assertStopped();
  }

  @Test
  void a_stop_is_latched_and_on_record_though_entra_answers_nothing() {
    failRequests("");
    world.annotate("emergency-stop", "ada-1");

    world.look();

    assertThat(world.status().emergency().by()).isEqualTo("ada-1");
    assertThat(world.events).anyMatch(event -> event.startsWith("EmergencyStopped: "));
  }

  @Test
  void a_stop_stays_when_the_annotation_is_taken_away() {
    world.annotate("emergency-stop", "ada-1");
    world.look();
    world.edit(
        rollout -> {
          rollout.getMetadata().setAnnotations(null);
          return rollout;
        });

    world.run(Duration.ofHours(8));

    assertStopped();
  }

  @Test
  void resuming_takes_the_name_of_the_stop_and_begins_the_stage_anew() {
    world.annotate("emergency-stop", "ada-1");
    world.look();
    String attempt = world.status().attempt();
    world.annotate("resume", "something-else");
    world.look();
    assertStopped();

    world.annotate("resume", world.status().emergency().id());
    world.settle();

    assertThat(world.status().emergency()).isNull();
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(world.status().attempt()).isNotEqualTo(attempt);
    assertThat(world.status().handledTokens())
        .anySatisfy(token -> assertThat(token.outcome()).isEqualTo("Executed"));
  }

  @Test
  void the_old_annotation_does_not_stop_again_after_a_resume() {
    world.annotate("emergency-stop", "ada-1");
    world.look();
    world.annotate("resume", world.status().emergency().id());
    world.settle();

    world.run(Duration.ofHours(1));

    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);

    world.annotate("emergency-stop", "ada-2");
    world.look();

    assertStopped();
  }

  @Test
  void the_same_token_stops_again_once_the_annotation_was_taken_away() {
    world.annotate("emergency-stop", "now");
    world.look();
    world.annotate("resume", world.status().emergency().id());
    world.settle();
    world.edit(
        rollout -> {
          rollout.getMetadata().getAnnotations().remove("tokenprotection.dev/emergency-stop");
          return rollout;
        });
    world.settle();
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);

    world.annotate("emergency-stop", "now");
    world.look();

    assertStopped();
  }

  @Test
  void the_report_says_how_to_stop_with_a_token_that_was_never_used() {
    assertThat(world.status().report())
        .contains(
            "Stop: kubectl annotate tpr office -n security"
                + " tokenprotection.dev/emergency-stop=$(whoami)-$(date +%s) --overwrite");
  }

  @Test
  void a_stop_is_told_by_its_token_and_its_id_with_what_a_resume_does() {
    world.annotate("emergency-stop", "ada-1796085293");
    world.look();

    String id = world.status().emergency().id();
    assertThat(world.status().message())
        .isEqualTo(
            "Emergency stop (token ada-1796085293, ID "
                + id
                + "): everything goes to report-only. Resuming enforces again at once.");
    assertThat(world.status().report())
        .anyMatch(
            line -> line.startsWith("Stopped (EmergencyStop, token ada-1796085293, ID " + id + ")"))
        .contains(
            "Resume (enforces again at once): kubectl annotate tpr office -n security"
                + " tokenprotection.dev/resume="
                + id
                + " --overwrite")
        .noneMatch(line -> line.startsWith("Stop: "));
  }

  @Test
  void nothing_is_resumed_while_the_field_asks_for_a_stop() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).spec("emergencyStop: true").build());
    world.look();
    world.annotate("resume", world.status().emergency().id());
    world.settle();
    assertStopped();

    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.settle();

    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
  }

  @Test
  void it_works_with_a_spec_that_is_not_accepted_and_without_break_glass() {
    world.tenant.removeUser(world.breakGlass1);
    world.apply(RolloutBuilder.pilot(TWICE_THE_SAME).build());
    world.annotate("emergency-stop", "ada-1");

    world.look();

    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
    assertThat(world.status().phase()).isEqualTo("Stopped");
  }

  @Test
  void it_works_while_the_sign_in_log_can_not_be_read() {
    world.tenant.failBefore(
        request ->
            request.startsWith("get signIns")
                ? Optional.of(
                    new Outcome.Retryable<>(
                        Problem.withoutEffect(
                            Problem.Cause.SERVER_ERROR, "read", "503", "It is tried again.")))
                : Optional.empty());
    world.annotate("emergency-stop", "ada-1");

    world.look();

    assertStopped();
  }

  @Test
  void it_works_while_the_policies_of_the_tenant_can_not_be_listed() {
    failRequests("list policies");
    world.annotate("emergency-stop", "ada-1");

    world.look();

    assertStopped();
    assertThat(world.tenant.writes()).containsExactly("set state REPORT_ONLY");
  }

  @Test
  void a_way_back_whose_write_failed_is_tried_again_whatever_else_is_wrong() {
    world.apply(
        RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS)
            .spec("breaker: {maxBlockedUsers: 1, within: 1h}")
            .build());
    world.unbound.addAll(world.users.values());
    failRequests("set state");
    world.run(Duration.ofHours(2));
    assertThat(world.status().emergency().cause()).isEqualTo("Breaker");
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);

    world.apply(RolloutBuilder.pilot(TWICE_THE_SAME).build());
    world.tenant.noFaults();
    world.look();

    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
    assertThat(world.condition(ConditionType.READY).reason()).isEqualTo("InvalidSpec");
  }

  private void failRequests(String beginning) {
    world.tenant.failBefore(
        request ->
            request.startsWith(beginning)
                ? Optional.of(
                    new Outcome.Retryable<>(
                        Problem.withoutEffect(
                            Problem.Cause.SERVER_ERROR, beginning, "503", "It is tried again.")))
                : Optional.empty());
  }

  @Test
  void too_many_blocked_users_put_the_policy_to_report_only_and_it_stays_so() {
    world.apply(
        RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS)
            .spec("breaker: {maxBlockedUsers: 1, within: 1h}")
            .build());
    world.unbound.addAll(world.users.values());

    world.run(Duration.ofHours(2));

    assertStopped();
    assertThat(world.status().emergency().cause()).isEqualTo("Breaker");

    world.unbound.clear();
    world.run(Duration.ofHours(4));

    assertStopped();
  }

  private void assertStopped() {
    TokenProtectionRollout rollout = world.current();
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
    assertThat(rollout.getStatus().phase()).isEqualTo("Stopped");
    assertThat(rollout.getStatus().emergency()).isNotNull();
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("False");
    assertThat(rollout.getStatus().report())
        .anyMatch(line -> line.contains("tokenprotection.dev/resume="));
  }
}
