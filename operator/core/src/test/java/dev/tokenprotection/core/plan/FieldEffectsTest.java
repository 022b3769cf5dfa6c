package dev.tokenprotection.core.plan;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.EVERYBODY_ID;
import static dev.tokenprotection.core.world.Examples.OTHER_ID;
import static dev.tokenprotection.core.world.Examples.PILOT_ID;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.office;
import static dev.tokenprotection.core.world.Examples.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.world.PolicyBuilder;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldEffectsTest {
  private static final PolicyContent LIVE =
      DesiredState.at(office(), 1, RESOLVED, BREAK_GLASS).enforced();

  private static void changes(PolicyContent to, PolicyField[] lowers, PolicyField... widens) {
    FieldEffects effects = FieldEffects.between(LIVE, to);
    assertThat(effects.lowers()).containsExactlyInAnyOrder(lowers);
    assertThat(effects.widens()).containsExactlyInAnyOrder(widens);
  }

  private static PolicyField[] lowering(PolicyField... fields) {
    return fields;
  }

  @Test
  void a_name_changes_nothing_that_is_enforced() {
    changes(PolicyBuilder.from(LIVE).named("x").build(), lowering());
  }

  @Test
  void fewer_applications_lower_and_more_widen() {
    changes(
        PolicyBuilder.from(LIVE).applications(LIVE.applications().first()).build(),
        lowering(PolicyField.APPLICATIONS));
    changes(
        PolicyBuilder.from(LIVE).applications("All").build(), lowering(), PolicyField.APPLICATIONS);
  }

  @Test
  void another_cohort_lowers_for_those_who_leave_and_widens_for_those_who_join() {
    changes(LIVE.including(set(), set(PILOT_ID, OTHER_ID)), lowering(), PolicyField.INCLUDE_GROUPS);
    changes(
        LIVE.including(set(), set(EVERYBODY_ID)),
        lowering(PolicyField.INCLUDE_GROUPS),
        PolicyField.INCLUDE_GROUPS);
  }

  @Test
  void an_exclusion_lowers_and_its_loss_widens() {
    changes(
        PolicyBuilder.from(LIVE).excludingGroups(BREAK_GLASS.groups().first(), OTHER_ID).build(),
        lowering(PolicyField.EXCLUDE_GROUPS));
    changes(
        PolicyBuilder.from(LIVE).excludingGroups().build(), lowering(), PolicyField.EXCLUDE_GROUPS);
  }

  @Test
  void the_state_lowers_when_it_ends_enforcement_whatever_else_changes() {
    assertThat(FieldEffects.between(LIVE, LIVE.inState(PolicyState.REPORT_ONLY)).lowers())
        .containsExactly(PolicyField.STATE);
    assertThat(FieldEffects.between(LIVE.inState(PolicyState.DISABLED), LIVE).widens())
        .containsExactly(PolicyField.STATE);
  }

  @Test
  void what_enforces_nothing_has_nothing_to_lower() {
    PolicyContent off = LIVE.inState(PolicyState.REPORT_ONLY);
    assertThat(FieldEffects.between(off, off.including(set("None"), set())))
        .isEqualTo(new FieldEffects(Set.of(), Set.of()));
  }
}
