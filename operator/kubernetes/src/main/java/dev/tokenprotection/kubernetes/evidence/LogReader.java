package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.RowSelection;
import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Outcome.Done;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.SignInPort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads both logs for all who watch. Each row is read once, however many watch, when it is old
 * enough to be evidence; the newest rows apart from older ones, so that who waits for what happens
 * now need not wait for what somebody else lacks of last week.
 *
 * <p>Rows come late. Those that a policy blocked are read as they come, for the breakers. All that
 * count against a rollout are looked for again at growing ages by a question that the log answers
 * without the other rows, and so is a sample of the others, which tells how late the log is. What
 * comes late and counts for a rollout is found by a deep reading, which is made before a stage is
 * left; without it evidence is only thinner.
 *
 * <p>Used by one thread at a time.
 */
final class LogReader {
  /** How far back a row may be given again: what is looked for last, and an hour to do so. */
  static final Duration LATENESS = Ages.TOLERATED.plus(Duration.ofHours(1));

  /** What is read at a time; what was given before a failure within it is given again. */
  private static final Duration LONGEST_SLICE = Duration.ofHours(4);

  private static final Duration SHORTEST_SLICE = Duration.ofMinutes(15);

  /** A slice of older rows with more than this takes too long, newer rows being waited for. */
  private static final long MANY_ROWS = 20_000;

  private static final long FEW_ROWS = 5_000;

  /** What is older by more than this than it should be tells nothing about that age. */
  private static final Duration STILL_EARLY = Duration.ofMinutes(30);

  /** For how long a question is not asked that the log did not answer as it should. */
  private static final Duration DISTRUSTED = Duration.ofHours(24);

  /**
   * How far back the log reaches. Source: Microsoft Entra, "Microsoft Entra data retention",
   * section "How long does Microsoft Entra ID store the data?".
   */
  private static final Duration RETENTION = Duration.ofDays(30);

  private static final Outcome<Done> DONE = new Outcome.Ok<>(Done.DONE);

  private final TelemetryWatch telemetry;
  private final Map<Duration, Instant> lookedForUpTo = new HashMap<>();

  /** Up to when rows were read first at each age. */
  private final Map<Duration, Instant> readUpTo = new HashMap<>();

  private final Map<SignInChannel, Instant> distrusted = new EnumMap<>(SignInChannel.class);
  private Instant sampledUpTo;
  private Optional<Instant> readAgainFrom = Optional.empty();
  private Duration olderSlice = LONGEST_SLICE;
  private long rows;

  /** A part of one log. */
  private record Stretch(SignInChannel channel, Instant from, Instant to) {
    boolean isEmpty() {
      return !from.isBefore(to);
    }
  }

  /**
   * Who is given rows.
   *
   * @param upToDate who has all older rows
   * @param behind who lacks some
   * @param breakers who wants to know of blocked sign-ins
   */
  record Takers(
      List<? extends LogWatch> upToDate,
      List<? extends LogWatch> behind,
      List<? extends LogWatch> breakers) {
    private List<LogWatch> all() {
      List<LogWatch> all = new ArrayList<>(upToDate);
      all.addAll(behind);
      all.addAll(breakers);
      return all;
    }
  }

  /**
   * @param now what came before arrived before anybody watched
   */
  LogReader(TelemetryWatch telemetry, Instant now) {
    this.telemetry = telemetry;
    this.sampledUpTo = now;
    Ages.ALL.forEach(age -> lookedForUpTo.put(age, now.minus(age)));
    lookedForUpTo.put(Ages.BEYOND, now.minus(Ages.BEYOND));
  }

  /** The number of rows that were given since this was asked last. */
  long takeRows() {
    long taken = rows;
    rows = 0;
    return taken;
  }

