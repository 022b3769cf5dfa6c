package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stages that were reached are edited; the rollout is in stage 3 of 4, the pilot enforced. */
class StagesChangedTest {
  private static final String PILOT_OBSERVE =
      "{name: pilot-observe, state: ReportOnly, include: {groups: [{displayName: Pilot}]}}";
  private static final String PILOT_ENFORCE =
      "{name: pilot-enforce, state: Enforced, include: {groups: [{displayName: Pilot}]}}";
  private static final String ALL_OBSERVE =
      "{name: all-observe, state: ReportOnly, include: {groups: [{displayName: Everybody}]}}";
  private static final String ALL_ENFORCE =
      "{name: all-enforce, state: Enforced, include: {groups: [{displayName: Everybody}]}}";
  private static final Pattern COMMAND =
      Pattern.compile(
          "kubectl annotate tpr office -n security tokenprotection.dev/accept-stages=(v1:[0-9a-f]+)"
              + " --overwrite");

  private final RolloutWorld world = new RolloutWorld();
  private final UserId[] users = world.users.values().toArray(new UserId[0]);
  private final GroupId pilot = world.tenant.addGroup("Pilot", users[0], users[1], users[2]);
  private ObservedPolicy enforced;

  @BeforeEach
  void bringToTheThirdStage() {
    world.tenant.addGroup("Everybody", users);
    world.apply(rollout(PILOT_OBSERVE, PILOT_ENFORCE, ALL_OBSERVE, ALL_ENFORCE).build());
    for (int i = 0; i < 100 && !isIn("all-observe"); i++) {
      world.run(Duration.ofMinutes(30));
    }
    assertThat(isIn("all-observe")).isTrue();
    world.settle();
    enforced = world.enforcedPolicy();
    assertThat(enforced.content().includeGroups()).containsExactly(pilot);
    world.tenant.forgetRequests();
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static RolloutBuilder rollout(String... stages) {
    RolloutBuilder rollout = RolloutBuilder.rollout();
    List.of(stages).forEach(rollout::stage);
    return rollout;
  }

  private boolean isIn(String stage) {
    var current = world.status() == null ? null : world.status().currentStage();
    return current != null && current.name().equals(stage);
  }

  /** Applies other stages; how the rollout stalls says what was done to them. */
  private String stalledBy(String... stages) {
    world.apply(rollout(stages).build());
    world.run(Duration.ofMinutes(30));
    assertThat(world.condition(ConditionType.STALLED).reason()).isEqualTo("StagesChanged");
    assertThat(world.status().currentStage().name()).isEqualTo("all-observe");
    assertThat(world.status().currentStage().number()).isEqualTo(3);
    assertThat(world.tenant.writes()).isEmpty();
    return world.condition(ConditionType.STALLED).message();
  }

  /** A person does what the message says. */
  private void accept() {
    Matcher command = COMMAND.matcher(world.condition(ConditionType.STALLED).message());
    assertThat(command.find()).isTrue();
    world.annotate("accept-stages", command.group(1));
    world.look();
    world.settle();
  }

  private void assertGoesOn(String stage, int number) {
    assertThat(world.find(ConditionType.STALLED)).isEmpty();
    assertThat(world.status().currentStage().name()).isEqualTo(stage);
    assertThat(world.status().currentStage().number()).isEqualTo(number);
    assertThat(world.enforcedPolicy()).isEqualTo(enforced);
  }

  @Test
  void given_that_the_present_stage_was_renamed_when_that_is_accepted_then_it_goes_on_there() {
    assertThat(
            stalledBy(
                PILOT_OBSERVE,
                PILOT_ENFORCE,
                ALL_OBSERVE.replace("all-observe", "everybody-observe"),
                ALL_ENFORCE))
        .contains("(all-observe was renamed to everybody-observe)");

    accept();

    assertGoesOn("everybody-observe", 3);
    assertThat(world.tenant.writes()).isEmpty();
  }

  @Test
  void given_that_an_earlier_stage_was_renamed_then_it_goes_on_in_the_stage_of_the_same_name() {
    assertThat(
            stalledBy(
                PILOT_OBSERVE.replace("pilot-observe", "pilot-watch"),
                PILOT_ENFORCE,
                ALL_OBSERVE,
                ALL_ENFORCE))
        .contains("(pilot-observe was renamed to pilot-watch)");

    accept();

    assertGoesOn("all-observe", 3);
  }

  @Test
  void given_that_stages_were_reordered_then_it_goes_on_where_just_what_is_enforced_is() {
    assertThat(stalledBy(PILOT_OBSERVE, ALL_OBSERVE, PILOT_ENFORCE, ALL_ENFORCE))
        .contains("pilot-enforce was stage 2 and is stage 3")
        .contains("all-observe was stage 3 and is stage 2");

    accept();

    assertGoesOn("pilot-enforce", 3);
  }

  @Test
  void given_a_stage_inserted_before_the_present_one_then_it_goes_on_behind_that() {
    assertThat(
            stalledBy(
                PILOT_OBSERVE,
                PILOT_OBSERVE.replace("pilot-observe", "watch-again"),
                PILOT_ENFORCE,
                ALL_OBSERVE,
                ALL_ENFORCE))
        .contains("watch-again is new as stage 2");

    accept();

    assertGoesOn("all-observe", 4);
  }

  @Test
  void given_stages_to_come_that_were_inserted_changed_or_removed_then_nobody_has_to_accept() {
    world.apply(
        rollout(
                PILOT_OBSERVE,
                PILOT_ENFORCE,
                ALL_OBSERVE,
                PILOT_OBSERVE.replace("pilot-observe", "once-more"),
                ALL_ENFORCE.replace("all-enforce", "everybody"))
            .build());
    world.settle();
    assertGoesOn("all-observe", 3);

    world.apply(rollout(PILOT_OBSERVE, PILOT_ENFORCE, ALL_OBSERVE).build());
    world.settle();

    assertGoesOn("all-observe", 3);
  }

  @Test
  void given_that_the_present_stage_was_removed_then_it_goes_back_as_far_as_agrees() {
    assertThat(stalledBy(PILOT_OBSERVE, PILOT_ENFORCE, ALL_ENFORCE))
        .contains("(all-observe was replaced by all-enforce)");

    accept();

    assertGoesOn("pilot-enforce", 2);
  }

  @Test
  void given_another_include_that_enforces_nobody_else_then_it_goes_on_there() {
    assertThat(
            stalledBy(
                PILOT_OBSERVE,
                PILOT_ENFORCE,
                ALL_OBSERVE.replace("Everybody", "Pilot"),
                ALL_ENFORCE))
        .contains("(all-observe includes other groups)");

    accept();

    assertGoesOn("all-observe", 3);
  }

  @Test
  void given_another_include_of_an_enforced_stage_then_it_waits_until_entra_agrees() {
    GroupId other = world.tenant.addGroup("Other", users[3]);
    stalledBy(PILOT_OBSERVE, PILOT_ENFORCE.replace("Pilot}", "Other}"), ALL_OBSERVE, ALL_ENFORCE);

    accept();

    assertThat(world.condition(ConditionType.STALLED).reason()).isEqualTo("StagesChanged");
    assertThat(world.condition(ConditionType.STALLED).message())
        .contains("were accepted, but the rollout can't go on", pilot.value());
    assertThat(world.enforcedPolicy()).isEqualTo(enforced);

    world.tenant.edit(
        enforced.id(), old -> old.including(old.includeUsers(), new TreeSet<>(Set.of(other))));
    enforced = world.enforcedPolicy();
    world.run(Duration.ofMinutes(30));

    assertThat(world.find(ConditionType.STALLED)).isEmpty();
    assertThat(world.status().currentStage().name()).isEqualTo("all-observe");
  }

  @Test
  void given_that_an_enforced_stage_is_to_observe_only_then_a_person_lowers_the_policy_first() {
    assertThat(
            stalledBy(
                PILOT_OBSERVE,
                PILOT_ENFORCE.replace("Enforced", "ReportOnly"),
                ALL_OBSERVE,
                ALL_ENFORCE))
        .contains("(pilot-enforce was Enforced and is ReportOnly)");

    accept();

    assertThat(world.condition(ConditionType.STALLED).message())
        .contains("put the policy to report-only");
    assertThat(world.enforcedPolicy()).isEqualTo(enforced);

    world.tenant.edit(enforced.id(), old -> old.inState(PolicyState.REPORT_ONLY));
    world.run(Duration.ofMinutes(30));

    assertThat(world.find(ConditionType.STALLED)).isEmpty();
    assertThat(world.status().currentStage().name()).isEqualTo("all-observe");
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
  }

  @Test
  void another_hash_accepts_nothing() {
    stalledBy(PILOT_OBSERVE, PILOT_ENFORCE, ALL_OBSERVE.replace("all-observe", "x"), ALL_ENFORCE);

    world.annotate("accept-stages", "v1:0000");
    world.run(Duration.ofMinutes(30));

    assertThat(world.condition(ConditionType.STALLED).reason()).isEqualTo("StagesChanged");
  }

  @Test
  void what_was_accepted_is_told_kept_in_the_history_and_echoed() {
    stalledBy(PILOT_OBSERVE, PILOT_ENFORCE, ALL_OBSERVE.replace("all-observe", "x"), ALL_ENFORCE);
    String attempt = world.status().attempt();
    int restarts = world.status().gate().restarts();

    accept();

    String sentence =
        "Changed stages were accepted (all-observe was renamed to x): the rollout goes on at stage 3"
            + " of 4, x, which has to pass its gate anew.";
    assertThat(world.events).containsOnlyOnce("StagesAccepted: " + sentence);
    assertThat(world.status().history().getFirst())
        .satisfies(
            entry -> {
              assertThat(entry.stage()).isEqualTo("all-observe");
              assertThat(entry.attempt()).isEqualTo(attempt);
              assertThat(entry.completionStatus()).isEqualTo("Superseded");
              assertThat(entry.reason()).isEqualTo(sentence);
              assertThat(entry.actor()).startsWith("v1:");
            });
    assertThat(world.status().handledTokens())
        .anySatisfy(
            token -> {
              assertThat(token.annotation()).isEqualTo("accept-stages");
              assertThat(token.outcome()).isEqualTo("Executed");
            });
    assertThat(world.status().gate().restarts()).isGreaterThanOrEqualTo(Math.max(1, restarts));
  }

  @Test
  void a_stop_stays_in_force_when_stages_are_accepted() {
    world.annotate("emergency-stop", "ada-1");
    world.look();
    String stop = world.status().emergency().id();
    world.tenant.forgetRequests();
    stalledBy(PILOT_OBSERVE.replace("pilot-observe", "x"), PILOT_ENFORCE, ALL_OBSERVE, ALL_ENFORCE);

    accept();

    assertThat(world.status().emergency().id()).isEqualTo(stop);
    assertThat(world.status().currentStage().name())
        .as("nothing is enforced, so a resume begins where nothing is")
        .isEqualTo("x");
    world.run(Duration.ofHours(12));
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
  }

  @Test
  void putting_the_stages_back_needs_no_yes() {
    stalledBy(PILOT_OBSERVE, PILOT_ENFORCE, ALL_OBSERVE.replace("all-observe", "x"), ALL_ENFORCE);

    world.apply(rollout(PILOT_OBSERVE, PILOT_ENFORCE, ALL_OBSERVE, ALL_ENFORCE).build());
    world.settle();

    assertGoesOn("all-observe", 3);
  }

  @Test
  void after_an_accepted_edit_it_completes() {
    stalledBy(PILOT_OBSERVE, PILOT_ENFORCE, ALL_OBSERVE.replace("all-observe", "x"), ALL_ENFORCE);
    accept();

    world.runUntilCompleted(Duration.ofDays(5));

    assertThat(world.condition(ConditionType.ROLLOUT_COMPLETED).status()).isEqualTo("True");
  }
}
