package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.PlanChange;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A rollout with applyPolicy Observe plans, and never writes. */
class ObserveOnlyTest {
  private final RolloutWorld world = new RolloutWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_new_rollout_shows_the_plan_of_its_first_stage_and_writes_nothing() {
    world.apply(observing());

    world.run(Duration.ofHours(12));

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.status().currentStage()).as("it has not begun").isNull();
    assertThat(world.status().plan().hash()).startsWith("v1:");
    assertThat(world.status().plan().summary())
        .isEqualTo("2 policies to create, 1 group to create");
    assertThat(world.status().plan().changes())
        .extracting(PlanChange::action, PlanChange::target)
        .contains(tuple("Create", "group \"Volunteers\""), tuple("Create", "policy Enforced"));
  }

  @Test
  void the_condition_says_that_nothing_is_written_and_why_and_the_rollout_is_not_stalled() {
    world.apply(observing());

    world.look();

    Condition ready = world.condition(ConditionType.READY);
    assertThat(ready.status()).isEqualTo("False");
    assertThat(ready.reason()).isEqualTo("ObserveOnly");
    assertThat(ready.message())
        .isEqualTo(
            "The plan (2 policies to create, 1 group to create) is not carried out: applyPolicy is"
                + " Observe. Set applyPolicy to Automatic to carry it out.");
    assertThat(world.find(ConditionType.STALLED)).isEmpty();
    assertThat(world.find(ConditionType.RECONCILING)).isEmpty();
    assertThat(world.status().message()).contains("spec.applyPolicy is Observe");
  }

  @Test
  void an_event_tells_of_the_plan_once_and_again_when_it_changes() {
    world.apply(observing());
    world.run(Duration.ofHours(3));
    assertThat(planned()).singleElement().asString().contains("2 policies to create");

    world.apply(
        RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS)
            .stage(
                "{name: more, state: ReportOnly, include: {managedGroup: {displayName: Others,"
                    + " users: [ada@contoso.com]}}}")
            .spec("applyPolicy: Observe")
            .build());
    world.run(Duration.ofHours(3));

    assertThat(planned()).hasSize(2).last().asString().contains("2 groups to create");
  }

  @Test
  void automatic_carries_the_plan_out() {
    world.apply(observing());
    world.look();

    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.settle();

    assertThat(world.tenant.policiesNow()).hasSize(2);
    assertThat(world.status().plan()).isNull();
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("True");
  }

  @Test
  void a_rollout_under_way_stays_where_it_is_however_good_the_evidence() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.settle();
    world.tenant.forgetRequests();

    world.apply(observing());
    world.run(Duration.ofHours(12));

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.status().currentStage().name()).isEqualTo("observe");
    assertThat(world.status().nextAction().blockedBy()).contains("ObserveOnly");
    assertThat(world.condition(ConditionType.READY).status())
        .as("nothing is missing at this stage")
        .isEqualTo("True");
  }

  @Test
  void drift_is_planned_and_not_repaired() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.settle();
    world.apply(observing());
    world.tenant.edit(world.observePolicy().id(), content -> content.inState(PolicyState.DISABLED));
    world.tenant.forgetRequests();

    world.run(Duration.ofHours(1));

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.status().plan().summary()).isEqualTo("1 policy state to set");
    assertThat(world.condition(ConditionType.POLICY_IN_SYNC).reason()).isEqualTo("ObserveOnly");
  }

  @Test
  void not_even_a_stop_is_written_and_the_rollout_stalls_to_say_so() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.run(Duration.ofMinutes(4 * 60 + 40));
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    world.apply(observing());
    world.look();
    world.tenant.forgetRequests();

    world.annotate("emergency-stop", "ada-1");
    world.run(Duration.ofHours(1));

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.status().emergency().by()).isEqualTo("ada-1");
    assertThat(world.condition(ConditionType.STALLED).message())
        .contains("applyPolicy is Observe")
        .contains("not even a rollback or a stop is written");
    assertThat(world.events)
        .filteredOn(event -> event.startsWith("EmergencyStopped: "))
        .singleElement()
        .asString()
        .contains("Nothing was written");

    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.look();

    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
  }

  @Test
  void a_long_plan_is_cut_and_says_how_much_is_left_out() {
    RolloutBuilder many = RolloutBuilder.rollout();
    for (int stage = 0; stage < 25; stage++) {
      many.stage(
          "{name: s%d, state: ReportOnly, include: {managedGroup: {displayName: Group %d, users: [ada@contoso.com]}}}"
              .formatted(stage, stage));
    }
    world.apply(many.spec("applyPolicy: Observe").build());

    world.look();

    assertThat(world.status().plan().changes()).hasSize(20);
    assertThat(world.status().plan().summary())
        .isEqualTo("2 policies to create, 25 groups to create (20 changes listed, and 7 more)");
  }

  private static TokenProtectionRollout observing() {
    return RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).spec("applyPolicy: Observe").build();
  }

  private List<String> planned() {
    return world.events.stream().filter(event -> event.startsWith("Planned: ")).toList();
  }
}
