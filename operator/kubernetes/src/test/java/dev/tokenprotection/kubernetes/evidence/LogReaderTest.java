package dev.tokenprotection.kubernetes.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.kubernetes.testing.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogReaderTest {
  private static final Instant NOW = Instant.parse("2026-11-02T12:00:00Z");

  private final ManualTime time = new ManualTime(NOW);
  private final SignInLog log = new SignInLog(time);
  private final TelemetryWatch telemetry = new TelemetryWatch(NOW);
  private final LogReader reader = new LogReader(telemetry);

  @Test
  void the_newest_rows_are_those_that_all_lack() {
    List<SignInRow> rows = everyTenMinutes(NOW.minus(Duration.ofHours(1)), NOW);
    Watch watch = new Watch(NOW.minus(Duration.ofHours(1)));

    newest(watch);

    assertThat(watch.taken).hasSameSizeAs(rows);
    assertThat(watch.taken.values()).allMatch(times -> times == 1);
  }

  @Test
  void a_second_reading_gives_what_is_new_and_an_overlap_in_which_late_rows_turn_up() {
    everyTenMinutes(NOW.minus(Duration.ofHours(1)), NOW);
    Watch watch = new Watch(NOW.minus(Duration.ofHours(1)));
    newest(watch);
    SignInRow late = SignInLog.bound("late", NOW.minus(Duration.ofMinutes(20)));
    SignInRow fresh = SignInLog.bound("fresh", NOW.plus(Duration.ofMinutes(10)));
    log.add(late);
    log.add(fresh);
    time.advance(Duration.ofMinutes(15));

    newest(watch);

    assertThat(watch.taken).containsEntry(late.id(), 1).containsEntry(fresh.id(), 1);
    assertThat(watch.taken.values()).allMatch(times -> times <= 2);
  }

  @Test
  void a_deep_reading_gives_what_came_hours_late() {
    Watch watch = new Watch(NOW.minus(Duration.ofHours(1)));
    newest(watch);
    SignInRow late = SignInLog.bound("late", NOW.minus(Duration.ofHours(5)));
    log.add(late);
    newest(watch);
    assertThat(watch.taken).isEmpty();

    reader.newest(log, List.of(watch), Depth.DEEP, NOW);

    assertThat(watch.taken).containsEntry(late.id(), 1);
  }

  @Test
  void a_deep_reading_gives_each_row_once() {
    everyTenMinutes(NOW.minus(Duration.ofHours(8)), NOW);
    Watch watch = new Watch(NOW.minus(Duration.ofHours(1)));

    reader.newest(log, List.of(watch), Depth.DEEP, NOW);

    assertThat(watch.taken).hasSize(36);
    assertThat(watch.taken.values()).allMatch(times -> times == 1);
  }

  @Test
  void who_is_behind_gets_older_rows_slice_by_slice_and_each_of_them_once() {
    List<SignInRow> rows = everyTenMinutes(NOW.minus(Duration.ofDays(2)), NOW);
    Watch behind = new Watch(NOW.minus(Duration.ofDays(2)));
    newest();

    catchUp(behind);
    newest(behind);

    assertThat(behind.taken).hasSameSizeAs(rows);
    assertThat(behind.taken.values()).allMatch(times -> times == 1);
  }

  @Test
  void however_many_are_behind_a_row_is_read_once() {
    everyTenMinutes(NOW.minus(Duration.ofDays(1)), NOW);
    newest();

    catchUp(new Watch(NOW.minus(Duration.ofDays(1))), new Watch(NOW.minus(Duration.ofHours(9))));

    assertThat(log.given().values()).allMatch(times -> times <= 2);
  }

  @Test
  void a_failed_slice_is_given_again_and_nothing_before_it() {
    everyTenMinutes(NOW.minus(Duration.ofDays(2)), NOW);
    Watch behind = new Watch(NOW.minus(Duration.ofDays(2)));
    newest();
    log.fail(read -> read.from().isAfter(NOW.minus(Duration.ofDays(1))));
    while (reader.older(log, List.of(behind), NOW).success().isPresent()) {}
    log.fail(read -> false);

    catchUp(behind);

    assertThat(behind.taken).hasSizeGreaterThan(280);
    assertThat(behind.taken.values()).allMatch(times -> times == 1);
  }

  @Test
  void slices_with_many_rows_get_shorter() {
    Instant start = NOW.minus(Duration.ofDays(1));
    for (int row = 0; row < 25_000; row++) {
      log.add(SignInLog.bound("ada", start.plusMillis(row)));
    }
    Watch behind = new Watch(start);
    newest();
    log.forgetReads();

    reader.older(log, List.of(behind), NOW);
    reader.older(log, List.of(behind), NOW);

    assertThat(log.reads().getLast().to())
        .isEqualTo(start.plus(Duration.ofHours(4)).plus(Duration.ofHours(2)));
  }

  @Test
  void nothing_is_asked_for_that_the_log_does_not_keep() {
    Watch behind = new Watch(NOW.minus(Duration.ofDays(90)));
    newest();

    catchUp(behind);

    Instant oldest = NOW.minus(Duration.ofDays(30));
    assertThat(log.reads())
        .noneMatch(read -> read.from().isBefore(oldest))
        .anyMatch(read -> read.from().equals(oldest));
  }

  @Test
  void a_watch_of_the_future_gets_nothing_and_stays_where_it_is() {
    everyTenMinutes(NOW.minus(Duration.ofHours(1)), NOW);
    Watch watch = new Watch(NOW.plus(Duration.ofHours(2)));

    newest(watch);

    assertThat(watch.taken).isEmpty();
    assertThat(watch.wantsFrom(SignInChannel.INTERACTIVE)).isEqualTo(NOW.plus(Duration.ofHours(2)));
  }

  private void newest(Watch... watches) {
    assertThat(reader.newest(log, List.of(watches), Depth.USUAL, time.now()).success()).isPresent();
  }

  private void catchUp(Watch... watches) {
    List<Watch> behind = new ArrayList<>(List.of(watches));
    while (!behind.isEmpty()) {
      assertThat(reader.older(log, behind, time.now()).success()).isPresent();
      behind.removeIf(
          watch ->
              !watch
                  .wantsFrom(SignInChannel.INTERACTIVE)
                  .isBefore(telemetry.wantsFrom(SignInChannel.INTERACTIVE)));
    }
  }

  private List<SignInRow> everyTenMinutes(Instant from, Instant to) {
    List<SignInRow> rows = new ArrayList<>();
    for (Instant at = from; at.isBefore(to); at = at.plus(Duration.ofMinutes(10))) {
      SignInRow row =
          rows.size() % 2 == 0 ? SignInLog.bound("ada", at) : SignInLog.blocked("bob", at);
      rows.add(row);
      log.add(row);
    }
    return rows;
  }

  private static final class Watch implements LogWatch {
    private final Map<SignInChannel, Instant> wanted = new EnumMap<>(SignInChannel.class);
    private final Map<String, Integer> taken = new HashMap<>();

    Watch(Instant since) {
      for (SignInChannel channel : SignInChannel.values()) {
        wanted.put(channel, since);
      }
    }

    @Override
    public Instant wantsFrom(SignInChannel channel) {
      return wanted.get(channel);
    }

    @Override
    public void take(SignInChannel channel, SignInRow row) {
      taken.merge(row.id(), 1, Integer::sum);
    }

    @Override
    public void settled(SignInChannel channel, Instant upTo) {
      wanted.put(channel, upTo);
    }
  }
}
