package dev.tokenprotection.kubernetes.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.evidence.RowSelection;
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

  private static final Duration ASSUMED = ArrivalLag.ASSUMED;

  private final ManualTime time = new ManualTime(NOW);
  private final SignInLog log = new SignInLog(time);
  private final TelemetryWatch telemetry = new TelemetryWatch(NOW);
  private final LogReader reader = new LogReader(telemetry, NOW);

  @Test
  void rows_are_read_that_all_lack_and_that_are_old_enough() {
    everyTenMinutes(NOW.minus(Duration.ofHours(1)), NOW);
    Watch watch = new Watch(NOW.minus(Duration.ofHours(1)));

    newest(watch);

    assertThat(watch.taken).hasSize(3);
    assertThat(watch.taken.values()).allMatch(times -> times == 1);
  }

  @Test
  void a_second_reading_goes_on_where_the_first_ended() {
    List<SignInRow> rows = everyTenMinutes(NOW.minus(Duration.ofHours(1)), NOW);
    Watch watch = new Watch(NOW.minus(Duration.ofHours(1)));
    newest(watch);
    time.advance(ASSUMED);

    newest(watch);

    assertThat(watch.taken).hasSameSizeAs(rows);
    assertThat(watch.taken.values()).allMatch(times -> times == 1);
  }

  @Test
  void blocked_rows_are_read_as_they_come() {
    SignInRow blocked = SignInLog.blocked("bob", NOW.minusSeconds(1));
    log.add(blocked);
    log.add(SignInLog.bound("ada", NOW.minusSeconds(1)));
    Watch breaker = new Watch(NOW.minus(Duration.ofHours(1)));

    reader.newest(log, new LogReader.Takers(List.of(), List.of(), List.of(breaker)), NOW);

    assertThat(breaker.taken).containsOnlyKeys(blocked.id());
  }

  @Test
  void unbound_rows_that_came_late_are_found_and_nothing_else_is_read_again_but_a_sample() {
    everyTenMinutes(NOW.minus(Duration.ofHours(1)), NOW.plus(Duration.ofHours(3)));
    SignInRow late = SignInLog.unbound("late", NOW);
    log.addLate(late, Duration.ofMinutes(50));
    Watch watch = new Watch(NOW.minus(Duration.ofHours(1)));
    time.advance(Duration.ofMinutes(45));
    newest(watch);
    time.advance(Duration.ofHours(2));
    Watch again = new Watch(NOW.plus(Duration.ofDays(1)));

    assertThat(late(again)).isTrue();

    assertThat(again.taken).containsKey(late.id());
    assertThat(again.taken.keySet()).allMatch(id -> id.startsWith("late") || id.startsWith("bob"));
  }

  @Test
  void all_that_came_late_is_found_by_a_deep_reading() {
    everyTenMinutes(NOW.minus(Duration.ofHours(6)), NOW);
    Watch watch = new Watch(NOW.minus(Duration.ofHours(1)));
    newest(watch);
    SignInRow late = SignInLog.bound("late", NOW.minus(Duration.ofHours(5)));
    log.add(late);
    newest(watch);
    assertThat(watch.taken).doesNotContainKey(late.id());
    Watch deep = new Watch(NOW.minus(Duration.ofHours(1)));

    assertThat(reader.deep(log, takers(deep), time.now()).success()).isPresent();

    assertThat(deep.taken).containsKey(late.id()).hasSize(34);
    assertThat(deep.taken.values()).allMatch(times -> times <= 2);
  }

  @Test
  void a_log_that_gets_slower_is_read_later_and_what_was_read_too_early_once_more() {
    for (int minute = 0; minute < 240; minute++) {
      log.addLate(
          SignInLog.bound("ada", NOW.plus(Duration.ofMinutes(minute))), Duration.ofMinutes(50));
    }
    Watch watch = new Watch(NOW.minus(Duration.ofHours(1)));
    for (int quarter = 0; quarter < 24; quarter++) {
      time.advance(Duration.ofMinutes(15));
      newest(watch);
      if (quarter % 4 == 3) {
        late(watch);
      }
    }

    assertThat(telemetry.delay()).isEqualTo(Duration.ofHours(1));
    assertThat(watch.taken).hasSize(240);
  }

  @Test
  void rows_from_before_the_first_reading_do_not_make_the_log_look_slow() {
    everyTenMinutes(NOW.minus(Duration.ofHours(7)), NOW.plus(Duration.ofHours(3)));
    Watch watch = new Watch(NOW.minus(Duration.ofHours(7)));
    newest(watch);
    time.advance(Duration.ofHours(2));
    newest(watch);

    assertThat(late(watch)).isTrue();

    assertThat(telemetry.delay()).isEqualTo(ASSUMED);
  }

  @Test
  void a_log_that_refuses_a_narrow_question_is_read_whole() {
    SignInRow late = SignInLog.unbound("late", NOW.minus(Duration.ofHours(1)));
    log.refuse(read -> read.selection() != RowSelection.ALL);
    Watch watch = new Watch(NOW.minus(Duration.ofHours(2)));
    newest(watch);
    log.add(late);
    time.advance(Duration.ofHours(2));

    assertThat(late(watch)).isTrue();

    assertThat(watch.taken).containsKey(late.id());
  }

  @Test
  void a_log_that_does_not_give_what_it_is_known_to_have_is_read_whole() {
    log.add(SignInLog.unbound("known", NOW.minus(Duration.ofMinutes(50))));
    SignInRow late = SignInLog.unbound("late", NOW.minus(Duration.ofMinutes(55)));
    log.hide(read -> read.selection() != RowSelection.ALL);
    Watch watch = new Watch(NOW.minus(Duration.ofHours(2)));
    newest(watch);
    log.add(late);
    time.advance(Duration.ofHours(2));

    assertThat(late(watch)).isTrue();

    assertThat(watch.taken).containsKey(late.id());
  }

  @Test
  void where_somebody_counts_what_can_not_be_asked_for_late_rows_are_looked_for_among_all() {
    Watch watch = new Watch(NOW.minus(Duration.ofHours(2)));
    watch.lastUnaskable = NOW;
    newest(watch);
    SignInRow late = SignInLog.bound("late", NOW.minus(Duration.ofHours(1)));
    log.add(late);
    time.advance(Duration.ofHours(2));

    assertThat(late(watch)).isTrue();

    assertThat(watch.taken).containsKey(late.id());
  }

  @Test
  void after_a_pause_late_rows_are_looked_for_before_they_are_forgotten() {
    Watch watch = new Watch(NOW.minus(Duration.ofHours(2)));
    newest(watch);
    SignInRow late = SignInLog.unbound("late", NOW.minus(Duration.ofMinutes(40)));
    log.add(late);
    time.advance(Duration.ofHours(20));
    watch.whenSettled = () -> assertThat(watch.taken).containsKey(late.id());

    newest(watch);

    assertThat(watch.taken).containsKey(late.id());
  }

  @Test
  void who_is_behind_gets_older_rows_slice_by_slice_and_each_of_them_once() {
    List<SignInRow> rows = everyTenMinutes(NOW.minus(Duration.ofDays(2)), NOW);
    Watch behind = new Watch(NOW.minus(Duration.ofDays(2)));
    newest();

    catchUp(behind);
    newest(behind);
    time.advance(ASSUMED);
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
    assertThat(reader.newest(log, takers(watches), time.now()).success()).isPresent();
  }

  private boolean late(Watch... watches) {
    return reader.late(log, takers(watches), time.now()).success().isPresent();
  }

  private static LogReader.Takers takers(Watch... watches) {
    return new LogReader.Takers(List.of(watches), List.of(), List.of());
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
    private Instant lastUnaskable = Instant.MIN;
    private Runnable whenSettled = () -> {};

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
    public Instant lastUnaskable() {
      return lastUnaskable;
    }

    @Override
    public void settled(SignInChannel channel, Instant upTo) {
      whenSettled.run();
      wanted.put(channel, upTo);
    }
  }
}
