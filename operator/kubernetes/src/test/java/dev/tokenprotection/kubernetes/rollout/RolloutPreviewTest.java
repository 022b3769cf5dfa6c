package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.core.guard.Violation;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.StageState;
import dev.tokenprotection.core.plan.Direction;
import dev.tokenprotection.core.plan.ObjectChange;
import dev.tokenprotection.core.plan.Projection;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.rollout.PlanPreview.Made;
import dev.tokenprotection.kubernetes.rollout.PlanPreview.Situation;
import dev.tokenprotection.kubernetes.rollout.PlanPreview.StageChoice;
import dev.tokenprotection.kubernetes.tenant.SecretSource;
import dev.tokenprotection.kubernetes.tenant.ServiceAccountTokenSource;
import dev.tokenprotection.kubernetes.tenant.TenantView;
import dev.tokenprotection.kubernetes.tenant.TenantVisit;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RolloutPreviewTest {
  private static final StageChoice PRESENT = new StageChoice.Present();

  private final RolloutWorld world = new RolloutWorld();
  private final RolloutPreview preview = new RolloutPreview("installation-1", world.time);

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_rollout_without_status_is_planned_for_its_first_stage_and_nothing_is_written() {
    Made made = made(pilot(), PRESENT);

    assertThat(made.stage())
        .isEqualTo(
            new PlanPreview.PlannedStage(
                1, 2, "observe", StageState.REPORT_ONLY, Situation.NOT_BEGUN));
    assertThat(made.forecast().changes()).hasSize(3);
    assertThat(made.forecast().changes().getFirst())
        .isEqualTo(
            new ObjectChange.GroupCreated(
                "Volunteers", new TreeSet<>(world.users.values()), Set.of()));
    assertThat(made.groups()).containsEntry(Projection.groupToCome("Volunteers"), "Volunteers");
    assertThat(made.heldBack()).isEmpty();
    assertThat(world.tenant.writes()).isEmpty();
  }

  @Test
  void the_next_plan_is_the_one_that_the_operator_shows_in_status() {
    TokenProtectionRollout observing =
        RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).spec("applyPolicy: Observe").build();
    world.apply(observing);
    world.look();

    assertThat(made(observing, PRESENT).next().hash()).isEqualTo(world.status().plan().hash());
    assertThat(made(pilot(), PRESENT).next().hash()).isEqualTo(world.status().plan().hash());
  }

  @Test
  void what_is_forecast_is_what_the_operator_makes_of_it() {
    Made made = made(pilot(), PRESENT);
    world.apply(pilot());
    world.settle();

    assertThat(made.forecast().changes().get(1))
        .isInstanceOfSatisfying(
            ObjectChange.PolicyCreated.class,
            created ->
                assertThat(created.content())
                    .isEqualTo(
                        world
                            .observePolicy()
                            .content()
                            .including(
                                world.observePolicy().content().includeUsers(),
                                new TreeSet<>(Set.of(Projection.groupToCome("Volunteers"))))));
    assertThat(live(pilot(), PRESENT).forecast().isEmpty()).as("in sync by now").isTrue();
  }

  @Test
  void with_its_status_a_rollout_is_planned_for_where_it_is() {
    world.apply(pilot());
    world.run(Duration.ofMinutes(4 * 60 + 40));
    assertThat(world.status().currentStage().name()).isEqualTo("enforce");

    Made made = live(pilot(), PRESENT);

    assertThat(made.stage().name()).isEqualTo("enforce");
    assertThat(made.stage().situation()).isEqualTo(Situation.IN_STAGE);
    assertThat(made.forecast().isEmpty()).isTrue();
  }

  @Test
  void without_its_status_a_rollout_is_planned_for_where_what_is_live_says_that_it_goes_on() {
    world.apply(pilot());
    world.run(Duration.ofMinutes(4 * 60 + 40));

    Made made = made(pilot(), PRESENT);

    assertThat(made.stage().name()).isEqualTo("enforce");
    assertThat(made.stage().situation()).isEqualTo(Situation.FOUND);
    assertThat(made.forecast().isEmpty()).isTrue();
  }

  @Test
  void a_stage_to_come_shows_what_its_promotion_would_change() {
    world.apply(pilot());
    world.settle();
    GroupId group = world.tenant.groupsNow().getFirst().id();

    Made made = live(pilot(), new StageChoice.Assumed("enforce"));

    assertThat(made.stage().situation()).isEqualTo(Situation.ASSUMED);
    assertThat(made.heldBack()).as("as if the gate had passed").isEmpty();
    assertThat(made.forecast().changes())
        .singleElement()
        .isInstanceOfSatisfying(
            ObjectChange.PolicyChanged.class,
            changed -> {
              assertThat(changed.role()).isEqualTo(PolicyRole.ENFORCED);
              assertThat(changed.after().includeGroups()).containsExactly(group);
              assertThat(changed.after().state()).isEqualTo(PolicyState.ENABLED);
              assertThat(changed.effects()).containsExactly(Direction.MORE);
            });
    assertThat(live(pilot(), new StageChoice.Assumed("2"))).isEqualTo(made);
  }

  @Test
  void a_stage_to_come_can_be_planned_for_a_tenant_that_has_nothing_yet() {
    Made made = made(pilot(), new StageChoice.Assumed("2"));

    assertThat(made.heldBack()).isEmpty();
    assertThat(made.forecast().changes().getLast())
        .isInstanceOfSatisfying(
            ObjectChange.PolicyCreated.class,
            created -> assertThat(created.content().state()).isEqualTo(PolicyState.ENABLED));
  }

  @Test
  void a_stage_that_there_is_not_is_refused_and_those_that_there_are_are_named() {
    assertThat(preview.of(pilot(), tenant(), new StageChoice.Assumed("3")))
        .isInstanceOfSatisfying(
            PlanPreview.NotPossible.class,
            not -> assertThat(not.trouble().message()).contains("no stage 3", "observe, enforce"));
  }

  @Test
  void an_emergency_stop_in_the_spec_is_planned_as_the_way_back() {
    world.apply(pilot());
    world.run(Duration.ofMinutes(4 * 60 + 40));

    Made made =
        live(
            RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).spec("emergencyStop: true").build(),
            PRESENT);

    assertThat(made.stage().situation()).isEqualTo(Situation.STOPPED);
    assertThat(made.forecast().changes())
        .singleElement()
        .satisfies(change -> assertThat(change.effects()).containsExactly(Direction.LESS));
  }

  @Test
  void what_a_guard_would_refuse_is_told() {
    Made made =
        made(
            RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).spec("applyPolicy: Observe").build(),
            PRESENT);

    assertThat(made.heldBack()).extracting(Violation::reason).contains("ObserveOnly");
    assertThat(made.forecast().changes()).as("it is planned all the same").hasSize(3);
  }

  @Test
  void groups_that_are_not_found_are_told_and_leave_the_plan_incomplete() {
    Made made =
        made(
            RolloutBuilder.rollout()
                .stage(
                    "{name: observe, state: ReportOnly, include: {groups: [{displayName: Nobody}]}}")
                .build(),
            PRESENT);

    assertThat(made.unresolved())
        .singleElement()
        .satisfies(
            trouble -> assertThat(trouble.reason()).isEqualTo(ConditionReason.GROUP_NOT_FOUND));
  }

  @Test
  void stages_that_were_edited_under_a_running_rollout_give_no_plan() {
    world.apply(pilot());
    world.settle();

    PlanPreview edited =
        preview.of(
            withLiveStatus(
                RolloutBuilder.rollout()
                    .stage(
                        "{name: renamed, state: ReportOnly, include: {managedGroup: {displayName:"
                            + " Volunteers, users: [ada@contoso.com]}}}")
                    .build()),
            tenant(),
            PRESENT);

    assertThat(edited)
        .isInstanceOfSatisfying(
            PlanPreview.NotPossible.class,
            not -> assertThat(not.trouble().reason()).isEqualTo(ConditionReason.STAGES_CHANGED));
  }

  @Test
  void a_plan_made_of_many_requests_reads_only() {
    world.apply(pilot());
    world.settle();
    world.tenant.forgetRequests();

    live(pilot(), new StageChoice.Assumed("enforce"));

    assertThat(world.tenant.requests()).isNotEmpty();
    assertThat(world.tenant.writes()).isEmpty();
  }

  private static TokenProtectionRollout pilot() {
    return RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build();
  }

  private Made made(TokenProtectionRollout rollout, StageChoice choice) {
    PlanPreview found = preview.of(rollout, tenant(), choice);
    assertThat(found).isInstanceOf(Made.class);
    return (Made) found;
  }

  private Made live(TokenProtectionRollout rollout, StageChoice choice) {
    return made(withLiveStatus(rollout), choice);
  }

  private TokenProtectionRollout withLiveStatus(TokenProtectionRollout rollout) {
    TokenProtectionRolloutStatus status = world.status();
    rollout.setStatus(status);
    return rollout;
  }

  private TenantView.Usable tenant() {
    EntraTenant resource =
        world
            .api
            .client()
            .resources(EntraTenant.class)
            .inNamespace("security")
            .withName("contoso")
            .get();
    return new TenantVisit(
            connection -> new Outcome.Ok<>(world.tenant),
            Set.of(),
            SecretSource.of(world.api.client()),
            ServiceAccountTokenSource.NONE,
            world.time)
        .visit(resource)
        .success()
        .orElseThrow();
  }
}