  /**
   * Reads both logs from where those who are up to date have what is older, as far as rows are old
   * enough; and up to {@code now} what was blocked.
   */
  Outcome<Done> newest(SignInPort port, Takers takers, Instant now) {
    Outcome<Done> blocked = blocked(port, takers.breakers(), now);
    if (blocked.failure().isPresent()) {
      return blocked;
    }
    if (isLateLookedForTooLate(now)) {
      Outcome<Done> late = late(port, takers, now);
      if (late.failure().isPresent()) {
        return late;
      }
    }
    return earlySample(port, now)
        .flatMap(done -> readAgain(port, takers))
        .flatMap(done -> whole(port, takers, now));
  }

  /** Looks for rows that came late: those that count against a rollout, and a sample. */
  Outcome<Done> late(SignInPort port, Takers takers, Instant now) {
    Outcome<Done> blocked = blocked(port, takers.breakers(), now.minus(Ages.TOLERATED), now);
    if (blocked.failure().isPresent()) {
      return blocked;
    }
    Duration before = telemetry.lagOfTheSample();
    for (Duration age : Ages.ALL) {
      if (age.compareTo(telemetry.delay()) >= 0) {
        Instant end = earlier(now.minus(age), readYoungerUpTo(age));
        for (SignInChannel channel : SignInChannel.values()) {
          Stretch stretch = new Stretch(channel, lookedForUpTo.get(age), end);
          Outcome<Done> outcome = lookFor(port, stretch, age, takers.all(), now);
          if (outcome.failure().isPresent()) {
            return outcome;
          }
        }
      }
      lookedForUpTo.put(age, now.minus(age));
    }
    Outcome<Done> beyond = beyond(port, now);
    if (telemetry.lagOfTheSample().compareTo(before) > 0) {
      // The log got slower: what was read lately was read too early.
      readAgainFrom = Optional.of(now.minus(Ages.TOLERATED));
    }
    return beyond;
  }

  /**
   * Looks for rows that came late and reads all rows once more that are no older than tolerated.
   */
  Outcome<Done> deep(SignInPort port, Takers takers, Instant now) {
    Outcome<Done> late = late(port, takers, now);
    if (late.failure().isPresent()) {
      return late;
    }
    readAgainFrom = Optional.of(now.minus(Ages.TOLERATED));
    return newest(port, takers, now);
  }

  /**
   * Reads the next slice of what those who are behind lack of older rows, at most up to where the
   * newest ones begin. To be called after the newest rows were read.
   */
  Outcome<Done> older(SignInPort port, List<? extends LogWatch> behind, Instant now) {
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
    long before = rows;
    Outcome<Done> outcome = read(port, slice, takers, end);
    outcome.success().ifPresent(done -> lengthenOrShorten(rows - before));
    return outcome;
  }

  /** Whether rows would be forgotten before late ones among them were looked for. */
  private boolean isLateLookedForTooLate(Instant now) {
    return lookedForUpTo.get(Ages.TOLERATED).isBefore(now.minus(telemetry.delay()).minus(LATENESS));
  }

  /** Reads up to {@code now} what was blocked, for those who want to know that. */
  Outcome<Done> blocked(SignInPort port, List<? extends LogWatch> breakers, Instant now) {
    return blocked(port, breakers, now, now);
  }

  private Outcome<Done> blocked(
      SignInPort port, List<? extends LogWatch> breakers, Instant atLeastFrom, Instant now) {
    if (breakers.isEmpty()) {
      return DONE;
    }
    for (SignInChannel channel : SignInChannel.values()) {
      Instant from = earlier(earliestWanted(channel, breakers, now), atLeastFrom);
      Stretch stretch = new Stretch(channel, from, now);
      Outcome<Done> outcome =
          narrow(port, stretch, RowSelection.BLOCKED, now, row -> give(channel, row, breakers));
      if (outcome.failure().isPresent()) {
        return outcome;
      }
    }
    return DONE;
  }

