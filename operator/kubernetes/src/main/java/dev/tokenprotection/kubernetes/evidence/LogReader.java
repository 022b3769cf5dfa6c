package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.SignInPort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads both logs for all who watch. The newest rows are read apart from older ones, so that who
 * waits for what happens now need not wait for what somebody else lacks of last week. Each row is
 * read once and in the overlaps, however many watch.
 *
 * <p>Used by one thread at a time.
 */
final class LogReader {
  /** How far back a deep reading looks: older evidence than that is too old for a gate anyway. */
  static final Duration DEEP_OVERLAP = Duration.ofHours(6);

  /** How far back a row may be given again. */
  static final Duration LATENESS = DEEP_OVERLAP.plus(Duration.ofHours(1));

  private static final Duration SHORTEST_OVERLAP = Duration.ofMinutes(30);
  private static final Duration LONGEST_OVERLAP = Duration.ofHours(4);

  /** What is read at a time; what was given before a failure within it is given again. */
  private static final Duration LONGEST_SLICE = Duration.ofHours(4);

  private static final Duration SHORTEST_SLICE = Duration.ofMinutes(15);

  /** A slice of older rows with more than this takes too long, newer rows being waited for. */
  private static final long MANY_ROWS = 20_000;

  private static final long FEW_ROWS = 5_000;

  /**
   * How far back the log reaches. Source: Microsoft Entra, "Microsoft Entra data retention",
   * section "How long does Microsoft Entra ID store the data?".
   */
  private static final Duration RETENTION = Duration.ofDays(30);

  private final TelemetryWatch telemetry;
  private Duration olderSlice = LONGEST_SLICE;

  /** A part of one log. */
  private record Stretch(SignInChannel channel, Instant from, Instant to) {}

  LogReader(TelemetryWatch telemetry) {
    this.telemetry = telemetry;
  }

  /**
   * Reads both logs up to {@code now} from where all of {@code watches} have what is older; the
   * number of rows, or the failure that ended it.
   */
  Outcome<Long> newest(
      SignInPort port, List<? extends LogWatch> watches, Depth depth, Instant now) {
    List<LogWatch> all = new ArrayList<>(watches);
    all.add(telemetry);
    all.removeIf(watch -> !wantsAnyBefore(now, watch));
    Map<SignInChannel, Instant> from = new EnumMap<>(SignInChannel.class);
    for (SignInChannel channel : SignInChannel.values()) {
      Instant wanted = earliestWanted(channel, all, now);
      from.put(
          channel,
          switch (depth) {
            case USUAL -> wanted;
            case DEEP -> earlier(wanted, now.minus(DEEP_OVERLAP));
          });
    }
    Outcome<Long> outcome = read(port, slices(from, now), all, now.minus(overlap()));
    if (outcome.failure().isPresent()) {
      telemetry.cutShort();
    } else {
      from.forEach((channel, start) -> telemetry.readAll(channel, start, now));
      telemetry.passed();
    }
    return outcome;
  }

  /**
   * Reads the next slice of what those who are behind lack of older rows, at most up to where the
   * newest ones begin; the number of rows, or the failure that ended it. To be called after the
   * newest rows were read.
   */
  Outcome<Long> older(SignInPort port, List<? extends LogWatch> behind, Instant now) {
    Map<SignInChannel, Instant> from = new EnumMap<>(SignInChannel.class);
    for (SignInChannel channel : SignInChannel.values()) {
      Instant wanted = earliestWanted(channel, behind, now);
      if (wanted.isBefore(telemetry.wantsFrom(channel))) {
        from.put(channel, wanted);
      }
    }
    Instant end = earliest(from.values()).plus(olderSlice);
    List<Stretch> slice = new ArrayList<>();
    from.forEach(
        (channel, start) ->
            slice.add(new Stretch(channel, start, earlier(end, telemetry.wantsFrom(channel)))));
    List<? extends LogWatch> takers =
        behind.stream().filter(watch -> wantsAnyBefore(end, watch)).toList();
    Outcome<Long> outcome = read(port, slice, takers, end);
    outcome.success().ifPresent(this::lengthenOrShorten);
    return outcome;
  }

  private static List<Stretch> slices(Map<SignInChannel, Instant> from, Instant now) {
    List<Stretch> slices = new ArrayList<>();
    Instant start = earliest(from.values());
    while (start.isBefore(now)) {
      Instant end = earlier(start.plus(LONGEST_SLICE), now);
      for (SignInChannel channel : SignInChannel.values()) {
        slices.add(new Stretch(channel, later(start, from.get(channel)), end));
      }
      start = end;
    }
    return slices;
  }

  private static Outcome<Long> read(
      SignInPort port, List<Stretch> stretches, List<? extends LogWatch> watches, Instant settled) {
    long rows = 0;
    for (Stretch stretch : stretches) {
      if (stretch.from().isBefore(stretch.to())) {
        Outcome<Long> outcome =
            port.read(
                stretch.channel(),
                stretch.from(),
                stretch.to(),
                row -> give(stretch.channel(), row, watches));
        if (outcome.failure().isPresent()) {
          return outcome;
        }
        rows += outcome.success().orElseThrow();
        settle(stretch.channel(), watches, earlier(stretch.to(), settled));
      }
    }
    return new Outcome.Ok<>(rows);
  }

  private static void give(SignInChannel channel, SignInRow row, List<? extends LogWatch> watches) {
    for (LogWatch watch : watches) {
      watch.take(channel, row);
    }
  }

  private static void settle(
      SignInChannel channel, List<? extends LogWatch> watches, Instant upTo) {
    for (LogWatch watch : watches) {
      if (watch.wantsFrom(channel).isBefore(upTo)) {
        watch.settled(channel, upTo);
      }
    }
  }

  private void lengthenOrShorten(long rows) {
    if (rows > MANY_ROWS) {
      olderSlice = later(olderSlice.dividedBy(2), SHORTEST_SLICE);
    } else if (rows < FEW_ROWS) {
      olderSlice = earlier(olderSlice.multipliedBy(2), LONGEST_SLICE);
    }
  }

  private Duration overlap() {
    return earlier(later(telemetry.lag().multipliedBy(2), SHORTEST_OVERLAP), LONGEST_OVERLAP);
  }

  private static boolean wantsAnyBefore(Instant moment, LogWatch watch) {
    for (SignInChannel channel : SignInChannel.values()) {
      if (watch.wantsFrom(channel).isBefore(moment)) {
        return true;
      }
    }
    return false;
  }

  private static Instant earliestWanted(
      SignInChannel channel, List<? extends LogWatch> watches, Instant now) {
    Instant wanted = earliest(watches.stream().map(watch -> watch.wantsFrom(channel)).toList());
    return later(wanted, now.minus(RETENTION));
  }

  private static Instant earliest(Collection<Instant> moments) {
    return moments.stream().min(Instant::compareTo).orElseThrow();
  }

  private static <T extends Comparable<T>> T earlier(T one, T other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static <T extends Comparable<T>> T later(T one, T other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
