package dev.tokenprotection.core.desired;

import static dev.tokenprotection.core.world.Examples.EVERYBODY_ID;
import static dev.tokenprotection.core.world.Examples.OTHER_ID;
import static dev.tokenprotection.core.world.Examples.PILOT_ID;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.office;
import static dev.tokenprotection.core.world.Examples.rollout;
import static dev.tokenprotection.core.world.Examples.set;
import static dev.tokenprotection.core.world.Examples.stage;
import static dev.tokenprotection.core.world.Examples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.DeviceFilter;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.Guests;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.StageState;
import dev.tokenprotection.core.world.Examples;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScopeTest {
  private static final Scope PILOT =
      Scope.of(DesiredState.at(office(), 1, RESOLVED, BreakGlass.NONE).enforced());

  private static final PolicyContent OBSERVE =
      DesiredState.at(office(), 0, RESOLVED, BreakGlass.NONE).observe();

  @Test
  void a_scope_is_within_itself() {
    assertThat(PILOT.isWithin(PILOT)).isTrue();
  }

  @Test
  void nothing_has_passed_before_the_first_gate() {
    assertThat(PILOT.isWithin(Scope.NOTHING)).isFalse();
  }

  static Stream<Arguments> widened() {
    PolicyContent content =
        PILOT.in(DesiredState.at(office(), 1, RESOLVED, BreakGlass.NONE).enforced());
    return Stream.of(
        Arguments.of("another group", with(content.including(set(), set(PILOT_ID, OTHER_ID)))),
        Arguments.of("all users", with(content.including(set("All"), set()))),
        Arguments.of("a single user", with(content.including(set("u1"), set(PILOT_ID)))),
        Arguments.of("another application", applications("extra")),
        Arguments.of("the Office 365 group", applications("Office365")),
        Arguments.of("all applications", applications("All")),
        Arguments.of("another platform", platforms("windows", "macOS")),
        Arguments.of("any platform", platforms("all")),
        Arguments.of("no platform condition", platforms()),
        Arguments.of("browsers", clients("browser", "mobileAppsAndDesktopClients")),
        Arguments.of("all clients", clients("all")),
        Arguments.of("guests", scope(PILOT, Guests.COVERED, DeviceFilter.NONE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("widened")
  void each_kind_of_widening_is_outside(String what, Scope wider) {
    assertThat(wider.isWithin(PILOT)).as(what).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("widened")
  void what_is_common_to_a_widened_scope_and_the_desired_one_is_within_the_widened_one(
      String what, Scope wider) {
    assertThat(wider.meet(PILOT).isWithin(wider)).as(what).isTrue();
  }

  @Test
  void all_users_narrowed_towards_a_group_are_that_group() {
    Scope everybody = with(content().including(set("All"), set()));
    Scope narrowed = everybody.meet(PILOT);
    assertThat(narrowed.includeUsers()).isEmpty();
    assertThat(narrowed.includeGroups()).containsExactly(PILOT_ID);
  }

  @Test
  void groups_without_anything_in_common_narrow_to_nobody() {
    Scope narrowed = with(content().including(set(), set(OTHER_ID))).meet(PILOT);
    assertThat(narrowed.includeUsers()).containsExactly(PolicyContent.NONE);
    assertThat(narrowed.includeGroups()).isEmpty();
  }

  @Test
  void exclusions_add_up_when_scopes_meet() {
    Scope one = with(content().excluding(set(user(1)), set()));
    Scope other = with(content().excluding(set(user(2)), set(OTHER_ID)));
    assertThat(one.meet(other).excludeUsers()).containsExactly(user(1), user(2));
    assertThat(one.meet(other).excludeGroups()).containsExactly(OTHER_ID);
  }

  @Test
  void leaving_out_more_people_or_devices_is_narrower() {
    assertThat(with(content().excluding(set(user(1)), set(OTHER_ID))).isWithin(PILOT)).isTrue();
    Scope one = scope(PILOT, Guests.EXCLUDED, new DeviceFilter("device.a -eq \"1\""));
    Scope both =
        scope(
            PILOT,
            Guests.EXCLUDED,
            new DeviceFilter("(device.b -eq \"2\") -or (device.a -eq \"1\")"));
    assertThat(one.isWithin(PILOT)).isTrue();
    assertThat(both.isWithin(one)).isTrue();
    assertThat(one.isWithin(both)).isFalse();
    assertThat(PILOT.isWithin(one)).isFalse();
    assertThat(one.meet(both)).isEqualTo(both);
    assertThat(both.meet(one)).isEqualTo(both);
  }

  @Test
  void dropping_an_exception_is_wider() {
    assertThat(PILOT.isWithin(with(content().excluding(set(user(1)), set())))).isFalse();
    assertThat(PILOT.isWithin(with(content().excluding(set(), set(OTHER_ID))))).isFalse();
  }

  @Test
  void device_rules_that_cannot_be_compared_are_outside_each_other() {
    Scope one = scope(PILOT, Guests.EXCLUDED, new DeviceFilter("device.a -eq \"1\""));
    Scope other = scope(PILOT, Guests.EXCLUDED, new DeviceFilter("device.b -eq \"2\""));
    assertThat(one.isWithin(other)).isFalse();
    assertThat(other.isWithin(one)).isFalse();
    assertThat(one.meet(other)).isEqualTo(one);
  }

  @Test
  void a_policy_without_the_session_control_judges_nothing() {
    Scope absent =
        new Scope(
            set("All"),
            set(),
            set(),
            set(),
            Guests.COVERED,
            set("All"),
            set("all"),
            set("all"),
            DeviceFilter.NONE,
            TokenProtection.ABSENT);
    assertThat(absent.isWithin(Scope.NOTHING)).isTrue();
    assertThat(PILOT.isWithin(absent)).isFalse();
  }

  @Test
  void what_passes_at_a_stage_before_enforcement_is_its_cohort_and_that_of_the_next() {
    Scope passed = Scope.passedWith(Scope.NOTHING, office(), 0, RESOLVED, OBSERVE);
    assertThat(passed.includeGroups()).containsExactly(PILOT_ID);
    assertThat(PILOT.isWithin(passed)).isTrue();
    Scope later = Scope.passedWith(passed, office(), 2, RESOLVED, OBSERVE);
    assertThat(later.includeGroups()).containsExactly(PILOT_ID, EVERYBODY_ID);
  }

  @Test
  void what_had_passed_and_is_not_judged_again_does_not_stay_passed_under_a_wider_policy() {
    Rollout observing =
        rollout(
            stage("pilot", StageState.REPORT_ONLY, Examples.PILOT),
            stage("all", StageState.REPORT_ONLY, Examples.EVERYBODY));
    Scope passed = Scope.passedWith(Scope.NOTHING, observing, 0, RESOLVED, OBSERVE);
    PolicyContent wider = applications("extra").in(OBSERVE);
    assertThat(Scope.passedWith(passed, observing, 1, RESOLVED, wider).includeGroups())
        .containsExactly(EVERYBODY_ID);
    PolicyContent narrower =
        scope(Scope.of(OBSERVE), Guests.EXCLUDED, new DeviceFilter("device.a -eq \"1\""))
            .in(OBSERVE);
    assertThat(Scope.passedWith(passed, observing, 1, RESOLVED, narrower).includeGroups())
        .containsExactly(PILOT_ID, EVERYBODY_ID);
  }

  @Test
  void a_change_of_break_glass_groups_needs_no_other_gate() {
    PolicyContent one = OBSERVE.excluding(set(), set(OTHER_ID));
    Scope passed = Scope.passedWith(Scope.NOTHING, office(), 0, RESOLVED, one);
    assertThat(passed.excludeGroups()).isEmpty();
    assertThat(PILOT.isWithin(passed)).isTrue();
    assertThat(Scope.passedWith(passed, office(), 2, RESOLVED, OBSERVE).includeGroups())
        .containsExactly(PILOT_ID, EVERYBODY_ID);
  }

  @Test
  void break_glass_does_not_count_when_a_scope_is_compared_with_what_has_passed() {
    Scope passed = Scope.passedWith(Scope.NOTHING, office(), 0, RESOLVED, OBSERVE);
    Scope withBreakGlass = with(content().excluding(set(user(1), user(2)), set(OTHER_ID)));
    assertThat(withBreakGlass.isWithin(passed)).isTrue();
  }

  @Test
  void meeting_narrows_from_any_scope_and_arrives() {
    long seed = 20261124L;
    System.out.println("ScopeTest seed " + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Scope one = any(random);
      Scope other = any(random);
      Scope met = one.meet(other);
      assertThat(met.isWithin(one)).as("%s meet %s", one, other).isTrue();
      assertThat(met.meet(other)).as("%s meet %s twice", one, other).isEqualTo(met);
      if (one.isWithin(other) && other.isWithin(one)) {
        assertThat(met.isWithin(other)).isTrue();
      }
    }
  }

  @Test
  void being_within_is_transitive() {
    long seed = 7L;
    System.out.println("ScopeTest seed " + seed);
    Random random = new Random(seed);
    List<Scope> scopes = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      scopes.add(any(random));
      scopes.add(scopes.getLast().meet(any(random)));
    }
    int chains = 0;
    for (Scope a : scopes) {
      for (Scope b : scopes) {
        if (a == b || !a.isWithin(b)) {
          continue;
        }
        for (Scope c : scopes) {
          if (b.isWithin(c)) {
            chains++;
            assertThat(a.isWithin(c)).as("%s in %s in %s", a, b, c).isTrue();
          }
        }
      }
    }
    assertThat(chains).isGreaterThan(100);
  }

  private static PolicyContent content() {
    return DesiredState.at(office(), 1, RESOLVED, BreakGlass.NONE).enforced();
  }

  private static Scope with(PolicyContent content) {
    return Scope.of(content);
  }

  private static Scope applications(String extra) {
    SortedSet<String> applications = new TreeSet<>(PILOT.applications());
    applications.add(extra);
    return new Scope(
        PILOT.includeUsers(),
        PILOT.includeGroups(),
        set(),
        set(),
        PILOT.guests(),
        applications,
        PILOT.platforms(),
        PILOT.clientAppTypes(),
        PILOT.deviceFilter(),
        PILOT.tokenProtection());
  }

  private static Scope platforms(String... platforms) {
    return new Scope(
        PILOT.includeUsers(),
        PILOT.includeGroups(),
        set(),
        set(),
        PILOT.guests(),
        PILOT.applications(),
        set(platforms),
        PILOT.clientAppTypes(),
        PILOT.deviceFilter(),
        PILOT.tokenProtection());
  }

  private static Scope clients(String... clients) {
    return new Scope(
        PILOT.includeUsers(),
        PILOT.includeGroups(),
        set(),
        set(),
        PILOT.guests(),
        PILOT.applications(),
        PILOT.platforms(),
        set(clients),
        PILOT.deviceFilter(),
        PILOT.tokenProtection());
  }

  private static Scope scope(Scope base, Guests guests, DeviceFilter filter) {
    return new Scope(
        base.includeUsers(),
        base.includeGroups(),
        set(),
        set(),
        guests,
        base.applications(),
        base.platforms(),
        base.clientAppTypes(),
        filter,
        base.tokenProtection());
  }

  private static Scope any(Random random) {
    return new Scope(
        some(random, "All", "None", "u1", "u2"),
        random.nextBoolean() ? set(PILOT_ID) : set(PILOT_ID, OTHER_ID),
        random.nextBoolean() ? set() : set(user(1)),
        random.nextBoolean() ? set() : set(OTHER_ID),
        random.nextBoolean() ? Guests.COVERED : Guests.EXCLUDED,
        some(random, "All", "exchange", "sharepoint", "Office365"),
        some(random, "all", "windows", "macOS"),
        some(random, "all", "browser", "mobileAppsAndDesktopClients"),
        new DeviceFilter(String.join(" -or ", some(random, "(a -eq 1)", "(b -eq 2)"))),
        random.nextInt(8) == 0 ? TokenProtection.ABSENT : TokenProtection.REQUIRED);
  }

  private static SortedSet<String> some(Random random, String... values) {
    SortedSet<String> some = new TreeSet<>();
    for (String value : values) {
      if (random.nextInt(3) == 0) {
        some.add(value);
      }
    }
    return some;
  }
}