  private Outcome<Done> whole(SignInPort port, Takers takers, Instant now) {
    Duration age = telemetry.delay();
    Instant end = now.minus(age);
    List<LogWatch> wanting = new ArrayList<>(takers.upToDate());
    wanting.add(telemetry);
    wanting.removeIf(watch -> !wantsAnyBefore(end, watch));
    List<LogWatch> all = new ArrayList<>(wanting);
    all.addAll(takers.breakers());
    Map<SignInChannel, Instant> from = new EnumMap<>(SignInChannel.class);
    for (SignInChannel channel : SignInChannel.values()) {
      Instant wanted = wanting.isEmpty() ? end : earliestWanted(channel, wanting, now);
      from.put(channel, wanted);
    }
    Outcome<Done> outcome = read(port, slices(from, end), all, end);
    if (outcome.failure().isPresent()) {
      telemetry.cutShort();
    } else {
      readUpTo.merge(age, end, LogReader::later);
      telemetry.passed(now);
    }
    return outcome;
  }

  /** Up to when rows were read first at a smaller age. */
  private Instant readYoungerUpTo(Duration age) {
    return readUpTo.entrySet().stream()
        .filter(read -> read.getKey().compareTo(age) < 0)
        .map(Map.Entry::getValue)
        .reduce(Instant.MIN, LogReader::later);
  }

  /** Gives once more what was read already, with what came since. */
  private Outcome<Done> readAgain(SignInPort port, Takers takers) {
    if (readAgainFrom.isEmpty()) {
      return DONE;
    }
    for (SignInChannel channel : SignInChannel.values()) {
      Stretch stretch = new Stretch(channel, readAgainFrom.get(), telemetry.wantsFrom(channel));
      Outcome<Done> outcome =
          ask(port, stretch, RowSelection.ALL, row -> give(channel, row, takers.all()));
      if (outcome.failure().isPresent()) {
        return outcome;
      }
    }
    readAgainFrom = Optional.empty();
    return DONE;
  }

  private Outcome<Done> lookFor(
      SignInPort port,
      Stretch stretch,
      Duration age,
      List<? extends LogWatch> takers,
      Instant now) {
    if (stretch.isEmpty()) {
      return DONE;
    }
    SignInChannel channel = stretch.channel();
    ArrivalLag.Span span = new ArrivalLag.Span(stretch.from(), stretch.to());
    Consumer<SignInRow> taker =
        row -> {
          telemetry.takeAgain(channel, age, row);
          give(channel, row, takers);
        };
    RowSelection selection = selection(age, takers, now);
    Set<String> found = new HashSet<>();
    Outcome<Done> outcome =
        narrow(
            port,
            stretch,
            selection,
            now,
            row -> {
              found.add(row.id());
              taker.accept(row);
            });
    if (outcome.failure().isPresent()) {
      return outcome;
    }
    if (selection == RowSelection.AGAINST && telemetry.missesMost(channel, span, found)) {
      distrusted.put(channel, now.plus(DISTRUSTED));
      return ask(port, stretch, RowSelection.ALL, taker);
    }
    return samples(port, stretch, taker);
  }

  private Outcome<Done> samples(SignInPort port, Stretch stretch, Consumer<SignInRow> taker) {
    ArrivalLag.Span span = new ArrivalLag.Span(stretch.from(), stretch.to());
    for (ArrivalLag.Span sample : ArrivalLag.samples(span)) {
      Stretch minute = new Stretch(stretch.channel(), sample.from(), sample.to());
      Outcome<Done> outcome = ask(port, minute, RowSelection.ALL, taker);
      if (outcome.failure().isPresent()) {
        return outcome;
      }
    }
    return DONE;
  }

  /** Looks who of the sample is there at a smaller age than the one at which rows are read. */
  private Outcome<Done> earlySample(SignInPort port, Instant now) {
    Optional<Duration> below = Ages.below(telemetry.delay());
    Instant end = now.minus(below.orElse(Duration.ZERO));
    sampledUpTo = later(sampledUpTo, end.minus(STILL_EARLY));
    if (below.isPresent() && sampledUpTo.isBefore(end)) {
      for (SignInChannel channel : SignInChannel.values()) {
        Outcome<Done> outcome =
            samples(
                port,
                new Stretch(channel, sampledUpTo, end),
                row -> telemetry.takeEarly(channel, below.get(), row));
        if (outcome.failure().isPresent()) {
          return outcome;
        }
      }
    }
    sampledUpTo = later(sampledUpTo, end);
    return DONE;
  }

