package dev.tokenprotection.simulator.signin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.Client;
import dev.tokenprotection.simulator.population.Department;
import dev.tokenprotection.simulator.population.DeviceKind;
import dev.tokenprotection.simulator.population.Habits;
import dev.tokenprotection.simulator.population.Person;
import dev.tokenprotection.simulator.population.PersonKind;
import dev.tokenprotection.simulator.population.Population;
import dev.tokenprotection.simulator.population.Seed;
import dev.tokenprotection.simulator.tenant.Group;
import dev.tokenprotection.simulator.tenant.SignInQuery;
import dev.tokenprotection.simulator.tenant.SignInQuery.Order;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.TenantClock;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import dev.tokenprotection.simulator.tenant.User;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A tenant with a few people on a clock that stands still, for tests. */
final class World {
  /** A Monday, before work. */
  static final Instant START = Instant.parse("2026-11-02T06:00:00Z");

  /** Nothing out of the ordinary, and nobody is asked for a password. */
  static final Quirks TIDY = new Quirks(0, 0, 0, 0, 0, 0, 0, 0, 0);

  private static final Habits HABITS =
      new Habits(10, LocalTime.of(8, 0), LocalTime.of(18, 0), 1, 0.05);

  final TenantClock clock = TenantClock.standing(START);
  final Tenant tenant;
  private final long seed;
  private final List<Department> departments = new ArrayList<>();
  private SignInSettings settings =
      new SignInSettings(ZoneOffset.UTC, Lateness.USUAL, Quirks.USUAL, Telemetry.FULL);
  private Population population;

  World(long seed, TenantSettings tenantSettings) {
    this.seed = seed;
    this.tenant = new Tenant("11111111-1111-1111-1111-111111111111", clock, tenantSettings);
  }

  /** One day after the other, all delays as in Entra. */
  static World likeEntra() {
    return new World(1, TenantSettings.likeEntra());
  }

  /** Policies and memberships are effective at once. */
  static World immediate() {
    return new World(1, TenantSettings.immediate());
  }

  World with(Quirks quirks) {
    settings =
        new SignInSettings(settings.zone(), settings.lateness(), quirks, settings.telemetry());
    return this;
  }

  World with(Lateness lateness) {
    settings =
        new SignInSettings(settings.zone(), lateness, settings.quirks(), settings.telemetry());
    return this;
  }

  World with(Telemetry telemetry) {
    settings =
        new SignInSettings(settings.zone(), settings.lateness(), settings.quirks(), telemetry);
    return this;
  }

  World people(String name, int count, DeviceKind device, Client... clients) {
    return people(name, PersonKind.MEMBER, count, device, clients);
  }

  World people(String name, PersonKind kind, int count, DeviceKind device, Client... clients) {
    Map<Client, Integer> weights = new EnumMap<>(Client.class);
    Stream.of(clients).forEach(client -> weights.put(client, 1));
    departments.add(
        new Department(name, kind, count, List.of(), Map.of(device, 1), Map.of(), weights, HABITS));
    return this;
  }

  /** Puts the people into the directory, each department into a group of its name. */
  World settle() {
    population = Population.of(new Seed(seed), "contoso.example", departments);
    for (Department department : departments) {
      tenant.directory().seed(Group.security(department.name(), department.name()));
    }
    for (Person person : population.people()) {
      tenant.directory().put(user(person));
      tenant.memberships().seed(person.department(), person.id());
    }
    tenant.signInLog(new GeneratedSignIns(tenant, population, settings, START));
    return this;
  }

  World advance(Duration by) {
    clock.advance(by);
    return this;
  }

  Population population() {
    return population;
  }

  /** All rows that are visible now, oldest first. */
  List<ObjectNode> rows() {
    return rows(Order.OLDEST_FIRST);
  }

  List<ObjectNode> rows(Order order) {
    return tenant
        .signInLog()
        .rows(new SignInQuery(START, Instant.MAX, order, tenant.now()))
        .toList();
  }

  /** The entry of a policy in a row. */
  static JsonNode entry(ObjectNode row, String policyId) {
    for (JsonNode entry : row.path("appliedConditionalAccessPolicies")) {
      if (entry.path("id").asText().equals(policyId)) {
        return entry;
      }
    }
    throw new AssertionError("policy %s has no entry in %s".formatted(policyId, row));
  }

  static Instant createdAt(JsonNode row) {
    return Instant.parse(row.path("createdDateTime").asText());
  }

  static int errorCode(JsonNode row) {
    return row.path("status").path("errorCode").asInt();
  }

  static String status(JsonNode row) {
    return row.path("tokenProtectionStatusDetails").path("signInSessionStatus").asText();
  }

  static int code(JsonNode row) {
    return row.path("tokenProtectionStatusDetails").path("signInSessionStatusCode").asInt();
  }

  private static User user(Person person) {
    return person.kind() == PersonKind.GUEST
        ? User.guest(person.id(), person.userPrincipalName(), person.displayName())
        : User.member(person.id(), person.userPrincipalName(), person.displayName());
  }
}
