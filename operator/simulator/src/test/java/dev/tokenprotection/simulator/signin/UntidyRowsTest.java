package dev.tokenprotection.simulator.signin;

import static dev.tokenprotection.simulator.signin.World.code;
import static dev.tokenprotection.simulator.signin.World.entry;
import static dev.tokenprotection.simulator.signin.World.status;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.REPORT_ONLY;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.tokenProtection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.Client;
import dev.tokenprotection.simulator.population.DeviceKind;
import dev.tokenprotection.simulator.population.PersonKind;
import dev.tokenprotection.simulator.population.Resource;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Rows whose resource is not among the audiences, none with and without a code, unbound without a
 * code, a top-level status that contradicts the details, guests, the backup authentication service
 * and service accounts.
 */
class UntidyRowsTest {
  private static final Quirks MUCH = new Quirks(0.3, 0, 0, 0, 0, 0, 0, 0.5, 0.5);

  @Test
  void the_resource_may_be_none_of_the_audiences() {
    List<ObjectNode> rows =
        day(windows(Client.OUTLOOK, Client.TEAMS)).stream()
            .filter(row -> resource(row).equals(Resource.MICROSOFT_GRAPH.appId()))
            .toList();
    assertThat(rows)
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(audiences(row)).isNotEmpty().doesNotContain(resource(row));
              assertThat(entry(row, "p").path("result").asText()).isEqualTo("reportOnlySuccess");
            });
  }

  @Test
  void teams_touches_exchange_and_sharepoint_too() {
    assertThat(day(windows(Client.TEAMS)))
        .filteredOn(row -> resource(row).equals(Resource.TEAMS_SERVICES.appId()))
        .isNotEmpty()
        .allSatisfy(
            row ->
                assertThat(audiences(row))
                    .contains(
                        Resource.EXCHANGE_ONLINE.appId(), Resource.SHAREPOINT_ONLINE.appId()));
  }

  @Test
  void audiences_may_be_missing_and_the_resource_stands_for_itself() {
    assertThat(day(windows(Client.ONEDRIVE)))
        .filteredOn(row -> audiences(row).isEmpty())
        .isNotEmpty()
        .allMatch(row -> resource(row).equals(Resource.SHAREPOINT_ONLINE.appId()))
        .allMatch(row -> entry(row, "p").path("result").asText().equals("reportOnlySuccess"));
  }

  @Test
  void none_comes_with_and_without_a_code_and_unbound_without_one() {
    assertThat(day(windows(Client.OUTLOOK, Client.OUTLOOK_WEB)))
        .extracting(row -> status(row) + "/" + code(row))
        .contains("bound/0", "none/0", "none/1002", "unbound/0");
  }

  @Test
  void the_older_status_may_contradict_the_details() {
    assertThat(day(windows(Client.OUTLOOK)))
        .filteredOn(row -> status(row).equals("bound"))
        .extracting(row -> row.path("signInTokenProtectionStatus").asText())
        .contains("none", "bound");
  }

  @Test
  void guests_come_from_another_tenant_and_are_out_where_they_are_excluded() {
    World world =
        World.immediate()
            .people("pilot", PersonKind.GUEST, 10, DeviceKind.WINDOWS_UNREGISTERED, Client.TEAMS)
            .settle();
    assertThat(day(world))
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(row.path("userType").asText()).isEqualTo("guest");
              assertThat(row.path("crossTenantAccessType").asText()).isEqualTo("b2bCollaboration");
              assertThat(row.path("homeTenantId")).isNotEqualTo(row.path("resourceTenantId"));
              assertThat(row.path("userPrincipalName").asText()).endsWith("@fabrikam.example");
            })
        .filteredOn(row -> World.errorCode(row) != 50126)
        .allMatch(row -> entry(row, "p").path("result").asText().equals("reportOnlyNotApplied"));
  }

  @Test
  void the_backup_authentication_service_has_values_of_its_own() {
    World world = windows(Client.OUTLOOK);
    world.tenant.writePolicy(policy());
    List<ObjectNode> rows = world.advance(Duration.ofDays(3)).rows();
    assertThat(rows)
        .filteredOn(row -> row.path("tokenIssuerType").asText().equals("AzureADBackupAuth"))
        .isNotEmpty()
        .allMatch(row -> status(row).equals("unknownFutureValue"));
    assertThat(rows)
        .filteredOn(row -> row.path("tokenIssuerType").asText().equals("AzureAD"))
        .isNotEmpty()
        .noneMatch(row -> status(row).equals("unknownFutureValue"));
  }

  @Test
  void service_accounts_work_at_night_and_at_the_weekend_and_never_interactively() {
    World world =
        World.immediate()
            .people(
                "programs",
                PersonKind.SERVICE_ACCOUNT,
                3,
                DeviceKind.WINDOWS_UNREGISTERED,
                Client.ARCHIVE_CONNECTOR)
            .settle();
    List<ObjectNode> rows = world.advance(Duration.ofDays(7)).rows();
    assertThat(rows).noneMatch(row -> row.path("isInteractive").asBoolean());
    assertThat(rows)
        .extracting(row -> World.createdAt(row).atOffset(ZoneOffset.UTC))
        .anyMatch(time -> time.getHour() < 6)
        .anyMatch(time -> time.getDayOfWeek() == DayOfWeek.SUNDAY);
  }

  @Test
  void people_work_by_day_and_hardly_at_the_weekend() {
    World world = windows(Client.OUTLOOK);
    List<Instant> times =
        world.advance(Duration.ofDays(14)).rows().stream().map(World::createdAt).toList();
    assertThat(times).allMatch(time -> hour(time) >= 8 && hour(time) <= 18);
    long weekend =
        times.stream()
            .map(time -> time.atOffset(ZoneOffset.UTC).getDayOfWeek())
            .filter(day -> day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY)
            .count();
    assertThat(weekend).isPositive().isLessThan(times.size() / 10);
  }

  private static int hour(Instant time) {
    return time.atOffset(ZoneOffset.UTC).getHour();
  }

  private static World windows(Client... clients) {
    return World.immediate()
        .people("pilot", 20, DeviceKind.WINDOWS_ENTRA_JOINED, clients)
        .with(MUCH)
        .settle();
  }

  private static List<ObjectNode> day(World world) {
    world.tenant.writePolicy(policy());
    return world.advance(Duration.ofDays(1)).rows();
  }

  private static ObjectNode policy() {
    return tokenProtection("p", REPORT_ONLY).includeGroups("pilot").excludeGuests().json();
  }

  private static String resource(ObjectNode row) {
    return row.path("resourceId").asText();
  }

  private static List<String> audiences(ObjectNode row) {
    return row.path("conditionalAccessAudiences")
        .valueStream()
        .map(audience -> audience.path("applicationId").asText())
        .toList();
  }
}
