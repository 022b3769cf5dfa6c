package dev.tokenprotection.simulator.signin;

import static dev.tokenprotection.simulator.signin.World.createdAt;
import static dev.tokenprotection.simulator.signin.World.errorCode;
import static dev.tokenprotection.simulator.signin.World.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.Client;
import dev.tokenprotection.simulator.population.DeviceKind;
import dev.tokenprotection.simulator.tenant.SignInQuery;
import dev.tokenprotection.simulator.tenant.SignInQuery.Order;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A sign-in is several rows: mixed bound and unbound, interrupts before the success, with changed
 * and reused correlation ids. Rows come late and newest first: non-interactive ones later than
 * interactive ones, unbound ones later than bound ones.
 */
class SeveralRowsTest {
  private static final Set<Integer> INTERRUPTS = Set.of(50058, 50074, 50076, 50097, 50140);

  @Test
  void a_sign_in_has_several_rows_within_minutes() {
    Collection<List<ObjectNode>> signIns = signIns(world(World.TIDY));
    assertThat(signIns).anyMatch(rows -> rows.size() > 1);
    assertThat(signIns).allMatch(rows -> span(rows).compareTo(Duration.ofMinutes(10)) < 0);
  }

  @Test
  void one_request_of_a_sign_in_may_be_unbound_while_the_others_are_bound() {
    Collection<List<ObjectNode>> signIns = signIns(world(new Quirks(0, 0, 0, 0, 0, 0, 0.2, 0, 0)));
    assertThat(signIns)
        .anySatisfy(
            rows -> assertThat(rows).extracting(World::status).contains("bound", "unbound"));
  }

  @Test
  void prompts_come_before_the_success_and_look_unbound() {
    Collection<List<ObjectNode>> signIns = signIns(world(new Quirks(1, 0, 1, 0, 0, 0, 0, 0, 0)));
    assertThat(signIns)
        .isNotEmpty()
        .allSatisfy(
            rows -> {
              assertThat(INTERRUPTS).contains(errorCode(rows.getFirst()));
              assertThat(status(rows.getFirst())).isEqualTo("unbound");
              assertThat(errorCode(rows.getLast())).isZero();
              assertThat(status(rows.getLast())).isEqualTo("bound");
            });
    assertThat(signIns.stream().map(rows -> errorCode(rows.getFirst()))).containsAll(INTERRUPTS);
  }

  @Test
  void a_correlation_id_may_change_within_a_sign_in() {
    List<ObjectNode> rows = world(new Quirks(1, 0, 1, 1, 0, 0, 0, 0, 0)).rows();
    List<ObjectNode> prompts = rows.stream().filter(row -> errorCode(row) != 0).toList();
    Set<String> ofSuccess =
        rows.stream()
            .filter(row -> errorCode(row) == 0)
            .map(row -> row.path("correlationId").asText())
            .collect(Collectors.toSet());
    assertThat(prompts)
        .isNotEmpty()
        .noneMatch(row -> ofSuccess.contains(row.path("correlationId").asText()));
  }

  @Test
  void a_correlation_id_may_be_reused_hours_later() {
    Collection<List<ObjectNode>> byId = signIns(world(new Quirks(0, 0, 0, 0, 1, 0, 0, 0, 0)));
    assertThat(byId).anyMatch(rows -> span(rows).compareTo(Duration.ofHours(2)) > 0);
    assertThat(byId)
        .allSatisfy(
            rows ->
                assertThat(rows.stream().map(row -> row.path("userId").asText()).distinct())
                    .hasSize(1));
  }

  @Test
  void a_correlation_id_may_be_missing() {
    assertThat(world(new Quirks(0, 0, 0, 0, 0, 1, 0, 0, 0)).rows())
        .extracting(row -> row.path("correlationId").asText())
        .containsOnly("null", "00000000-0000-0000-0000-000000000000");
  }

  @Test
  void rows_show_interactive_first_then_non_interactive_and_unbound_last() {
    Lateness lateness =
        new Lateness(Span.seconds(60, 120), Span.seconds(600, 900), Span.seconds(1200, 1200));
    World world =
        World.immediate()
            .people("bound", 20, DeviceKind.WINDOWS_ENTRA_JOINED, Client.OUTLOOK)
            .people("unbound", 20, DeviceKind.WINDOWS_UNREGISTERED, Client.OUTLOOK)
            .with(new Quirks(0.5, 0, 0, 0, 0, 0, 0, 0, 0))
            .with(lateness)
            .settle();
    world.advance(Duration.ofDays(2));
    assertThat(delays(world, "bound", true)).isEqualTo(new Bounds(1, 2));
    assertThat(delays(world, "bound", false)).isEqualTo(new Bounds(10, 15));
    assertThat(delays(world, "unbound", true)).isEqualTo(new Bounds(21, 22));
    assertThat(delays(world, "unbound", false)).isEqualTo(new Bounds(30, 35));
  }

  @Test
  void rows_come_in_the_order_that_was_asked_for() {
    World world = world(Quirks.USUAL);
    List<ObjectNode> newest = world.rows(Order.NEWEST_FIRST);
    assertThat(newest)
        .isSortedAccordingTo(Comparator.comparing(World::createdAt).reversed())
        .containsExactlyElementsOf(world.rows(Order.OLDEST_FIRST).reversed());
  }

  @Test
  void rows_older_than_the_retention_are_gone() {
    World world = world(Quirks.USUAL);
    List<ObjectNode> rows = world.advance(Duration.ofDays(40)).rows();
    Instant floor = world.tenant.now().minus(Duration.ofDays(30));
    assertThat(rows).isNotEmpty().allMatch(row -> !createdAt(row).isBefore(floor));
  }

  /** Whole minutes from a row's time to its showing: the shortest rounded down, the longest up. */
  private record Bounds(long from, long to) {}

  private static Bounds delays(World world, String status, boolean interactive) {
    List<Long> minutes =
        world.rows().stream()
            .filter(row -> status(row).equals(status))
            .filter(row -> row.path("isInteractive").asBoolean() == interactive)
            .map(row -> minutesUntilVisible(world, row))
            .toList();
    assertThat(minutes).isNotEmpty();
    return new Bounds(
        minutes.stream().min(Comparator.naturalOrder()).orElseThrow(),
        minutes.stream().max(Comparator.naturalOrder()).orElseThrow() + 1);
  }

  /** The last whole minute after its time at which a reader does not see it. */
  private static long minutesUntilVisible(World world, ObjectNode row) {
    Instant at = createdAt(row);
    long minutes = 0;
    while (!isVisible(world, at, at.plus(Duration.ofMinutes(minutes + 1)))) {
      minutes++;
    }
    return minutes;
  }

  private static boolean isVisible(World world, Instant at, Instant readerAt) {
    return world
        .tenant
        .signInLog()
        .rows(new SignInQuery(at, at, Order.OLDEST_FIRST, readerAt))
        .findAny()
        .isPresent();
  }

  private static World world(Quirks quirks) {
    return World.immediate()
        .people("pilot", 20, DeviceKind.WINDOWS_ENTRA_JOINED, Client.OUTLOOK, Client.TEAMS)
        .with(quirks)
        .settle()
        .advance(Duration.ofDays(1));
  }

  private static Collection<List<ObjectNode>> signIns(World world) {
    return world.rows().stream()
        .collect(Collectors.groupingBy(row -> row.path("correlationId").asText()))
        .values();
  }

  private static Duration span(List<ObjectNode> rows) {
    return Duration.between(createdAt(rows.getFirst()), createdAt(rows.getLast()));
  }
}
