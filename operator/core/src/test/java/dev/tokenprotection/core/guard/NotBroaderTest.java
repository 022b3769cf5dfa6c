package dev.tokenprotection.core.guard;

import static dev.tokenprotection.core.guard.GuardExamples.ENABLE;
import static dev.tokenprotection.core.guard.GuardExamples.PILOT_ENFORCED;
import static dev.tokenprotection.core.guard.GuardExamples.check;
import static dev.tokenprotection.core.guard.GuardExamples.enforced;
import static dev.tokenprotection.core.guard.GuardExamples.reasons;
import static dev.tokenprotection.core.guard.GuardExamples.update;
import static dev.tokenprotection.core.world.Examples.ENFORCED_ID;
import static dev.tokenprotection.core.world.Examples.PILOT_ID;
import static dev.tokenprotection.core.world.Examples.START;
import static dev.tokenprotection.core.world.Examples.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.world.PolicyBuilder;
import java.util.EnumSet;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NotBroaderTest {
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
            GuardExamples::asItIs,
            new Action.CreatePolicy(PolicyRole.OBSERVE, content));
    assertThat(creating.allowed().isEmpty()).as(what).isTrue();
    assertThat(reasons(creating)).contains("PolicyTooBroad");
    EnumSet<PolicyField> fields = EnumSet.allOf(PolicyField.class);
    fields.remove(PolicyField.STATE);
    Guarded updating =
        check(
            enforced(PILOT_ENFORCED.enforced().inState(PolicyState.REPORT_ONLY)),
            GuardExamples::asItIs,
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
            GuardExamples::asItIs,
            ENABLE);
    assertThat(guarded.allowed().isEmpty()).isTrue();
    assertThat(guarded.refused().getFirst().message()).contains("grantControls");
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
