package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.HandledToken;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people ask for by annotations: handled once, and echoed in status. */
class HandsTest {
  private static final Duration A_WHILE = Duration.ofMinutes(30);
  private final RolloutWorld world = new RolloutWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_stage_is_skipped_with_a_reason_that_is_kept() {
    started();

    world.annotate("reason", "the pilot was proved in another tenant");
    world.annotate("skip", "ada-1");
    world.run(A_WHILE);

    assertThat(world.status().currentStage().name()).isEqualTo("enforce");
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(world.status().history().getFirst().completionStatus()).isEqualTo("Skipped");
    assertThat(world.status().history().getFirst().actor()).isEqualTo("ada-1");
    assertThat(handled("skip").outcome()).isEqualTo("Executed");
    assertThat(handled("skip").reason()).isEqualTo("the pilot was proved in another tenant");
    assertThat(world.events).anyMatch(event -> event.startsWith("Skipped: "));
  }

  @Test
  void a_stage_is_not_skipped_without_a_reason() {
    started();

    world.annotate("skip", "ada-1");
    world.run(A_WHILE);

    assertThat(world.status().currentStage().name()).isEqualTo("observe");
    assertThat(handled("skip").outcome()).isEqualTo("Refused");
    assertThat(handled("skip").reason()).contains("reason");
    assertThat(world.events).filteredOn(event -> event.startsWith("HandRefused: ")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "unnamed"})
  void a_stage_is_not_skipped_by_a_token_that_names_nobody_whatever_the_api_server_let_pass(
      String token) {
    started();

    world.annotate("reason", "none of anybody's business");
    world.annotate("skip", token);
    world.run(A_WHILE);

    assertThat(world.status().currentStage().name()).isEqualTo("observe");
    assertThat(world.enforcedPolicy().content().enforces()).isFalse();
    assertThat(handled("skip").outcome()).isEqualTo("Refused");
    assertThat(world.events)
        .filteredOn(event -> event.startsWith("HandRefused: "))
        .singleElement()
        .asString()
        .contains("tokenprotection.dev/skip has no value");
  }

  @Test
  void no_stage_begins_anew_by_a_token_that_names_nobody() {
    started();
    String attempt = world.status().attempt();

    world.annotate("retry", "");
    world.run(A_WHILE);

    assertThat(world.status().attempt()).isEqualTo(attempt);
    assertThat(handled("retry").outcome()).isEqualTo("Refused");
  }

  @Test
  void no_rollout_goes_a_stage_back_by_a_token_that_names_nobody() {
    enforced();

    world.annotate("rollback", "");
    world.run(A_WHILE);

    assertThat(world.status().currentStage().name()).isEqualTo("enforce");
    assertThat(handled("rollback").outcome()).isEqualTo("Refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abort", "emergency-stop"})
  void who_wants_less_enforcement_needs_no_name(String stop) {
    enforced();

    world.annotate(stop, "");
    world.run(A_WHILE);

    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
    assertThat(world.status().emergency()).isNotNull();
  }

  @Test
  void a_token_that_names_somebody_counts_after_one_that_did_not() {
    started();
    String attempt = world.status().attempt();
    world.annotate("retry", "");
    world.run(A_WHILE);

    world.annotate("retry", "ada-1");
    world.run(A_WHILE);

    assertThat(world.status().attempt()).isNotEqualTo(attempt);
    assertThat(handled("retry").outcome()).isEqualTo("Executed");
  }

  @Test
  void a_retry_begins_the_stage_anew_once() {
    started();
    String attempt = world.status().attempt();

    world.annotate("retry", "ada-1");
    world.run(A_WHILE);
    String anew = world.status().attempt();
    world.run(A_WHILE);

    assertThat(anew).isNotEqualTo(attempt);
    assertThat(world.status().attempt()).isEqualTo(anew);
    assertThat(handled("retry").outcome()).isEqualTo("Executed");
    assertThat(world.status().history().getFirst().completionStatus()).isEqualTo("Superseded");
  }

  @Test
  void a_rollback_goes_to_the_stage_before_and_enforces_no_more_than_it() {
    enforced();

    world.annotate("rollback", "ada-1");
    world.run(A_WHILE);

    assertThat(world.status().currentStage().name()).isEqualTo("observe");
    assertThat(world.enforcedPolicy().content().enforces()).isFalse();
    assertThat(world.find(ConditionType.STALLED)).isEmpty();
    assertThat(handled("rollback").outcome()).isEqualTo("Executed");
    assertThat(world.status().history().getFirst().completionStatus()).isEqualTo("RolledBack");
  }

  @Test
  void an_abort_goes_to_report_only_until_somebody_resumes() {
    enforced();

    world.annotate("abort", "ada-1");
    world.run(A_WHILE);

    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
    assertThat(world.status().emergency()).isNotNull();
    assertThat(handled("abort").outcome()).isEqualTo("Executed");

    world.annotate("resume", world.status().emergency().id());
    world.run(A_WHILE);

    assertThat(world.status().emergency()).isNull();
    assertThat(world.status().currentStage().name()).isEqualTo("enforce");
  }

  @Test
  void what_was_asked_for_before_there_was_a_status_is_put_on_record_and_not_done() {
    var rollout = RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build();
    rollout
        .getMetadata()
        .setAnnotations(
            Map.of(
                "tokenprotection.dev/skip", "ada-1",
                "tokenprotection.dev/reason", "left over from the lost cluster"));
    world.apply(rollout);
    world.run(A_WHILE);

    assertThat(world.status().currentStage().name()).isEqualTo("observe");
    assertThat(handled("skip").outcome()).isEqualTo("Recorded");
  }

  @Test
  void a_closed_window_holds_a_promotion_until_it_opens() {
    world.apply(
        RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS)
            .spec(
                "promotionWindows: [{name: office-hours, kind: Allow, cron: \"0 9 * * *\","
                    + " duration: 1h, timezone: Europe/London}]")
            .build());
    world.run(Duration.ofHours(12));

    assertThat(world.status().windowStatus().closed()).isTrue();
    assertThat(world.status().windowStatus().nextOpen()).isNotNull();
    assertThat(world.status().currentStage().name()).isEqualTo("observe");
    assertThat(world.status().nextAction().blockedBy())
        .anyMatch(by -> by.startsWith("promotion window ("));

    world.run(Duration.ofHours(14));

    assertThat(world.status().currentStage().name()).isEqualTo("enforce");
  }

  private HandledToken handled(String annotation) {
    return world.status().handledTokens().stream()
        .filter(token -> token.annotation().equals(annotation))
        .findFirst()
        .orElseThrow();
  }

  private void started() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.run(A_WHILE);
  }

  private void enforced() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.run(Duration.ofMinutes(4 * 60 + 40));
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
  }
}
