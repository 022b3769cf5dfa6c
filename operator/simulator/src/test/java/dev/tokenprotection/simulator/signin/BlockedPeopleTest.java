package dev.tokenprotection.simulator.signin;

import static dev.tokenprotection.simulator.signin.World.code;
import static dev.tokenprotection.simulator.signin.World.createdAt;
import static dev.tokenprotection.simulator.signin.World.entry;
import static dev.tokenprotection.simulator.signin.World.errorCode;
import static dev.tokenprotection.simulator.signin.World.status;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.ENABLED;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.REPORT_ONLY;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.tokenProtection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.Client;
import dev.tokenprotection.simulator.population.DeviceKind;
import dev.tokenprotection.simulator.population.Person;
import dev.tokenprotection.simulator.population.PersonKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An enforced block is 530084. Blocked users retry, then fall silent or find another client. Apple
 * registrations with 1003 and 1004 fail under report-only and heal after one re-authentication once
 * enforced.
 */
class BlockedPeopleTest {
  private static final int BLOCKED = 530084;

  @Test
  void an_enforced_block_is_530084_with_our_failure() {
    assertThat(unregistered(ENABLED).advance(Duration.ofDays(1)).rows())
        .filteredOn(row -> errorCode(row) == BLOCKED)
        .isNotEmpty()
        .allSatisfy(
            row -> {
              assertThat(entry(row, "p").path("result").asText()).isEqualTo("failure");
              assertThat(entry(row, "p").path("sessionControlsNotSatisfied").path(0).asText())
                  .isEqualTo("SignInTokenProtection");
              assertThat(row.path("conditionalAccessStatus").asText()).isEqualTo("failure");
              assertThat(status(row) + code(row)).isEqualTo("unbound1002");
            });
  }

  @Test
  void under_report_only_nobody_is_blocked_and_the_rows_say_failure() {
    assertThat(unregistered(REPORT_ONLY).advance(Duration.ofDays(1)).rows())
        .isNotEmpty()
        .allMatch(row -> errorCode(row) == 0)
        .allMatch(row -> entry(row, "p").path("result").asText().equals("reportOnlyFailure"));
  }

