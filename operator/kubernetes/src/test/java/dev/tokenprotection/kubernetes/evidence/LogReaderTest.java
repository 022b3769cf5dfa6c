package dev.tokenprotection.kubernetes.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.evidence.AppliedPolicies;
import dev.tokenprotection.core.evidence.BindingDetails;
import dev.tokenprotection.core.evidence.ClientApplication;
import dev.tokenprotection.core.evidence.Correlation;
import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.evidence.SignInUser;
import dev.tokenprotection.core.evidence.TokenIssuer;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.SignInPort;
import dev.tokenprotection.core.port.SignInPort.Stream;
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

  private final List<SignInRow> log = new ArrayList<>();
  private final List<String> reads = new ArrayList<>();
  private final TelemetryWatch telemetry = new TelemetryWatch(NOW);
  private final LogReader reader = new LogReader(telemetry);

  @Test
  void a_new_watch_gets_every_row_since_its_start_and_each_of_them_once() {
    List<SignInRow> rows = hourly(NOW.minus(Duration.ofDays(3)), NOW);
    Watch watch = new Watch(NOW.minus(Duration.ofDays(3)));

    reader.read(port(), List.of(telemetry, watch), NOW);

    assertThat(watch.taken).hasSameSizeAs(rows);
    assertThat(watch.taken.values()).allMatch(times -> times == 1);
  }

  @Test
  void a_second_reading_gives_what_is_new_and_an_overlap_in_which_late_rows_turn_up() {
    hourly(NOW.minus(Duration.ofDays(3)), NOW);
    Watch watch = new Watch(NOW.minus(Duration.ofDays(3)));
    reader.read(port(), List.of(telemetry, watch), NOW);
    SignInRow late = row("late", NOW.minus(Duration.ofMinutes(20)));
    SignInRow fresh = row("fresh", NOW.plus(Duration.ofMinutes(10)));

    reader.read(port(), List.of(telemetry, watch), NOW.plus(Duration.ofMinutes(15)));

    assertThat(watch.taken).containsEntry(late.id(), 1).containsEntry(fresh.id(), 1);
    assertThat(watch.taken.values()).allMatch(times -> times <= 2);
  }

  @Test
  void however_many_watch_a_row_is_read_once() {
    hourly(NOW.minus(Duration.ofDays(1)), NOW);
    Watch one = new Watch(NOW.minus(Duration.ofDays(1)));
    Watch other = new Watch(NOW.minus(Duration.ofDays(1)));
    reader.read(port(), List.of(telemetry, one), NOW);
    int readsOfOne = reads.size();
    reads.clear();

    new LogReader(new TelemetryWatch(NOW)).read(port(), List.of(telemetry, other, one), NOW);

    assertThat(reads.size()).isLessThanOrEqualTo(readsOfOne);
  }

  @Test
  void a_failed_slice_is_given_again_and_nothing_before_it() {
    hourly(NOW.minus(Duration.ofDays(2)), NOW);
    Watch watch = new Watch(NOW.minus(Duration.ofDays(2)));
    SignInPort failing =
        (stream, from, to, rows) ->
            from.isAfter(NOW.minus(Duration.ofDays(1)))
                ? new Outcome.Retryable<>(
                    Problem.withoutEffect(
                        Problem.Cause.SERVER_ERROR, "read", "503", "It is tried again."))
                : port().read(stream, from, to, rows);

    assertThat(reader.read(failing, List.of(telemetry, watch), NOW).failure()).isPresent();
    reader.read(port(), List.of(telemetry, watch), NOW);

    assertThat(watch.taken).hasSize(48);
    assertThat(watch.taken.values()).allMatch(times -> times == 1);
  }

  @Test
  void nothing_is_asked_for_that_the_log_does_not_keep() {
    Watch watch = new Watch(NOW.minus(Duration.ofDays(90)));

    reader.read(port(), List.of(telemetry, watch), NOW);

    assertThat(reads)
        .noneMatch(read -> read.contains(NOW.minus(Duration.ofDays(31)).toString()))
        .anyMatch(read -> read.contains(NOW.minus(Duration.ofDays(30)).toString()));
  }

  @Test
  void a_watch_of_the_future_gets_nothing_and_stays_where_it_is() {
    hourly(NOW.minus(Duration.ofHours(5)), NOW);
    Watch watch = new Watch(NOW.plus(Duration.ofHours(2)));

    reader.read(port(), List.of(telemetry, watch), NOW);

    assertThat(watch.taken).isEmpty();
    assertThat(watch.wantsFrom(Stream.INTERACTIVE)).isEqualTo(NOW.plus(Duration.ofHours(2)));
  }

  private SignInPort port() {
    return (stream, from, to, rows) -> {
      reads.add(stream + " " + from + " " + to);
      List<SignInRow> found =
          log.stream()
              .filter(row -> row.channel().name().equals(stream.name()))
              .filter(row -> !row.createdDateTime().isBefore(from))
              .filter(row -> row.createdDateTime().isBefore(to))
              .toList();
      found.forEach(rows);
      return new Outcome.Ok<>((long) found.size());
    };
  }

  private List<SignInRow> hourly(Instant from, Instant to) {
    List<SignInRow> rows = new ArrayList<>();
    for (Instant at = from; at.isBefore(to); at = at.plus(Duration.ofHours(1))) {
      rows.add(row("at-" + at, at));
    }
    return rows;
  }

  private SignInRow row(String id, Instant at) {
    SignInRow row =
        new SignInRow(
            id,
            at,
            new SignInUser.Unidentified(),
            new Correlation.None(),
            log.size() % 2 == 0 ? SignInChannel.INTERACTIVE : SignInChannel.NON_INTERACTIVE,
            new ClientApplication("", ""),
            "",
            List.of(),
            new AppliedPolicies.Listed(List.of()),
            new BindingDetails.Missing(),
            0,
            TokenIssuer.PRIMARY,
            "");
    log.add(row);
    return row;
  }

  private static final class Watch implements LogWatch {
    private final Map<Stream, Instant> wanted = new EnumMap<>(Stream.class);
    private final Map<String, Integer> taken = new HashMap<>();

    Watch(Instant since) {
      for (Stream stream : Stream.values()) {
        wanted.put(stream, since);
      }
    }

    @Override
    public Instant wantsFrom(Stream stream) {
      return wanted.get(stream);
    }

    @Override
    public void take(Stream stream, SignInRow row) {
      taken.merge(row.id(), 1, Integer::sum);
    }

    @Override
    public void settled(Stream stream, Instant upTo) {
      wanted.put(stream, upTo);
    }
  }
}
