package dev.tokenprotection.core.desired;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.EVERYBODY_ID;
import static dev.tokenprotection.core.world.Examples.OTHER_ID;
import static dev.tokenprotection.core.world.Examples.PILOT_ID;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.office;
import static dev.tokenprotection.core.world.Examples.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.DeviceFilter;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.Guests;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.world.PolicyBuilder;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WideningTest {
  private static final String EXCHANGE = Application.EXCHANGE_ONLINE.appId();
  private static final String TEAMS = Application.MICROSOFT_TEAMS.appId();
  private static final DesiredState AT_PILOT = DesiredState.at(office(), 1, RESOLVED, BREAK_GLASS);

  /** The pilot group, one application, without some devices and an exception. */
  private static final PolicyContent BASE =
      PolicyBuilder.from(AT_PILOT.enforced())
          .applications(EXCHANGE)
          .excludingGroups(OTHER_ID)
          .leavingOut("device.a -eq 1")
          .build();

  private static final Scope PASSED =
      Scope.passed(
          set(PILOT_ID),
          set(OTHER_ID),
          Guests.EXCLUDED,
          set(EXCHANGE),
          BASE.platforms(),
          new DeviceFilter("device.a -eq 1"));

  static Stream<Arguments> widened() {
    return Stream.of(
        Arguments.of(
            PolicyBuilder.from(BASE).applications(EXCHANGE, TEAMS).build(),
            "applications MicrosoftTeams"),
        Arguments.of(PolicyBuilder.from(BASE).guests(Guests.COVERED).build(), "guests"),
        Arguments.of(
            PolicyBuilder.from(BASE).excludingGroups().build(),
            "no longer excluded groups " + OTHER_ID),
        Arguments.of(
            PolicyBuilder.from(BASE).leavingOut("").build(),
            "devices that were left out by device.a -eq 1"),
        Arguments.of(BASE.including(set(), set(PILOT_ID, EVERYBODY_ID)), "groups " + EVERYBODY_ID));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("widened")
  void what_is_wider_than_has_passed_is_named_and_not_enforced(PolicyContent wider, String named) {
    assertThat(Widening.of(wider, PASSED).orElseThrow().beyond()).containsExactly(named);
    PolicyContent enforced = state(wider).enforcingWithin(PASSED).enforced();
    assertThat(Scope.of(enforced).isWithin(PASSED)).isTrue();
    assertThat(enforced.state()).isEqualTo(PolicyState.ENABLED);
    assertThat(enforced.includeGroups()).containsExactly(PILOT_ID);
  }

  @Test
  void what_is_wider_is_observed_all_the_same() {
    DesiredState wider = state(PolicyBuilder.from(BASE).applications(EXCHANGE, TEAMS).build());
    assertThat(wider.enforcingWithin(PASSED).observe()).isEqualTo(wider.observe());
  }

  @Test
  void what_is_narrower_in_one_thing_and_wider_in_another_is_narrowed_only() {
    PolicyContent both =
        PolicyBuilder.from(BASE)
            .applications(EXCHANGE, TEAMS)
            .leavingOut("device.a -eq 1 -or device.b -eq 2")
            .build();
    PolicyContent enforced = state(both).enforcingWithin(PASSED).enforced();
    assertThat(enforced.applications()).containsExactly(EXCHANGE);
    assertThat(enforced.deviceFilter()).isEqualTo(both.deviceFilter());
  }

  @Test
  void groups_of_which_none_has_passed_leave_nothing_enforced() {
    PolicyContent others = BASE.including(set(), set(EVERYBODY_ID));
    PolicyContent enforced = state(others).enforcingWithin(PASSED).enforced();
    assertThat(enforced.coversNobody()).isTrue();
    assertThat(enforced.state()).isEqualTo(PolicyState.REPORT_ONLY);
  }

  @Test
  void before_anything_has_passed_there_is_nothing_to_widen() {
    assertThat(Widening.of(BASE, Scope.NOTHING)).isEmpty();
    assertThat(state(BASE).enforcingWithin(Scope.NOTHING)).isEqualTo(state(BASE));
  }

  @Test
  void a_way_back_widens_nothing() {
    DesiredState back =
        state(PolicyBuilder.from(BASE).applications(EXCHANGE, TEAMS).build()).reportOnly();
    assertThat(back.enforcingWithin(PASSED)).isEqualTo(back);
  }

  @Test
  void whoever_is_enforced_already_is_judged_again_under_wider_conditions() {
    PolicyContent observe = AT_PILOT.observe();
    Scope passed = Scope.passedWith(Scope.NOTHING, office(), 0, RESOLVED, observe);
    assertThat(judged(passed, observe)).containsExactly(EVERYBODY_ID);
    PolicyContent wider = PolicyBuilder.from(observe).guests(Guests.COVERED).build();
    assertThat(judged(passed, wider)).containsExactly(PILOT_ID, EVERYBODY_ID);
    assertThat(Scope.passedWith(passed, office(), 2, RESOLVED, wider).includeGroups())
        .containsExactly(PILOT_ID, EVERYBODY_ID);
  }

  private static Set<GroupId> judged(Scope passed, PolicyContent observe) {
    return DesiredState.groupsOf(
        DesiredState.judgedIncludes(office(), 2, RESOLVED, passed, observe), RESOLVED);
  }

  private static DesiredState state(PolicyContent enforced) {
    return new DesiredState(AT_PILOT.identity(), AT_PILOT.observe(), enforced, Set.of());
  }
}