  /** Looks whether rows come later than is tolerated. */
  private Outcome<Done> beyond(SignInPort port, Instant now) {
    Instant end = now.minus(Ages.BEYOND);
    for (SignInChannel channel : SignInChannel.values()) {
      Outcome<Done> outcome =
          samples(
              port,
              new Stretch(channel, lookedForUpTo.get(Ages.BEYOND), end),
              row -> telemetry.takeAgain(channel, Ages.BEYOND, row));
      if (outcome.failure().isPresent()) {
        return outcome;
      }
    }
    lookedForUpTo.put(Ages.BEYOND, end);
    return DONE;
  }

  /** All rows where a narrow question would not find what counts against somebody. */
  private RowSelection selection(Duration age, List<? extends LogWatch> takers, Instant now) {
    if (age.equals(telemetry.delay())) {
      // Rows were read younger than that before the log got slower.
      return RowSelection.ALL;
    }
    Instant lately = now.minus(DISTRUSTED);
    if (takers.stream().anyMatch(watch -> watch.lastUnaskable().isAfter(lately))) {
      return RowSelection.ALL;
    }
    boolean isNext = Ages.below(age).filter(telemetry.delay()::equals).isPresent();
    return age.equals(Ages.TOLERATED) || isNext && !telemetry.hasManyAgainst()
        ? RowSelection.AGAINST
        : RowSelection.BLOCKED;
  }

  /** Asks for some rows; for all of them where the log does not answer narrow questions. */
  private Outcome<Done> narrow(
      SignInPort port,
      Stretch stretch,
      RowSelection selection,
      Instant now,
      Consumer<SignInRow> taker) {
    if (distrusted.getOrDefault(stretch.channel(), Instant.MIN).isAfter(now)) {
      return ask(port, stretch, RowSelection.ALL, taker);
    }
    Outcome<Done> outcome = ask(port, stretch, selection, taker);
    boolean refused =
        outcome.failure().map(Problem::cause).filter(Problem.Cause.REFUSED::equals).isPresent();
    if (selection == RowSelection.ALL || !refused) {
      return outcome;
    }
    distrusted.put(stretch.channel(), now.plus(DISTRUSTED));
    return ask(port, stretch, RowSelection.ALL, taker);
  }

  private Outcome<Done> ask(
      SignInPort port, Stretch stretch, RowSelection selection, Consumer<SignInRow> taker) {
    if (stretch.isEmpty()) {
      return DONE;
    }
    return port.read(
            stretch.channel(),
            stretch.from(),
            stretch.to(),
            selection,
            row -> {
              rows++;
              taker.accept(row);
            })
        .map(given -> Done.DONE);
  }

  private Outcome<Done> read(
      SignInPort port, List<Stretch> stretches, List<? extends LogWatch> watches, Instant settled) {
    for (Stretch stretch : stretches) {
      Outcome<Done> outcome =
          ask(port, stretch, RowSelection.ALL, row -> give(stretch.channel(), row, watches));
      if (outcome.failure().isPresent()) {
        return outcome;
      }
      settle(stretch.channel(), watches, earlier(stretch.to(), settled));
    }
    return DONE;
  }

  private static List<Stretch> slices(Map<SignInChannel, Instant> from, Instant end) {
    List<Stretch> slices = new ArrayList<>();
    Instant start = earliest(from.values());
    while (start.isBefore(end)) {
      Instant sliceEnd = earlier(start.plus(LONGEST_SLICE), end);
      for (SignInChannel channel : SignInChannel.values()) {
        slices.add(new Stretch(channel, later(start, from.get(channel)), sliceEnd));
      }
      start = sliceEnd;
    }
    return slices;
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

  private void lengthenOrShorten(long given) {
    if (given > MANY_ROWS) {
      olderSlice = later(olderSlice.dividedBy(2), SHORTEST_SLICE);
    } else if (given < FEW_ROWS) {
      olderSlice = earlier(olderSlice.multipliedBy(2), LONGEST_SLICE);
    }
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
