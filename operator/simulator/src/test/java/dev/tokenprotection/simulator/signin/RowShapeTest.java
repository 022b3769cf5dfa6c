package dev.tokenprotection.simulator.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.Client;
import dev.tokenprotection.simulator.population.DeviceKind;
import dev.tokenprotection.simulator.signin.policy.TestPolicies;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Rows are complete beta objects of both event types, with six and seven fractional digits; shaped
 * as in v1.0 they have no details.
 */
class RowShapeTest {
  /** What captured rows of Graph beta have, see "signIn resource type". */
  private static final Set<String> MEMBERS =
      Set.of(
          ("id createdDateTime userDisplayName userPrincipalName userId appId appDisplayName"
                  + " ipAddress ipAddressFromResourceProvider clientAppUsed userAgent correlationId originalRequestId"
                  + " conditionalAccessStatus isInteractive tokenIssuerName tokenIssuerType"
                  + " clientCredentialType processingTimeInMilliseconds riskDetail"
                  + " riskLevelAggregated riskLevelDuringSignIn riskState riskEventTypes_v2"
                  + " resourceDisplayName resourceId resourceTenantId homeTenantId homeTenantName"
                  + " authenticationMethodsUsed authenticationRequirement signInIdentifier"
                  + " signInIdentifierType servicePrincipalName signInEventTypes"
                  + " servicePrincipalId federatedCredentialId userType flaggedForReview"
                  + " isTenantRestricted autonomousSystemNumber crossTenantAccessType"
                  + " uniqueTokenIdentifier incomingTokenType authenticationProtocol"
                  + " resourceServicePrincipalId signInTokenProtectionStatus"
                  + " originalTransferMethod isThroughGlobalSecureAccess"
                  + " globalSecureAccessIpAddress authenticationAppDeviceDetails status"
                  + " deviceDetail location mfaDetail appliedConditionalAccessPolicies"
                  + " conditionalAccessAudiences tokenProtectionStatusDetails")
              .split(" "));

  @Test
  void a_row_has_all_members_that_captured_rows_have() {
    assertThat(rows(Telemetry.FULL))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              Set<String> members =
                  row.properties().stream().map(e -> e.getKey()).collect(Collectors.toSet());
              assertThat(members).containsAll(MEMBERS);
            });
  }

  @Test
  void rows_are_of_both_event_types_and_say_so_twice() {
    List<ObjectNode> rows = rows(Telemetry.FULL);
    assertThat(rows)
        .extracting(row -> row.path("signInEventTypes").path(0).asText())
        .contains("interactiveUser", "nonInteractiveUser");
    assertThat(rows)
        .allMatch(
            row ->
                row.path("isInteractive").asBoolean()
                    == row.path("signInEventTypes").path(0).asText().equals("interactiveUser"));
  }

  @Test
  void timestamps_have_seven_six_or_no_fractional_digits() {
    Set<Integer> digits =
        rows(Telemetry.FULL).stream()
            .map(row -> row.path("createdDateTime").asText().replaceAll("^[^.]*\\.?|Z$", ""))
            .map(text -> text.matches("\\d+") ? text.length() : 0)
            .collect(Collectors.toSet());
    assertThat(digits).containsExactlyInAnyOrder(7, 6, 0);
  }

  @Test
  void the_device_is_shown_in_display_strings() {
    List<ObjectNode> rows = rows(Telemetry.FULL);
    assertThat(rows)
        .extracting(row -> row.path("deviceDetail").path("trustType").asText())
        .contains("Hybrid Azure AD joined", "", "null");
    assertThat(rows)
        .extracting(row -> row.path("deviceDetail").path("operatingSystem").asText())
        .contains("Windows10", "Windows 10", "Windows", "");
    assertThat(rows)
        .extracting(row -> row.path("clientAppUsed").asText())
        .contains("Mobile Apps and Desktop clients", "Browser");
  }

  @Test
  void a_success_has_code_zero_and_a_reason_all_the_same() {
    assertThat(rows(Telemetry.FULL))
        .filteredOn(row -> row.path("status").path("errorCode").asInt() == 0)
        .isNotEmpty()
        .allMatch(row -> row.path("status").path("failureReason").asText().equals("Other."));
  }

  @Test
  void rows_shaped_as_in_v1_have_null_details_and_plain_audiences() {
    assertThat(rows(Telemetry.WITHOUT_DETAILS))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.path("tokenProtectionStatusDetails").isNull()).isTrue();
              assertThat(row.path("incomingTokenType").isNull()).isTrue();
              assertThat(row.path("signInTokenProtectionStatus").isNull()).isTrue();
              assertThat(row.path("conditionalAccessAudiences")).allMatch(JsonNode::isTextual);
              assertThat(row.path("appliedConditionalAccessPolicies"))
                  .isNotEmpty()
                  .noneMatch(entry -> entry.has("sessionControlsNotSatisfied"));
            });
  }

  @Test
  void without_telemetry_there_are_no_rows() {
    assertThat(rows(Telemetry.NONE)).isEmpty();
  }

  private static List<ObjectNode> rows(Telemetry telemetry) {
    World world =
        World.immediate()
            .people(
                "hybrid",
                20,
                DeviceKind.WINDOWS_HYBRID_JOINED,
                Client.OUTLOOK,
                Client.TEAMS,
                Client.OUTLOOK_WEB)
            .people("unregistered", 10, DeviceKind.WINDOWS_UNREGISTERED, Client.OUTLOOK)
            .with(new Quirks(0.3, 0, 0.5, 0, 0, 0, 0, 0, 0.2))
            .with(telemetry)
            .settle();
    world.tenant.writePolicy(
        TestPolicies.tokenProtection("p", TestPolicies.REPORT_ONLY).includeGroups("hybrid").json());
    return world.advance(Duration.ofDays(1)).rows();
  }
}