  @Test
  void blocked_users_retry_within_minutes_and_then_fall_silent_or_find_another_client() {
    World world = unregistered(ENABLED).advance(Duration.ofDays(1));
    Set<String> found = browserUsers(world.rows());
    for (Person person : world.population().people()) {
      List<ObjectNode> blocked =
          rowsOf(world, person).stream().filter(BlockedPeopleTest::isBlocked).toList();
      assertThat(blocked).hasSizeBetween(3, 12);
      assertThat(Duration.between(createdAt(blocked.getFirst()), createdAt(blocked.getLast())))
          .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(45));
    }
    assertThat(found.size()).isBetween(5, world.population().people().size() - 5);
  }

  @Test
  void on_later_days_they_look_once_whether_it_works_again() {
    World world = unregistered(ENABLED).advance(Duration.ofDays(2));
    Instant secondDay = World.START.plus(Duration.ofHours(18));
    for (Person person : world.population().people()) {
      assertThat(rowsOf(world, person))
          .filteredOn(BlockedPeopleTest::isBlocked)
          .filteredOn(row -> createdAt(row).isAfter(secondDay))
          .hasSize(1);
    }
  }

  @Test
  void after_a_way_back_they_come_back() {
    World world = unregistered(ENABLED).advance(Duration.ofDays(1));
    world.rows();
    world.tenant.writePolicy(tokenProtection("p", REPORT_ONLY).includeGroups("pilot").json());
    Instant back = world.tenant.now();
    List<ObjectNode> rows = world.advance(Duration.ofDays(2)).rows();
    Set<String> withNativeClients =
        rows.stream()
            .filter(row -> createdAt(row).isAfter(back))
            .filter(row -> row.path("clientAppUsed").asText().startsWith("Mobile"))
            .map(row -> row.path("userId").asText())
            .collect(Collectors.toSet());
    assertThat(withNativeClients).hasSize(world.population().people().size());
    assertThat(rows)
        .filteredOn(row -> createdAt(row).isAfter(back))
        .noneMatch(BlockedPeopleTest::isBlocked);
  }

  @Test
  void programs_go_on_trying() {
    World world =
        World.immediate()
            .people(
                "pilot",
                PersonKind.SERVICE_ACCOUNT,
                1,
                DeviceKind.WINDOWS_UNREGISTERED,
                Client.ARCHIVE_CONNECTOR)
            .with(World.TIDY)
            .settle();
    world.tenant.writePolicy(tokenProtection("p", ENABLED).includeGroups("pilot").json());
    List<ObjectNode> rows = world.advance(Duration.ofDays(3)).rows();
    assertThat(rows).hasSizeGreaterThan(10).allMatch(BlockedPeopleTest::isBlocked);
  }

  @Test
  void a_passing_fault_blocks_once_and_a_retry_mends_it() {
    World world =
        World.immediate()
            .people("pilot", 20, DeviceKind.WINDOWS_ENTRA_JOINED, Client.OUTLOOK)
            .with(new Quirks(0, 0, 0, 0, 0, 0, 0.02, 0, 0))
            .settle();
    world.tenant.writePolicy(tokenProtection("p", ENABLED).includeGroups("pilot").json());
    List<ObjectNode> rows = world.advance(Duration.ofDays(5)).rows();
    List<ObjectNode> blocked = rows.stream().filter(BlockedPeopleTest::isBlocked).toList();
    assertThat(blocked).isNotEmpty().allMatch(row -> code(row) == 1005);
    assertThat(browserUsers(rows)).isEmpty();
    assertThat(blocked)
        .allSatisfy(
            block ->
                assertThat(rows)
                    .filteredOn(row -> row.path("userId").equals(block.path("userId")))
                    .anyMatch(
                        row ->
                            !isBlocked(row)
                                && createdAt(row).isAfter(createdAt(block))
                                && createdAt(row)
                                    .isBefore(createdAt(block).plus(Duration.ofMinutes(30)))));
  }

  @ParameterizedTest
  @EnumSource(
      value = DeviceKind.class,
      names = {"MAC_LEGACY_REGISTRATION", "MAC_SOFTWARE_KEY"})
  void an_apple_registration_fails_under_report_only(DeviceKind kind) {
    World world = apple(kind, REPORT_ONLY, new Quirks(0.3, 0, 0, 0, 0, 0, 0, 0, 0));
    List<ObjectNode> rows = world.advance(Duration.ofDays(2)).rows();
    assertThat(rows)
        .allMatch(row -> errorCode(row) == 0)
        .allMatch(row -> status(row).equals("unbound"));
    assertThat(rows)
        .filteredOn(row -> !row.path("isInteractive").asBoolean())
        .isNotEmpty()
        .allMatch(row -> entry(row, "p").path("result").asText().equals("reportOnlyFailure"));
    assertThat(rows)
        .filteredOn(row -> row.path("isInteractive").asBoolean())
        .isNotEmpty()
        .allMatch(row -> entry(row, "p").path("result").asText().equals("reportOnlyInterrupted"));
  }

  @ParameterizedTest
  @EnumSource(
      value = DeviceKind.class,
      names = {"MAC_LEGACY_REGISTRATION", "MAC_SOFTWARE_KEY"})
  void an_apple_registration_heals_after_one_reauthentication_once_enforced(DeviceKind kind) {
    World world = apple(kind, ENABLED, World.TIDY).advance(Duration.ofDays(2));
    for (Person person : world.population().people()) {
      List<ObjectNode> rows = rowsOf(world, person);
      assertThat(isBlocked(rows.getFirst())).isTrue();
      ObjectNode prompt =
          rows.stream().filter(row -> errorCode(row) == 50097).findFirst().orElseThrow();
      assertThat(prompt.path("isInteractive").asBoolean()).isTrue();
      assertThat(Duration.between(createdAt(rows.getFirst()), createdAt(prompt)))
          .isLessThan(Duration.ofMinutes(5));
      assertThat(rows)
          .filteredOn(row -> createdAt(row).isAfter(createdAt(prompt)))
          .isNotEmpty()
          .allMatch(row -> errorCode(row) == 0 && status(row).equals("bound"));
    }
  }

  @Test
  void what_an_apple_user_can_not_mend_stays_blocked() {
    World world = apple(DeviceKind.MAC_OF_SOMEBODY_ELSE, ENABLED, World.TIDY);
    List<ObjectNode> rows = world.advance(Duration.ofDays(3)).rows();
    assertThat(rows).noneMatch(row -> status(row).equals("bound"));
    assertThat(rows)
        .filteredOn(BlockedPeopleTest::isBlocked)
        .isNotEmpty()
        .allMatch(row -> code(row) == 1007);
  }

  @Test
  void whoever_is_disabled_or_deleted_signs_in_no_more() {
    World world = unregistered(REPORT_ONLY).advance(Duration.ofDays(1));
    world.rows();
    Person disabled = world.population().people().get(0);
    Person deleted = world.population().people().get(1);
    world.tenant.directory().put(world.tenant.user(disabled.id()).orElseThrow().disabled());
    world.tenant.directory().deleteUser(deleted.id());
    Instant then = world.tenant.now();
    assertThat(world.advance(Duration.ofDays(2)).rows())
        .filteredOn(row -> createdAt(row).isAfter(then))
        .isNotEmpty()
        .extracting(row -> row.path("userId").asText())
        .doesNotContain(disabled.id(), deleted.id());
  }

  private static World unregistered(String state) {
    World world =
        World.immediate()
            .people("pilot", 30, DeviceKind.WINDOWS_UNREGISTERED, Client.OUTLOOK)
            .with(World.TIDY)
            .settle();
    world.tenant.writePolicy(tokenProtection("p", state).includeGroups("pilot").json());
    return world;
  }

  private static World apple(DeviceKind kind, String state, Quirks quirks) {
    World world = World.immediate().people("pilot", 10, kind, Client.OUTLOOK).with(quirks).settle();
    world.tenant.writePolicy(
        tokenProtection("p", state).includeGroups("pilot").platforms("macOS", "iOS").json());
    return world;
  }

  private static List<ObjectNode> rowsOf(World world, Person person) {
    return world.rows().stream()
        .filter(row -> row.path("userId").asText().equals(person.id()))
        .toList();
  }

  private static Set<String> browserUsers(List<ObjectNode> rows) {
    return rows.stream()
        .filter(row -> row.path("clientAppUsed").asText().equals("Browser"))
        .map(row -> row.path("userId").asText())
        .collect(Collectors.toSet());
  }

  private static boolean isBlocked(ObjectNode row) {
    return errorCode(row) == BLOCKED;
  }
}
