package dev.tokenprotection.core.evidence;

import static dev.tokenprotection.core.evidence.BindingStatus.BOUND;
import static dev.tokenprotection.core.evidence.BindingStatus.NONE;
import static dev.tokenprotection.core.evidence.BindingStatus.UNBOUND;
import static dev.tokenprotection.core.evidence.BindingStatus.UNKNOWN;
import static dev.tokenprotection.core.evidence.ControlOutcome.NOT_NAMED;
import static dev.tokenprotection.core.evidence.ControlOutcome.NOT_SATISFIED;
import static dev.tokenprotection.core.evidence.RowBuilder.ENFORCED;
import static dev.tokenprotection.core.evidence.RowBuilder.OBSERVE;
import static dev.tokenprotection.core.evidence.RowBuilder.OTHER;
import static dev.tokenprotection.core.evidence.RowBuilder.boundRow;
import static dev.tokenprotection.core.evidence.RowBuilder.row;
import static dev.tokenprotection.core.evidence.RowBuilder.unboundRow;
import static dev.tokenprotection.core.evidence.UnreadableReason.CONTRADICTION;
import static dev.tokenprotection.core.evidence.UnreadableReason.DETAILS_MISSING;
import static dev.tokenprotection.core.evidence.UnreadableReason.DETAILS_UNKNOWN;
import static dev.tokenprotection.core.evidence.UnreadableReason.POLICIES_MISSING;
import static dev.tokenprotection.core.evidence.UnreadableReason.RESULT_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Profile;
import dev.tokenprotection.core.model.UserId;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowClassifierTest {
  private static final RowClass IS_BOUND = new RowClass.Bound();
  private static final RowClass IS_UNRELATED = new RowClass.Unrelated();
  private static final RowClass IS_INTERRUPTED = new RowClass.Interrupted();
  private static final RowClass IS_NOT_APPLICABLE = new RowClass.NotApplicable();

  static Stream<Arguments> rows_and_their_class() {
    SignInUser guest = new SignInUser.Guest(new UserId("guest"));
    return Stream.of(
        // appliedConditionalAccessPolicies missing or null
        arguments("no policies", row().details(BOUND, 0), unreadable(POLICIES_MISSING)),
        arguments(
            "no policies, though the backup service answered",
            row().issuer(TokenIssuer.BACKUP),
            unreadable(POLICIES_MISSING)),
        // no entry of ours, or notApplied/notEnabled
        arguments("empty array", row().noEntries().error(50126), IS_UNRELATED),
        arguments(
            "only another policy",
            row().policy(OTHER, PolicyResult.SUCCESS).details(BOUND, 0),
            IS_UNRELATED),
        arguments("not applied", row().policy(ENFORCED, PolicyResult.NOT_APPLIED), IS_UNRELATED),
        arguments("not enabled", row().policy(ENFORCED, PolicyResult.NOT_ENABLED), IS_UNRELATED),
        arguments(
            "not applied in report-only",
            row().policy(OBSERVE, PolicyResult.REPORT_ONLY_NOT_APPLIED),
            IS_UNRELATED),
        arguments(
            "not applied, and the backup service answered",
            row().policy(OBSERVE, PolicyResult.NOT_APPLIED).issuer(TokenIssuer.BACKUP),
            IS_UNRELATED),
        // set aside
        arguments(
            "backup authentication service",
            boundRow().issuer(TokenIssuer.BACKUP),
            setAside(SetAsideReason.BACKUP_AUTHENTICATION)),
        arguments(
            "no user",
            boundRow().user(new SignInUser.Unidentified()),
            setAside(SetAsideReason.NO_USER)),
        arguments("guest", boundRow().user(guest), setAside(SetAsideReason.GUEST)),
        arguments(
            "an interrupt of a guest",
            boundRow().user(guest).error(50074),
            setAside(SetAsideReason.GUEST)),
        // our result failure and token protection not satisfied
        arguments("unbound in report-only", unboundRow(1002), unbound(1002)),
        arguments("unbound without a code", unboundRow(0), unbound(0)),
        arguments(
            "blocked",
            row()
                .policy(ENFORCED, PolicyResult.FAILURE, NOT_SATISFIED)
                .details(UNBOUND, 1008)
                .error(530084),
            unbound(1008)),
        arguments(
            "blocked, details missing",
            row().policy(ENFORCED, PolicyResult.FAILURE, NOT_SATISFIED).error(530084),
            unbound(0)),
        arguments(
            "not satisfied, though the details say bound: the policy decides",
            row()
                .policy(OBSERVE, PolicyResult.REPORT_ONLY_FAILURE, NOT_SATISFIED)
                .details(BOUND, 0),
            unbound(0)),
        arguments(
            "failure without a list of controls, details unbound",
            row()
                .policy(OBSERVE, PolicyResult.REPORT_ONLY_FAILURE, NOT_NAMED)
                .details(UNBOUND, 1006),
            unbound(1006)),
        arguments(
            "failure because of another control",
            row().policy(OBSERVE, PolicyResult.REPORT_ONLY_FAILURE, NOT_NAMED).details(BOUND, 0),
            unreadable(CONTRADICTION)),
        arguments(
            "failure that nothing explains",
            row().policy(OBSERVE, PolicyResult.REPORT_ONLY_FAILURE, NOT_NAMED),
            unreadable(DETAILS_MISSING)),
        arguments(
            "failure of ours and of another policy",
            unboundRow(1002).policy(OTHER, PolicyResult.FAILURE).error(53003),
            unbound(1002)),
        // blocked by another policy while ours succeeded
        arguments(
            "blocked by another policy",
            boundRow().policy(OTHER, PolicyResult.FAILURE).error(53000),
            setAside(SetAsideReason.BLOCKED_ELSEWHERE)),
        arguments(
            "blocked by a policy that is not listed",
            boundRow().error(53003),
            setAside(SetAsideReason.BLOCKED_ELSEWHERE)),
        arguments(
            "another policy failed, yet a token was issued",
            boundRow().policy(OTHER, PolicyResult.FAILURE),
            IS_BOUND),
        arguments("a wrong password after a bound token", boundRow().error(50126), IS_BOUND),
        // reportOnlyInterrupted
        arguments(
            "interrupted in report-only on Windows",
            row().policy(OBSERVE, PolicyResult.REPORT_ONLY_INTERRUPTED).details(UNBOUND, 1003),
            unreadable(UnreadableReason.REPORT_ONLY_INTERRUPTED)),
        // success
        arguments(
            "success, details unbound",
            row().policy(OBSERVE, PolicyResult.REPORT_ONLY_SUCCESS).details(UNBOUND, 1002),
            unreadable(CONTRADICTION)),
        arguments("success in report-only, details bound", boundRow(), IS_BOUND),
        arguments(
            "success, details bound",
            row().policy(ENFORCED, PolicyResult.SUCCESS).details(BOUND, 0),
            IS_BOUND),
        arguments(
            "success, details none",
            row().policy(ENFORCED, PolicyResult.SUCCESS).details(NONE, 0),
            IS_NOT_APPLICABLE),
        arguments(
            "success, details none with a code",
            row().policy(OBSERVE, PolicyResult.REPORT_ONLY_SUCCESS).details(NONE, 1002),
            IS_NOT_APPLICABLE),
        arguments(
            "success, details missing",
            row().policy(OBSERVE, PolicyResult.REPORT_ONLY_SUCCESS),
            unreadable(DETAILS_MISSING)),
        arguments(
            "success, details unknown",
            row().policy(OBSERVE, PolicyResult.REPORT_ONLY_SUCCESS).details(UNKNOWN, 0),
            unreadable(DETAILS_UNKNOWN)),
        arguments(
            "result unknown",
            row().policy(OBSERVE, PolicyResult.UNKNOWN).details(BOUND, 0),
            unreadable(RESULT_UNKNOWN)),
        // both policies apply: the enforced one is counted
        arguments(
            "enforced policy failed, report-only one succeeded",
            row()
                .policy(OBSERVE, PolicyResult.REPORT_ONLY_SUCCESS)
                .policy(ENFORCED, PolicyResult.FAILURE, NOT_SATISFIED)
                .details(UNBOUND, 1008),
            unbound(1008)),
        arguments(
            "enforced policy succeeded, report-only one failed",
            row()
                .policy(OBSERVE, PolicyResult.REPORT_ONLY_FAILURE, NOT_SATISFIED)
                .policy(ENFORCED, PolicyResult.SUCCESS)
                .details(BOUND, 0),
            IS_BOUND),
        arguments(
            "enforced policy did not apply",
            row()
                .policy(ENFORCED, PolicyResult.REPORT_ONLY_NOT_APPLIED)
                .policy(OBSERVE, PolicyResult.REPORT_ONLY_FAILURE, NOT_SATISFIED)
                .details(UNBOUND, 1002),
            unbound(1002)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows_and_their_class")
  void a_row_has_the_class_of_the_first_rule_that_fits(
      String name, RowBuilder row, RowClass expected) {
    assertThat(windows().classify(row.build())).as(name).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {50058, 50072, 50074, 50076, 50079, 50097, 50140, 50199, 65001})
  void an_error_that_sends_the_user_on_is_an_interruption_whatever_the_policy_said(int error) {
    assertThat(windows().classify(unboundRow(1002).error(error).build())).isEqualTo(IS_INTERRUPTED);
    assertThat(windows().classify(boundRow().error(error).build())).isEqualTo(IS_INTERRUPTED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1003, 1004})
  void what_apple_users_mend_themselves_is_unbound_though_report_only_was_interrupted(int code) {
    SignInRow row =
        row()
            .policy(OBSERVE, PolicyResult.REPORT_ONLY_INTERRUPTED)
            .details(UNBOUND, code)
            .operatingSystem("MacOs")
            .build();
    assertThat(apple().classify(row)).isEqualTo(unbound(code));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1002, 1005, 1006, 1007, 1008})
  void any_other_interruption_in_report_only_is_unreadable_on_apple_too(int code) {
    SignInRow row =
        row().policy(OBSERVE, PolicyResult.REPORT_ONLY_INTERRUPTED).details(UNBOUND, code).build();
    assertThat(apple().classify(row))
        .isEqualTo(unreadable(UnreadableReason.REPORT_ONLY_INTERRUPTED));
  }

  @Test
  void a_guest_is_like_a_member_while_guests_count() {
    SignInRow row = boundRow().user(new SignInUser.Guest(new UserId("guest"))).build();
    EvidenceScope scope = scope(Profile.WINDOWS_NATIVE, GuestRule.COUNTED);
    assertThat(new RowClassifier(scope).classify(row)).isEqualTo(IS_BOUND);
  }

  @ParameterizedTest
  @EnumSource(BindingStatus.class)
  void nothing_but_a_success_with_bound_details_is_bound(BindingStatus status) {
    for (PolicyResult result : PolicyResult.values()) {
      RowClass rowClass =
          windows().classify(row().policy(OBSERVE, result).details(status, 0).build());
      boolean mayBeBound =
          status == BOUND
              && (result == PolicyResult.SUCCESS || result == PolicyResult.REPORT_ONLY_SUCCESS);
      assertThat(rowClass instanceof RowClass.Bound)
          .as("%s with %s", result, status)
          .isEqualTo(mayBeBound);
    }
  }

  @Test
  void results_and_statuses_are_read_in_any_case_and_unknown_texts_are_unknown() {
    assertThat(PolicyResult.ofGraphName("ReportOnlyFailure"))
        .isEqualTo(PolicyResult.REPORT_ONLY_FAILURE);
    assertThat(PolicyResult.ofGraphName("unknownFutureValue")).isEqualTo(PolicyResult.UNKNOWN);
    assertThat(PolicyResult.ofGraphName("")).isEqualTo(PolicyResult.UNKNOWN);
    assertThat(BindingStatus.ofGraphName("Bound")).isEqualTo(BOUND);
    assertThat(BindingStatus.ofGraphName("none")).isEqualTo(NONE);
    assertThat(BindingStatus.ofGraphName("softBound")).isEqualTo(UNKNOWN);
  }

  @Test
  void the_session_control_is_known_by_its_name_and_by_its_former_one() {
    assertThat(ControlOutcome.ofControlsNotSatisfied(Set.of("SignInTokenProtection")))
        .isEqualTo(NOT_SATISFIED);
    assertThat(ControlOutcome.ofControlsNotSatisfied(Set.of("Binding"))).isEqualTo(NOT_SATISFIED);
    assertThat(ControlOutcome.ofControlsNotSatisfied(Set.of("SignInFrequency")))
        .isEqualTo(NOT_NAMED);
    assertThat(ControlOutcome.ofControlsNotSatisfied(Set.of())).isEqualTo(NOT_NAMED);
  }

  private static RowClassifier windows() {
    return new RowClassifier(scope(Profile.WINDOWS_NATIVE, GuestRule.SET_ASIDE));
  }

  private static RowClassifier apple() {
    return new RowClassifier(scope(Profile.APPLE_NATIVE, GuestRule.SET_ASIDE));
  }

  private static EvidenceScope scope(Profile profile, GuestRule guests) {
    return new EvidenceScope(
        profile, Set.of(Application.EXCHANGE_ONLINE), OBSERVE, ENFORCED, guests, Metric.ALLOWED);
  }

  private static RowClass unbound(int code) {
    return new RowClass.Unbound(code);
  }

  private static RowClass unreadable(UnreadableReason reason) {
    return new RowClass.Unreadable(reason);
  }

  private static RowClass setAside(SetAsideReason reason) {
    return new RowClass.SetAside(reason);
  }
}
