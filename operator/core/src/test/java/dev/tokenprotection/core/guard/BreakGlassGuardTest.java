package dev.tokenprotection.core.guard;

import static dev.tokenprotection.core.guard.GuardExamples.BACK;
import static dev.tokenprotection.core.guard.GuardExamples.CREATE;
import static dev.tokenprotection.core.guard.GuardExamples.ENABLE;
import static dev.tokenprotection.core.guard.GuardExamples.PILOT_ENFORCED;
import static dev.tokenprotection.core.guard.GuardExamples.check;
import static dev.tokenprotection.core.guard.GuardExamples.enforced;
import static dev.tokenprotection.core.guard.GuardExamples.reasons;
import static dev.tokenprotection.core.guard.GuardExamples.update;
import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.OTHER_ID;
import static dev.tokenprotection.core.world.Examples.PILOT_ID;
import static dev.tokenprotection.core.world.Examples.set;
import static dev.tokenprotection.core.world.Examples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.guard.GuardExamples.Setting;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.ObservedState;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BreakGlassGuardTest {
  @Test
  void without_verified_break_glass_only_the_way_to_report_only_is_open() {
    PolicyContent tooWide = PILOT_ENFORCED.enforced().including(set(), set(PILOT_ID, OTHER_ID));
    Action narrow = update(PILOT_ENFORCED.enforced(), EnumSet.of(PolicyField.INCLUDE_GROUPS));
    Guarded guarded =
        check(
            enforced(tooWide),
            setting ->
                setting.verification(new BreakGlassVerification.Unverified("Gone.", "Mend it.")),
            BACK,
            narrow,
            CREATE);
    assertThat(guarded.allowed().actions()).containsExactly(BACK);
    Violation violation = guarded.refused().getFirst();
    assertThat(violation.reason()).isEqualTo("BreakGlassUnverified");
    assertThat(violation.sentence()).isEqualTo("Gone. Mend it.");
  }

  @Test
  void a_policy_that_would_not_exclude_break_glass_is_not_created() {
    for (PolicyContent content :
        List.of(
            PILOT_ENFORCED.observe().excluding(set(user(9001)), BREAK_GLASS.groups()),
            PILOT_ENFORCED.observe().excluding(BREAK_GLASS.users(), set()))) {
      Guarded guarded =
          check(
              new ObservedState(Map.of(), Map.of()),
              GuardExamples::asItIs,
              new Action.CreatePolicy(PolicyRole.OBSERVE, content));
      assertThat(guarded.allowed().isEmpty()).isTrue();
      assertThat(reasons(guarded)).containsExactly("BreakGlassNotExcluded");
    }
  }

  @Test
  void no_field_of_a_policy_that_lacks_break_glass_is_written_before_the_exclusions_are() {
    PolicyContent lost = PILOT_ENFORCED.enforced().excluding(set(), set());
    Action name = update(PILOT_ENFORCED.enforced(), EnumSet.of(PolicyField.DISPLAY_NAME));
    Action repair =
        update(
            PILOT_ENFORCED.enforced(),
            EnumSet.of(PolicyField.EXCLUDE_USERS, PolicyField.EXCLUDE_GROUPS));
    assertThat(reasons(check(enforced(lost), GuardExamples::asItIs, name)))
        .containsExactly("BreakGlassNotExcluded");
    assertThat(reasons(check(enforced(lost), GuardExamples::asItIs, repair, name))).isEmpty();
  }

  @Test
  void a_policy_that_lacks_break_glass_is_not_enabled_but_may_go_back() {
    PolicyContent lost = PILOT_ENFORCED.enforced().excluding(set(), set());
    Guarded enabling =
        check(enforced(lost.inState(PolicyState.REPORT_ONLY)), GuardExamples::asItIs, ENABLE);
    assertThat(enabling.allowed().isEmpty()).isTrue();
    assertThat(reasons(enabling)).contains("BreakGlassNotExcluded");
    assertThat(check(enforced(lost), GuardExamples::asItIs, BACK).allowed().actions())
        .containsExactly(BACK);
  }

  @Test
  void an_account_taken_out_of_break_glass_stays_excluded_from_what_is_enabled_until_confirmed() {
    PolicyContent before = PILOT_ENFORCED.enforced().excluding(moreUsers(), moreGroups());
    Action shrink =
        update(
            PILOT_ENFORCED.enforced(),
            EnumSet.of(PolicyField.EXCLUDE_USERS, PolicyField.EXCLUDE_GROUPS));
    for (BreakGlass taken :
        List.of(new BreakGlass(set(user(77)), set()), new BreakGlass(set(), set(OTHER_ID)))) {
      Guarded guarded =
          check(
              enforced(before),
              setting -> setting.removal(new BreakGlassRemoval(taken, "Confirm it.")),
              shrink,
              CREATE);
      assertThat(guarded.allowed().actions()).containsExactly(CREATE);
      assertThat(reasons(guarded)).containsExactly("BreakGlassShrinks");
      assertThat(guarded.refused().getFirst().sentence()).endsWith("Confirm it.");
    }
    assertThat(reasons(check(enforced(before), GuardExamples::asItIs, shrink))).isEmpty();
  }

  @Test
  void an_account_taken_out_of_break_glass_does_not_keep_other_writes_back() {
    PolicyContent before = PILOT_ENFORCED.enforced().excluding(moreUsers(), moreGroups());
    UnaryOperator<Setting> taken =
        setting ->
            setting.removal(
                new BreakGlassRemoval(new BreakGlass(set(user(77)), set(OTHER_ID)), "Confirm it."));
    Action name = update(PILOT_ENFORCED.enforced(), EnumSet.of(PolicyField.DISPLAY_NAME));
    assertThat(check(enforced(before), taken, name, BACK).refused()).isEmpty();
    Action shrink =
        update(
            PILOT_ENFORCED.enforced(),
            EnumSet.of(PolicyField.EXCLUDE_USERS, PolicyField.EXCLUDE_GROUPS));
    assertThat(check(enforced(before.inState(PolicyState.REPORT_ONLY)), taken, shrink).refused())
        .isEmpty();
  }

  private static SortedSet<UserId> moreUsers() {
    SortedSet<UserId> more = new TreeSet<>(BREAK_GLASS.users());
    more.add(user(77));
    return more;
  }

  private static SortedSet<GroupId> moreGroups() {
    SortedSet<GroupId> more = new TreeSet<>(BREAK_GLASS.groups());
    more.add(OTHER_ID);
    return more;
  }
}
