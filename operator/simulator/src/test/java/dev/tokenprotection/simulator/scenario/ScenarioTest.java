package dev.tokenprotection.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.fault.Fault;
import dev.tokenprotection.simulator.fault.Faults;
import dev.tokenprotection.simulator.population.Person;
import dev.tokenprotection.simulator.tenant.AppRegistration;
import dev.tokenprotection.simulator.tenant.ClientSecret;
import dev.tokenprotection.simulator.tenant.Device;
import dev.tokenprotection.simulator.tenant.Group;
import dev.tokenprotection.simulator.tenant.SignInQuery;
import dev.tokenprotection.simulator.tenant.SignInQuery.Order;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.TenantClock;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import dev.tokenprotection.simulator.tenant.User;
import dev.tokenprotection.simulator.tenant.UserType;
import dev.tokenprotection.simulator.wire.WireRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ScenarioTest {
  private static final Instant NOW = Instant.parse("2026-11-04T16:00:00Z");
  private static final String MINIMAL =
      """
      tenant: {id: 11111111-1111-1111-1111-111111111111, domain: contoso.com}
      """;

  /** For the parameterised tests below. */
  static final List<String> SHIPPED = Scenario.SHIPPED;

  @Test
  void every_shipped_file_is_in_the_list() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/scenarios"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(Scenario.SHIPPED);
    }
  }

  @ParameterizedTest
  @FieldSource("SHIPPED")
  void a_shipped_scenario_has_all_that_a_rollout_refers_to(String name) {
    Tenant tenant = settled(Scenario.named(name));
    Map<String, Integer> members =
        tenant.directory().groups().stream()
            .collect(Collectors.toMap(Group::displayName, g -> usersIn(tenant, g)));
    assertThat(members)
        .containsEntry("Windows-Pilot", 60)
        .containsEntry("TokenProtection-Wave1", 150)
        .containsEntry("TokenProtection-Apple-Pilot", 60)
        .containsEntry("TokenProtection-Apple-Wave1", 100)
        .containsEntry("TokenProtection-Exceptions", 4)
        .containsEntry("Break-Glass", 2);
    assertThat(tenant.directory().userByPrincipalName("ada@contoso.com")).isPresent();
    assertThat(tenant.directory().servicePrincipalByAppId("cc15fd57-2c6c-4117-a88c-83b1d56b4bbe"))
        .isPresent();
    assertThat(tenant.subscribedSkus()).hasSize(1);
    AppRegistration app = tenant.apps().find("22222222-2222-2222-2222-222222222222").orElseThrow();
    assertThat(app.secrets()).extracting(ClientSecret::value).containsExactly("simulated-secret");
    assertThat(app.roles()).hasSize(12);
  }

  @Test
  void break_glass_accounts_are_enabled_cloud_only_and_never_sign_in() {
    Tenant tenant = settled(Scenario.named("default"));
    List<User> breakGlass =
        tenant.memberships().membersOf("33333333-3333-3333-3333-333333333333").stream()
            .map(id -> tenant.user(id).orElseThrow())
            .toList();
    assertThat(breakGlass)
        .hasSize(2)
        .allMatch(User::accountEnabled)
        .noneMatch(User::onPremisesSyncEnabled);
    assertThat(rows(tenant))
        .noneMatch(row -> row.path("userPrincipalName").asText().startsWith("breakglass"));
  }

  @Test
  void the_same_file_gives_the_same_tenant_and_the_same_rows() {
    Tenant one = settled(Scenario.named("default"));
    Tenant other = settled(Scenario.named("default"));
    assertThat(one.directory().users()).isEqualTo(other.directory().users());
    assertThat(rows(one)).isNotEmpty().isEqualTo(rows(other));
  }

  @Test
  void people_have_been_signing_in_for_two_days_when_the_tenant_starts() {
    List<ObjectNode> rows = rows(settled(Scenario.named("default")));
    assertThat(rows).hasSizeGreaterThan(5000);
    Instant oldest = Instant.parse(rows.getFirst().path("createdDateTime").asText());
    assertThat(oldest).isBetween(NOW.minus(Duration.ofDays(2)), NOW.minus(Duration.ofHours(46)));
  }

  @Test
  void no_telemetry_has_no_rows_and_late_telemetry_none_of_the_last_days() {
    assertThat(rows(settled(Scenario.named("no-telemetry")))).isEmpty();
    assertThat(rows(settled(Scenario.named("late-telemetry")))).isEmpty();
  }

  @Test
  void rows_shaped_as_in_v1_have_no_details() {
    assertThat(rows(settled(Scenario.named("v1-shaped-rows"))))
        .isNotEmpty()
        .allMatch(row -> row.path("tokenProtectionStatusDetails").isNull());
  }

  @Test
  void only_registered_devices_are_in_the_directory_with_their_owners() {
    Scenario scenario = Scenario.named("default");
    Tenant tenant = settled(scenario);
    Person unregistered = scenario.population().of("guests").getFirst();
    assertThat(tenant.devicesOf(unregistered.id())).isEmpty();
    Person pilot = scenario.population().of("windows-pilot").getFirst();
    Device device = tenant.devicesOf(pilot.id()).getFirst();
    assertThat(device.deviceId()).isEqualTo(pilot.devices().getFirst().deviceId());
    assertThat(device.properties().path("operatingSystem").asText()).isEqualTo("Windows");
  }

  @Test
  void a_guest_has_one_name_in_the_directory_and_another_in_his_rows() {
    Scenario scenario = Scenario.named("default");
    Person guest = scenario.population().of("guests").getFirst();
    User user = settled(scenario).user(guest.id()).orElseThrow();
    assertThat(user.userType()).isEqualTo(UserType.GUEST);
    assertThat(user.userPrincipalName()).endsWith("_fabrikam.example#EXT#@contoso.com");
    assertThat(guest.userPrincipalName()).endsWith("@fabrikam.example");
  }

  @Test
  void foreign_policies_are_stored_as_the_service_stores_them() {
    List<ObjectNode> policies = settled(Scenario.named("default")).policies().all();
    assertThat(policies).hasSize(4);
    assertThat(policies)
        .allMatch(policy -> policy.path("id").asText().length() == 36)
        .allMatch(policy -> policy.path("conditions").has("platforms"));
  }

  @Test
  void delays_of_the_file_replace_those_of_the_tenant() {
    Scenario scenario = Scenario.parse("mine", MINIMAL + "delays: {policy: 5m}\n");
    Tenant tenant = settled(scenario);
    assertThat(tenant.settings().delays().policy()).isEqualTo(Duration.ofMinutes(5));
    assertThat(tenant.settings().delays().membership()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void a_file_of_somebodys_own_may_be_based_on_a_shipped_one(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("mine.yaml");
    Files.writeString(
        file,
        """
        basedOn: default
        departments:
        - {name: apple-wave1, people: 3, devices: {mac-managed: 1}, clients: {outlook: 1}}
        groups:
        - displayName: Some
          members: [{department: windows-wave1, share: 10%}, {user: ada}]
        """);
    Tenant tenant = settled(Scenario.find(file.toString()));
    Map<String, Integer> members =
        tenant.directory().groups().stream()
            .collect(Collectors.toMap(Group::displayName, g -> usersIn(tenant, g)));
    assertThat(members)
        .containsEntry("TokenProtection-Apple-Wave1", 3)
        .containsEntry("Some", 16)
        .containsEntry("Windows-Pilot", 60);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          telemtry: full                                 | line 2: unknown key 'telemtry'; known here are applications, basedOn
          departments: [{nam: x}]                        | line 2: departments[0]: unknown key 'nam'
          telemetry: some                                | line 2: telemetry: 'some' is none of full, none, without-details
          departments: [{devices: {windows-95: 1}}]      | line 2: departments[0].devices: 'windows-95' is none of windows-entra-joined
          delays: {policy: 2 hours}                      | line 2: delays.policy: a length of time is written like 90s
          quirks: {interactive: 0.5}                     | line 2: quirks.interactive: a share is written like 15%
          quirks: {interactive: 150%}                    | line 2: quirks.interactive: a share goes from 0% to 100%
          habits: {workingHours: 9 to 5}                 | line 2: habits.workingHours: working hours are written like
          lateness: {interactive: 5m-2m}                 | line 2: lateness.interactive: a span goes from zero or more
          seed: [1]                                      | line 2
          'delays: {policy: 1h, policy: 2h}'             | line 2
          departments: [                                 | line 3
          faults: [{path: x, answer: slow}]              | line 2: faults[0].answer: 'slow' is none of throttled
          """)
  void a_mistake_is_named_with_its_line(String text, String message) {
    assertThatThrownBy(() -> Scenario.parse("mine", MINIMAL + text + "\n"))
        .isInstanceOf(ScenarioException.class)
        .hasMessageStartingWith("scenario mine, ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          departments: [{people: 3}]                                        | departments: name is missing
          departments: [{name: d, people: -1}]                              | department d: people must be from 0
          departments: [{name: d, devices: {android: 1}}]                   | department d: devices and clients go together
          faults: [{path: x}]                                               | faults: answer is missing
          groups: [{id: x}]                                                 | groups: displayName is missing
          groups: [{displayName: G, members: [{department: nobody}]}]       | group G: no department with people is called nobody
          groups: [{displayName: G, members: [{group: H}]}]                 | group G: no group is called H
          groups: [{displayName: G, members: [{user: ada}]}]                | group G: no account is called ada
          groups: [{displayName: G, members: [{user: ada, group: G}]}]      | group G: a member is exactly one of
          """)
  void what_does_not_fit_together_is_named(String text, String message) {
    assertThatThrownBy(() -> Scenario.parse("mine", MINIMAL + text + "\n"))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_tenant_needs_an_id_and_a_zone_that_exists() {
    assertThatThrownBy(() -> Scenario.parse("mine", "seed: 1"))
        .hasMessage("scenario mine: tenant is missing");
    assertThatThrownBy(
            () -> Scenario.parse("mine", "tenant: {id: x, domain: y, timeZone: Mars/Base}"))
        .hasMessage("scenario mine: tenant.timeZone: no time zone is called Mars/Base");
    assertThatThrownBy(() -> Scenario.parse("mine", "")).hasMessageContaining("the file is empty");
    assertThatThrownBy(() -> Scenario.parse("mine", "- seed: 1"))
        .isInstanceOf(ScenarioException.class)
        .hasMessageStartingWith("scenario mine, line 1");
  }

  @Test
  void faults_of_the_file_strike_the_requests_that_they_name() {
    Faults faults = new Faults();
    Scenario.parse(
            "mine",
            MINIMAL
                + "faults: [{method: POST, path: conditionalAccess/policies, answer: lost-response}]")
        .plant(faults);
    String path = "/v1.0/identity/conditionalAccess/policies";
    assertThat(faults.strike(request("GET", path))).isEmpty();
    assertThat(faults.strike(request("POST", "/v1.0/groups"))).isEmpty();
    assertThat(faults.strike(request("POST", path))).contains(new Fault.LostResponse());
    assertThat(faults.strike(request("POST", path))).isEmpty();
  }

  @Test
  void an_unknown_name_lists_the_known_ones() {
    assertThatThrownBy(() -> Scenario.find("pilot-brokn"))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("pilot-mixed, pilot-unbound-clients, pilot-unbroken");
  }

  private static WireRequest request(String method, String path) {
    return new WireRequest(method, path, "", Map.of(), new byte[0]);
  }

  private static Tenant settled(Scenario scenario) {
    Tenant tenant =
        new Tenant(scenario.tenantId(), TenantClock.standing(NOW), TenantSettings.likeEntra());
    scenario.fill(tenant);
    return tenant;
  }

  private static int usersIn(Tenant tenant, Group group) {
    return (int)
        tenant.directory().users().stream()
            .filter(user -> tenant.transitiveGroupsOf(user.id(), NOW).contains(group.id()))
            .count();
  }

  private static List<ObjectNode> rows(Tenant tenant) {
    return tenant
        .signInLog()
        .rows(new SignInQuery(Instant.MIN, Instant.MAX, Order.OLDEST_FIRST, NOW))
        .toList();
  }
}
