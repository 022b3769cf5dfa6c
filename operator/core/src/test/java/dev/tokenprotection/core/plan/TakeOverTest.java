package dev.tokenprotection.core.plan;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.ENFORCED_ID;
import static dev.tokenprotection.core.world.Examples.OBSERVE_ID;
import static dev.tokenprotection.core.world.Examples.OFFICE;
import static dev.tokenprotection.core.world.Examples.PILOT;
import static dev.tokenprotection.core.world.Examples.VOLUNTEERS_ID;
import static dev.tokenprotection.core.world.Examples.observed;
import static dev.tokenprotection.core.world.Examples.rollout;
import static dev.tokenprotection.core.world.Examples.stage;
import static dev.tokenprotection.core.world.Examples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.DesiredMembers;
import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.model.StageState;
import dev.tokenprotection.core.plan.ObservedState.ObservedGroup;
import dev.tokenprotection.core.plan.ObservedState.TakingOver;
import dev.tokenprotection.core.world.PolicyBuilder;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What carries the mark of an installation whose place this one takes gets the own mark. */
class TakeOverTest {
  private static final Marker THEIRS =
      Marker.of(new RolloutIdentity("cluster-2", "contoso", "office"));
  private static final DesiredState DESIRED =
      DesiredState.at(
          rollout(
              stage("pilot-observe", StageState.REPORT_ONLY, PILOT),
              stage(
                  "volunteers",
                  StageState.ENFORCED,
                  new ManagedGroup("Volunteers", ManagedGroup.Membership.ADDITIVE, List.of()))),
          1,
          new Resolved(
              Map.of(PILOT, new dev.tokenprotection.core.model.GroupId("pilot")),
              Map.of("Volunteers", VOLUNTEERS_ID)),
          BREAK_GLASS);

  private static PolicyContent marked(PolicyContent content, PolicyRole role) {
    return PolicyBuilder.from(content).named(THEIRS.displayName("Pilot", role)).build();
  }

  private static ObservedState theirs(PolicyContent observe, PolicyContent enforced) {
    return new ObservedState(
            Map.of(
                PolicyRole.OBSERVE,
                observed(OBSERVE_ID, marked(observe, PolicyRole.OBSERVE)),
                PolicyRole.ENFORCED,
                observed(ENFORCED_ID, marked(enforced, PolicyRole.ENFORCED))),
            Map.of("Volunteers", new ObservedGroup(VOLUNTEERS_ID, Set.of(user(1)))))
        .takingOver(new TakingOver(EnumSet.allOf(PolicyRole.class), Set.of("Volunteers")));
  }

  private static Plan plan(ObservedState observed) {
    return Planner.plan(DESIRED, DesiredMembers.UNKNOWN, observed);
  }

  @Test
  void both_policies_and_the_groups_get_the_own_mark_and_nothing_else_changes() {
    ObservedState observed = theirs(DESIRED.observe(), DESIRED.enforced());

    Plan plan = plan(observed);

    assertThat(plan.changes())
        .hasSize(3)
        .allSatisfy(
            change -> {
              assertThat(change.action()).isInstanceOf(Action.TakeOver.class);
              assertThat(change.direction()).isEqualTo(Direction.NEUTRAL);
            });
    assertThat(plan.actions())
        .contains(
            new Action.TakeOver.OfGroup(
                VOLUNTEERS_ID, "Volunteers", Marker.groupDescription(OFFICE)));
    assertThat(plan(Projection.after(observed, plan)).isEmpty()).isTrue();
  }

  @Test
  void what_else_differs_is_written_only_once_the_mark_is_the_own_one() {
    PolicyContent narrower =
        PolicyBuilder.from(DESIRED.observe())
            .applications(DESIRED.observe().applications().first())
            .build();
    ObservedState observed = theirs(narrower, DESIRED.enforced());

    Plan first = plan(observed);
    Plan second = plan(Projection.after(observed, first));

    assertThat(first.actions()).allMatch(Action.TakeOver.class::isInstance);
    assertThat(second.actions())
        .singleElement()
        .isInstanceOfSatisfying(
            Action.UpdatePolicy.class,
            update -> assertThat(update.fields()).containsExactly(PolicyField.APPLICATIONS));
  }

  @Test
  void emergency_access_accounts_that_are_not_left_out_yet_are_with_the_same_write() {
    PolicyContent without = DESIRED.enforced().excluding(new TreeSet<>(), new TreeSet<>());

    Plan plan = plan(theirs(DESIRED.observe(), without));

    assertThat(plan.actions())
        .filteredOn(Action.TakeOver.OfPolicy.class::isInstance)
        .map(Action.TakeOver.OfPolicy.class::cast)
        .filteredOn(taken -> taken.role() == PolicyRole.ENFORCED)
        .singleElement()
        .satisfies(
            taken -> {
              assertThat(taken.fields())
                  .containsExactlyInAnyOrder(
                      PolicyField.DISPLAY_NAME,
                      PolicyField.EXCLUDE_USERS,
                      PolicyField.EXCLUDE_GROUPS);
              assertThat(taken.content().excludeUsers()).containsAll(BREAK_GLASS.users());
            });
  }

  @Test
  void a_plan_says_that_it_takes_over() {
    Plan plan = plan(theirs(DESIRED.observe(), DESIRED.enforced()));

    assertThat(plan.summary()).isEqualTo("3 objects to take over");
    assertThat(plan.describe())
        .contains("take over group \"Volunteers\": description")
        .anyMatch(
            line ->
                line.startsWith("take over enforced policy " + ENFORCED_ID + " as \"")
                    && line.endsWith("displayName"));
  }

  @Test
  void a_forecast_tells_of_all_three() {
    ObservedState observed = theirs(DESIRED.observe(), DESIRED.enforced());

    assertThat(Forecast.of(observed, List.of(plan(observed))).changes()).hasSize(3);
  }
}
