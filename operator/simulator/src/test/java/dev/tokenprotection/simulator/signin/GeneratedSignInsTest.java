package dev.tokenprotection.simulator.signin;

import static dev.tokenprotection.simulator.signin.policy.TestPolicies.ENABLED;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.REPORT_ONLY;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.tokenProtection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.Client;
import dev.tokenprotection.simulator.population.DeviceKind;
import dev.tokenprotection.simulator.signin.policy.TestPolicies;
import dev.tokenprotection.simulator.tenant.SignInQuery;
import dev.tokenprotection.simulator.tenant.SignInQuery.Order;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratedSignInsTest {
  @Test
  void the_same_seed_gives_the_same_rows() {
    assertThat(threeDays(world(7), Duration.ofDays(1)))
        .isEqualTo(threeDays(world(7), Duration.ofDays(1)));
    assertThat(threeDays(world(7), Duration.ofDays(1)))
        .isNotEqualTo(threeDays(world(8), Duration.ofDays(1)));
  }

  @Test
  void it_does_not_matter_how_often_the_log_is_read() {
    assertThat(threeDays(world(7), Duration.ofMinutes(20)))
        .isNotEmpty()
        .isEqualTo(threeDays(world(7), Duration.ofDays(1)));
  }

  @Test
  void policies_change_what_becomes_of_a_sign_in_and_nothing_else() {
    World free = world(7);
    World observed = world(7);
    observed.tenant.writePolicy(tokenProtection("p", REPORT_ONLY).includeGroups("good").json());
    assertThat(observed.advance(Duration.ofDays(2)).rows())
        .extracting(row -> row.path("id").asText())
        .containsExactlyElementsOf(
            free.advance(Duration.ofDays(2)).rows().stream()
                .map(row -> row.path("id").asText())
                .toList());
  }

  @Test
  void ids_are_unique() {
    List<ObjectNode> rows = world(7).advance(Duration.ofDays(5)).rows();
    assertThat(rows).extracting(row -> row.path("id").asText()).doesNotHaveDuplicates();
  }

  @Test
  void a_query_is_answered_for_its_bounds_inclusively() {
    World world = world(7).advance(Duration.ofDays(1));
    ObjectNode some = world.rows().get(20);
    Instant at = World.createdAt(some);
    assertThat(rows(world, at, at)).contains(some);
    assertThat(rows(world, at.plusNanos(1), Instant.MAX)).doesNotContain(some);
    assertThat(rows(world, at.plusSeconds(1), at)).isEmpty();
  }

  @Test
  void no_row_shows_before_its_time() {
    World world = world(7).advance(Duration.ofHours(8));
    assertThat(world.rows())
        .isNotEmpty()
        .allMatch(row -> World.createdAt(row).isBefore(world.tenant.now()));
  }

  private static List<ObjectNode> rows(World world, Instant from, Instant to) {
    return world
        .tenant
        .signInLog()
        .rows(new SignInQuery(from, to, Order.OLDEST_FIRST, world.tenant.now()))
        .toList();
  }

  /** Three days with an enforcement in the middle, reading at each step. */
  private static List<ObjectNode> threeDays(World world, Duration step) {
    world.tenant.writePolicy(policy(REPORT_ONLY).json());
    Instant end = World.START.plus(Duration.ofDays(3));
    while (world.tenant.now().isBefore(end)) {
      world.advance(step).rows();
      if (world.tenant.now().equals(World.START.plus(Duration.ofDays(1)))) {
        world.tenant.writePolicy(policy(ENABLED).json());
      }
    }
    return world.rows();
  }

  private static TestPolicies policy(String state) {
    return tokenProtection("p", state).includeGroups("good", "bad");
  }

  private static World world(long seed) {
    return new World(seed, TenantSettings.likeEntra())
        .people("good", 10, DeviceKind.WINDOWS_ENTRA_JOINED, Client.OUTLOOK, Client.TEAMS)
        .people("bad", 5, DeviceKind.WINDOWS_UNREGISTERED, Client.OUTLOOK)
        .settle();
  }
}
