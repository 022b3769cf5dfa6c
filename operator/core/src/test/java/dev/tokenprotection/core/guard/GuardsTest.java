package dev.tokenprotection.core.guard;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.ENFORCED_ID;
import static dev.tokenprotection.core.world.Examples.EVERYBODY_ID;
import static dev.tokenprotection.core.world.Examples.OBSERVE_ID;
import static dev.tokenprotection.core.world.Examples.OTHER_ID;
import static dev.tokenprotection.core.world.Examples.PILOT_ID;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.START;
import static dev.tokenprotection.core.world.Examples.VOLUNTEERS_ID;
import static dev.tokenprotection.core.world.Examples.observed;
import static dev.tokenprotection.core.world.Examples.office;
import static dev.tokenprotection.core.world.Examples.set;
import static dev.tokenprotection.core.world.Examples.user;
import static dev.tokenprotection.core.world.Examples.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.drift.Drift;
import dev.tokenprotection.core.drift.DriftHandling;
import dev.tokenprotection.core.drift.PolicyDrift;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.CountOrShare;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.ObservedState.ObservedGroup;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.world.PolicyBuilder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GuardsTest {
  private static final DesiredState PILOT_ENFORCED =
      DesiredState.at(office(), 1, RESOLVED, BREAK_GLASS);
  private static final DesiredState ALL_ENFORCED =
      DesiredState.at(office(), 3, RESOLVED, BREAK_GLASS);
  private static final Scope PILOT_PASSED =
      Scope.passedWith(Scope.NOTHING, office(), 0, RESOLVED, PILOT_ENFORCED.observe());
  private static final Action ENABLE = state(PolicyState.ENABLED);
  private static final Action BACK = state(PolicyState.REPORT_ONLY);
  private static final Action CREATE =
      new Action.CreatePolicy(PolicyRole.OBSERVE, PILOT_ENFORCED.observe());
  private static final String VOLUNTEERS = "TokenProtection-Pilot-Volunteers";

  @Test
  void a_plan_that_keeps_every_rule_is_carried_out_whole() {
    ObservedState ready = enforced(PILOT_ENFORCED.enforced().inState(PolicyState.REPORT_ONLY));
    Guarded guarded = check(ready, GuardsTest::asItIs, ENABLE);
    assertThat(guarded.refused()).isEmpty();
    assertThat(guarded.allowed().actions()).containsExactly(ENABLE);
  }

  @Test
  void an_empty_plan_violates_nothing_whatever_the_tenant_is_like() {
    Guarded guarded =
        Guards.check(
            Plan.NOTHING,
            new Setting()
                .verification(new BreakGlassVerification.Unverified("m", "r"))
                .apply(ApplyPolicy.OBSERVE)
                .in(enforced(PILOT_ENFORCED.enforced())));
    assertThat(guarded.refused()).isEmpty();
  }

  @Test
  void a_rollout_that_only_looks_on_writes_nothing_not_even_the_way_back() {
    Guarded guarded =
        check(
            enforced(PILOT_ENFORCED.enforced()),
            setting -> setting.apply(ApplyPolicy.OBSERVE),
            BACK);
    assertThat(guarded.allowed().isEmpty()).isTrue();
    assertThat(guarded.refused().getFirst().reason()).isEqualTo("ObserveOnly");
  }

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
              GuardsTest::asItIs,
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
    assertThat(reasons(check(enforced(lost), GuardsTest::asItIs, name)))
        .containsExactly("BreakGlassNotExcluded");
    assertThat(reasons(check(enforced(lost), GuardsTest::asItIs, repair, name))).isEmpty();
  }

  @Test
  void a_policy_that_lacks_break_glass_is_not_enabled_but_may_go_back() {
    PolicyContent lost = PILOT_ENFORCED.enforced().excluding(set(), set());
    Guarded enabling =
        check(enforced(lost.inState(PolicyState.REPORT_ONLY)), GuardsTest::asItIs, ENABLE);
    assertThat(enabling.allowed().isEmpty()).isTrue();
    assertThat(reasons(enabling)).contains("BreakGlassNotExcluded");
    assertThat(check(enforced(lost), GuardsTest::asItIs, BACK).allowed().actions())
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
    assertThat(reasons(check(enforced(before), GuardsTest::asItIs, shrink))).isEmpty();
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

  static Stream<Arguments> tooBroad() {
    PolicyContent base = PILOT_ENFORCED.observe();
    return Stream.of(
        Arguments.of("all users", base.including(set("All"), set())),
        Arguments.of("a user by id", base.including(set("u1"), set(PILOT_ID))),
        Arguments.of(
            "the Office 365 group",
            conditions(base, set("Office365"), base.platforms(), base.clientAppTypes())),
        Arguments.of(
            "all applications",
            conditions(base, set("All"), base.platforms(), base.clientAppTypes())),
        Arguments.of(
            "an application of the profile that the rollout does not name",
            conditions(
                base,
                set("9cdead84-a844-4324-93f2-b2e6bb768d07"),
                base.platforms(),
                base.clientAppTypes())),
        Arguments.of(
            "no application", conditions(base, set(), base.platforms(), base.clientAppTypes())),
        Arguments.of(
            "platforms of two profiles",
            conditions(base, base.applications(), set("windows", "iOS"), base.clientAppTypes())),
        Arguments.of(
            "no platform condition",
            conditions(base, base.applications(), set(), base.clientAppTypes())),
        Arguments.of(
            "browsers",
            conditions(
                base,
                base.applications(),
                base.platforms(),
                set("browser", "mobileAppsAndDesktopClients"))),
        Arguments.of(
            "no client condition", conditions(base, base.applications(), base.platforms(), set())),
        Arguments.of("no session control", withoutControl(base)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tooBroad")
  void a_policy_broader_than_its_rollout_is_neither_created_nor_written(
      String what, PolicyContent content) {
    Guarded creating =
        check(
            new ObservedState(Map.of(), Map.of()),
            GuardsTest::asItIs,
            new Action.CreatePolicy(PolicyRole.OBSERVE, content));
    assertThat(creating.allowed().isEmpty()).as(what).isTrue();
    assertThat(reasons(creating)).contains("PolicyTooBroad");
    EnumSet<PolicyField> fields = EnumSet.allOf(PolicyField.class);
    fields.remove(PolicyField.STATE);
    Guarded updating =
        check(
            enforced(PILOT_ENFORCED.enforced().inState(PolicyState.REPORT_ONLY)),
            GuardsTest::asItIs,
            update(content, fields));
    assertThat(updating.allowed().isEmpty()).as(what).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tooBroad")
  void a_policy_that_somebody_made_broader_is_not_enabled(String what, PolicyContent content) {
    Guarded guarded =
        check(
            enforced(content.inState(PolicyState.REPORT_ONLY)),
            setting -> setting.passed(Scope.of(content)),
            ENABLE);
    assertThat(guarded.allowed().isEmpty()).as(what).isTrue();
    assertThat(reasons(guarded)).contains("PolicyTooBroad");
  }

  @Test
  void nothing_is_enabled_that_has_not_passed_a_gate() {
    ObservedState ready = enforced(PILOT_ENFORCED.enforced().inState(PolicyState.REPORT_ONLY));
    Guarded guarded = check(ready, setting -> setting.passed(Scope.NOTHING), ENABLE);
    assertThat(guarded.allowed().isEmpty()).isTrue();
    assertThat(reasons(guarded)).containsExactly("ScopeNotPassed");
    assertThat(guarded.refused().getFirst().message()).contains(PILOT_ID.value());
  }

  @Test
  void an_enabled_policy_gets_no_group_that_has_not_passed_a_gate() {
    Action widen = update(ALL_ENFORCED.enforced(), EnumSet.of(PolicyField.INCLUDE_GROUPS));
    Guarded guarded = check(enforced(PILOT_ENFORCED.enforced()), GuardsTest::asItIs, widen);
    assertThat(guarded.allowed().isEmpty()).isTrue();
    assertThat(guarded.refused().getFirst().message())
        .contains(EVERYBODY_ID.value())
        .doesNotContain(PILOT_ID.value());
    Scope passed = Scope.passedWith(PILOT_PASSED, office(), 2, RESOLVED, PILOT_ENFORCED.observe());
    assertThat(
            check(enforced(PILOT_ENFORCED.enforced()), setting -> setting.passed(passed), widen)
                .refused())
        .isEmpty();
  }

  @Test
  void groups_may_go_into_a_policy_that_is_not_enabled() {
    Action groups = update(ALL_ENFORCED.enforced(), EnumSet.of(PolicyField.INCLUDE_GROUPS));
    Guarded guarded =
        check(
            enforced(PILOT_ENFORCED.enforced().inState(PolicyState.REPORT_ONLY)),
            setting -> setting.passed(Scope.NOTHING),
            groups);
    assertThat(guarded.refused()).isEmpty();
  }

  @Test
  void a_policy_with_controls_of_somebody_else_is_not_enabled() {
    ObservedPolicy withBlock =
        new ObservedPolicy(
            ENFORCED_ID,
            PILOT_ENFORCED.enforced().inState(PolicyState.REPORT_ONLY),
            START,
            set("grantControls"));
    Guarded guarded =
        check(
            new ObservedState(Map.of(PolicyRole.ENFORCED, withBlock), Map.of()),
            GuardsTest::asItIs,
            ENABLE);
    assertThat(guarded.allowed().isEmpty()).isTrue();
    assertThat(guarded.refused().getFirst().message()).contains("grantControls");
  }

  @Test
  void a_tenant_that_is_not_fit_lets_everything_but_more_enforcement_through() {
    ObservedState ready = enforced(PILOT_ENFORCED.enforced().inState(PolicyState.REPORT_ONLY));
    Preflight unfit =
        new Preflight(List.of(new Preflight.Finding("SecurityDefaultsEnabled", "On.", "Off.")));
    Guarded guarded = check(ready, setting -> setting.preflight(unfit), CREATE, ENABLE);
    assertThat(guarded.allowed().actions()).containsExactly(CREATE);
    assertThat(reasons(guarded)).containsExactly("SecurityDefaultsEnabled");
    assertThat(check(ready, setting -> setting.preflight(unfit), CREATE).refused()).isEmpty();
  }

  @Test
  void more_removals_than_allowed_are_not_carried_out_and_the_rest_is() {
    ObservedState tenant = volunteers(PILOT_ENFORCED.observe(), users(1, 20));
    Guarded three = check(tenant, GuardsTest::asItIs, with(removals(3), CREATE));
    assertThat(three.allowed().actions()).containsExactly(CREATE);
    assertThat(three.refused().getFirst().message()).contains("3 of the 20").contains("(2)");
    assertThat(check(tenant, GuardsTest::asItIs, removals(2)).refused()).isEmpty();
  }

  @Test
  void a_share_of_few_members_is_rounded_up() {
    ObservedState tenant = volunteers(PILOT_ENFORCED.observe(), users(1, 3));
    assertThat(check(tenant, GuardsTest::asItIs, removals(1)).refused()).isEmpty();
    assertThat(check(tenant, GuardsTest::asItIs, removals(2)).refused()).isNotEmpty();
  }

  @Test
  void carrying_out_a_part_of_allowed_removals_never_makes_the_rest_too_many() {
    for (int members = 1; members <= 200; members++) {
      long allowed = MembershipCaps.DEFAULT.maxRemovals().of(members);
      for (int done = 0; done < allowed; done++) {
        assertThat(allowed - done)
            .as("%d members, %d of %d removed", members, done, allowed)
            .isLessThanOrEqualTo(MembershipCaps.DEFAULT.maxRemovals().of(members - done));
      }
    }
  }

  @Test
  void a_group_that_nobody_is_blocked_by_may_be_filled_at_once() {
    ObservedState empty = volunteers(PILOT_ENFORCED.observe(), Set.of());
    assertThat(check(empty, GuardsTest::asItIs, additions(20)).refused()).isEmpty();
  }

  @Test
  void an_enforced_group_grows_only_as_far_as_is_allowed() {
    PolicyContent covering = PILOT_ENFORCED.enforced().including(set(), set(VOLUNTEERS_ID));
    ObservedState tenant = volunteers(covering, users(1, 20));
    Scope passed =
        Scope.passed(
            set(VOLUNTEERS_ID),
            PILOT_PASSED.excludeGroups(),
            PILOT_PASSED.guests(),
            PILOT_PASSED.applications(),
            PILOT_PASSED.platforms(),
            PILOT_PASSED.deviceFilter());
    assertThat(check(tenant, setting -> setting.passed(passed), additions(5)).refused()).isEmpty();
    Guarded six = check(tenant, setting -> setting.passed(passed), additions(6));
    assertThat(six.allowed().isEmpty()).isTrue();
    assertThat(reasons(six)).containsExactly("UnobservedMembers");
    assertThat(
            check(
                    tenant,
                    setting ->
                        setting
                            .passed(passed)
                            .caps(
                                new MembershipCaps(
                                    new CountOrShare.Count(0), new CountOrShare.Count(6))),
                    additions(6))
                .refused())
        .isEmpty();
  }

  @Test
  void a_scope_that_has_outgrown_what_passed_its_gate_is_not_enabled() {
    ObservedState ready = enforced(PILOT_ENFORCED.enforced().inState(PolicyState.REPORT_ONLY));
    assertThat(check(ready, s -> s.growth(new Growth.Counted(100, 125)), ENABLE).refused())
        .isEmpty();
    Guarded outgrown = check(ready, s -> s.growth(new Growth.Counted(100, 126)), CREATE, ENABLE);
    assertThat(outgrown.allowed().actions()).containsExactly(CREATE);
    assertThat(reasons(outgrown)).containsExactly("UnobservedMembers");
    Guarded unknown = check(ready, s -> s.growth(new Growth.Unknown("503.")), CREATE, ENABLE);
    assertThat(unknown.allowed().actions()).containsExactly(CREATE);
    assertThat(reasons(unknown)).containsExactly("UnobservedMembers");
  }

  @Test
  void a_scope_that_has_outgrown_what_passed_its_gate_goes_back_all_the_same() {
    assertThat(
            check(
                    enforced(PILOT_ENFORCED.enforced()),
                    s -> s.growth(new Growth.Counted(100, 900)),
                    BACK)
                .allowed()
                .actions())
        .containsExactly(BACK);
  }

  @Test
  void small_additions_do_not_add_up_to_more_than_is_allowed() {
    PolicyContent covering = PILOT_ENFORCED.enforced().including(set(), set(VOLUNTEERS_ID));
    ObservedState tenant = volunteers(covering, users(1, 20));
    Scope passed =
        Scope.passed(
            set(VOLUNTEERS_ID),
            PILOT_PASSED.excludeGroups(),
            PILOT_PASSED.guests(),
            PILOT_PASSED.applications(),
            PILOT_PASSED.platforms(),
            PILOT_PASSED.deviceFilter());
    UnaryOperator<Setting> grown = s -> s.passed(passed).growth(new Growth.Counted(16, 20));
    Guarded guarded = check(tenant, grown, additions(1));
    assertThat(guarded.allowed().isEmpty()).isTrue();
    assertThat(reasons(guarded)).containsExactly("UnobservedMembers");
  }

  @Test
  void nobody_is_added_to_a_group_that_is_enforced_without_having_passed() {
    PolicyContent covering = PILOT_ENFORCED.enforced().including(set(), set(VOLUNTEERS_ID));
    Guarded guarded = check(volunteers(covering, users(1, 20)), GuardsTest::asItIs, additions(1));
    assertThat(guarded.allowed().isEmpty()).isTrue();
    assertThat(reasons(guarded)).containsExactly("ScopeNotPassed");
  }

  @Test
  void no_message_names_a_user() {
    ObservedState tenant = volunteers(PILOT_ENFORCED.observe(), users(1, 20));
    for (Violation violation : check(tenant, GuardsTest::asItIs, removals(20)).refused()) {
      assertThat(violation.sentence()).doesNotContain("44444444-");
    }
  }

  private static Guarded check(
      ObservedState observed, UnaryOperator<Setting> setting, Action... actions) {
    Plan plan = new Plan(Stream.of(actions).map(a -> Change.of(a, observed)).toList());
    return Guards.check(plan, setting.apply(new Setting()).in(observed));
  }

  @Test
  void drift_that_is_left_alone_keeps_only_what_enforces_less() {
    PolicyContent drifted = PILOT_ENFORCED.enforced().excluding(set(), set());
    Drift drift =
        new Drift(
            List.of(
                new PolicyDrift.Changed(
                    PolicyRole.ENFORCED,
                    ENFORCED_ID,
                    PolicyDrift.Urgency.BREAK_GLASS_LOST,
                    Set.of(PolicyField.EXCLUDE_USERS))));
    Action exclusions =
        new Action.UpdatePolicy(
            PolicyRole.ENFORCED,
            ENFORCED_ID,
            EnumSet.of(PolicyField.EXCLUDE_USERS, PolicyField.EXCLUDE_GROUPS),
            PILOT_ENFORCED.enforced());
    Action name =
        new Action.UpdatePolicy(
            PolicyRole.ENFORCED,
            ENFORCED_ID,
            EnumSet.of(PolicyField.DISPLAY_NAME),
            PILOT_ENFORCED.enforced());
    Guarded guarded =
        check(
            enforced(drifted),
            setting -> setting.drift(new DriftHandling.Paused(drift)),
            exclusions,
            name,
            CREATE);
    assertThat(guarded.allowed().actions()).containsExactly(exclusions, CREATE);
    assertThat(guarded.refused()).extracting(Violation::reason).containsExactly("Drifted");
  }

  private static Setting asItIs(Setting setting) {
    return setting;
  }

  /** What guards need to know; by default, a fit tenant whose pilot has passed its gate. */
  private static final class Setting {
    private BreakGlassVerification verification = new BreakGlassVerification.Verified(2);
    private BreakGlassRemoval removal = BreakGlassRemoval.NONE;
    private Scope passed = PILOT_PASSED;
    private Growth growth = new Growth.Counted(100, 100);
    private Preflight preflight = Preflight.PASSED;
    private MembershipCaps caps = MembershipCaps.DEFAULT;
    private ApplyPolicy apply = ApplyPolicy.AUTOMATIC;
    private DriftHandling drift = new DriftHandling.PutBack(Drift.NONE);

    Setting verification(BreakGlassVerification value) {
      verification = value;
      return this;
    }

    Setting removal(BreakGlassRemoval value) {
      removal = value;
      return this;
    }

    Setting passed(Scope value) {
      passed = value;
      return this;
    }

    Setting growth(Growth value) {
      growth = value;
      return this;
    }

    Setting preflight(Preflight value) {
      preflight = value;
      return this;
    }

    Setting caps(MembershipCaps value) {
      caps = value;
      return this;
    }

    Setting apply(ApplyPolicy value) {
      apply = value;
      return this;
    }

    Setting drift(DriftHandling value) {
      drift = value;
      return this;
    }

    GuardContext in(ObservedState observed) {
      return new GuardContext(
          observed,
          office().profile(),
          office().applications(),
          BREAK_GLASS,
          verification,
          removal,
          passed,
          growth,
          preflight,
          caps,
          apply,
          drift);
    }
  }

  private static ObservedState enforced(PolicyContent content) {
    return new ObservedState(Map.of(PolicyRole.ENFORCED, observed(ENFORCED_ID, content)), Map.of());
  }

  private static ObservedState volunteers(PolicyContent content, Set<UserId> members) {
    return new ObservedState(
        Map.of(PolicyRole.ENFORCED, observed(OBSERVE_ID, content)),
        Map.of(VOLUNTEERS, new ObservedGroup(VOLUNTEERS_ID, members)));
  }

  private static Action state(PolicyState state) {
    return new Action.SetPolicyState(PolicyRole.ENFORCED, ENFORCED_ID, state);
  }

  private static Action update(PolicyContent content, Set<PolicyField> fields) {
    return new Action.UpdatePolicy(PolicyRole.ENFORCED, ENFORCED_ID, fields, content);
  }

  private static Action[] removals(int count) {
    return users(1, count).stream()
        .map(user -> new Action.RemoveMember(VOLUNTEERS_ID, VOLUNTEERS, user))
        .toArray(Action[]::new);
  }

  private static Action[] additions(int count) {
    return new Action[] {
      new Action.AddMembers(VOLUNTEERS_ID, VOLUNTEERS, List.copyOf(users(500, count)))
    };
  }

  private static Action[] with(Action[] actions, Action more) {
    List<Action> all = new ArrayList<>(List.of(actions));
    all.add(more);
    return all.toArray(Action[]::new);
  }

  private static List<String> reasons(Guarded guarded) {
    return guarded.refused().stream().map(Violation::reason).toList();
  }

  private static PolicyContent conditions(
      PolicyContent content,
      SortedSet<String> applications,
      SortedSet<String> platforms,
      SortedSet<String> clientAppTypes) {
    return PolicyBuilder.from(content)
        .applications(applications.toArray(String[]::new))
        .platforms(platforms.toArray(String[]::new))
        .clientAppTypes(clientAppTypes.toArray(String[]::new))
        .build();
  }

  private static PolicyContent withoutControl(PolicyContent content) {
    return PolicyBuilder.from(content).tokenProtection(TokenProtection.ABSENT).build();
  }
}
