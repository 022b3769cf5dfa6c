package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.RowSelection;
import dev.tokenprotection.core.evidence.SignInRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How late rows of one log arrive. Entra gives no promise, so it is measured, hour by hour of their
 * creation: of the rows that count against a rollout all are known by their ids, so that late ones
 * are told from those that were there; of the others those of some seconds, the sample, which is
 * read at several ages. An hour's lag is the age by which nearly all had come. Not safe for use by
 * several threads.
 */
final class ArrivalLag {
  /** What holds before anything was measured. */
  static final Duration ASSUMED = Ages.ALL.getFirst();

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration REMEMBERED = Duration.ofHours(24);

  /** Within each hour, the time whose rows are the sample. */
  private static final Duration SAMPLE_BEGINS = Duration.ofMinutes(17);

  private static final Duration SAMPLE_ENDS = SAMPLE_BEGINS.plusSeconds(20);

  /** A few stragglers do not hold a whole tenant up. */
  private static final double STRAGGLERS = 0.005;

  private static final long MANY = 500;
  private static final double MANY_OF_ALL = 0.07;

  /** A part of the log's time. */
  record Span(Instant from, Instant to) {}

  private record Sighting(Instant created, Duration age) {}

  /** Nobody asks for single rows of an hour that is older than this. */
  private static final Duration ROWS_KEPT = Ages.BEYOND.plus(HOUR.multipliedBy(2));

  private static final class Hour {
    private long rows;
    private long rowsAgainst;
    private Duration settledLag = Duration.ZERO;

    /** What was worked out, until a row comes; null then. */
    private Duration sampleLag;

    private Duration lagOfThoseAgainst;

    /** By id, the age at which each was first seen; zero for those that were there in time. */
    private final Map<String, Sighting> against = new HashMap<>();

    /** By id, the age at which each was first seen. */
    private final Map<String, Sighting> sample = new HashMap<>();

    private void row() {
      rows++;
      lagOfThoseAgainst = null;
    }

    private void against(Duration age, SignInRow row) {
      if (against.putIfAbsent(row.id(), new Sighting(row.createdDateTime(), age)) == null) {
        rowsAgainst++;
        lagOfThoseAgainst = null;
      }
    }

    private void sample(Duration age, SignInRow row) {
      if (sample.putIfAbsent(row.id(), new Sighting(row.createdDateTime(), age)) == null) {
        sampleLag = null;
      }
    }

    /** By what age nearly all had come. */
    private Duration lag() {
      if (lagOfThoseAgainst == null) {
        lagOfThoseAgainst = nearlyAll(against, rows);
      }
      return longer(settledLag, longer(lagOfThoseAgainst, sampleLag()));
    }

    /** The same without the rows that count against a rollout. */
    private Duration sampleLag() {
      if (sampleLag == null) {
        sampleLag = nearlyAll(sample, sample.size());
      }
      return sampleLag;
    }

    private void forgetRows() {
      settledLag = lag();
      against.clear();
      sample.clear();
      lagOfThoseAgainst = null;
      sampleLag = null;
    }

    private static Duration nearlyAll(Map<String, Sighting> seen, long of) {
      List<Duration> ages =
          new ArrayList<>(seen.values().stream().map(Sighting::age).sorted().toList());
      long stragglers = (long) (of * STRAGGLERS);
      return ages.size() > stragglers
          ? ages.get((int) (ages.size() - 1 - stragglers))
          : Duration.ZERO;
    }
  }

  private final TreeMap<Instant, Hour> hours = new TreeMap<>();

  /** A row was read for the first time, all rows of its time being read. */
  void first(Duration age, SignInRow row) {
    Hour hour = hourOf(row);
    hour.row();
    if (RowSelection.AGAINST.includes(row)) {
      hour.against(Duration.ZERO, row);
    } else {
      sample(hour, age, row);
    }
  }

  /** A row was read at another age, perhaps once more. */
  void again(Duration age, SignInRow row) {
    Hour hour = hourOf(row);
    if (RowSelection.AGAINST.includes(row)) {
      hour.against(age, row);
    } else {
      sample(hour, age, row);
    }
  }

  /** A row was read before rows of its time are, to see who is there already. */
  void early(Duration age, SignInRow row) {
    if (!RowSelection.AGAINST.includes(row)) {
      sample(hourOf(row), age, row);
    }
  }

  /** Forgets what is too old to say anything about now. */
  void forgetBefore(Instant now) {
    hours.headMap(now.minus(REMEMBERED), false).clear();
    hours.headMap(now.minus(ROWS_KEPT), false).values().forEach(Hour::forgetRows);
  }

  /** By what age nearly all rows have come; what is assumed while nothing is known. */
  Duration measured() {
    return hours.values().stream().map(Hour::lag).reduce(ASSUMED, ArrivalLag::longer);
  }

  /** The same without the rows that count against a rollout. */
  Duration ofTheSample() {
    return hours.values().stream().map(Hour::sampleLag).reduce(ASSUMED, ArrivalLag::longer);
  }

  /** Whether so many rows count against a rollout that to read them often costs much. */
  boolean hasManyAgainst() {
    long rows = hours.values().stream().mapToLong(hour -> hour.rows).sum();
    long against = hours.values().stream().mapToLong(hour -> hour.rowsAgainst).sum();
    return against > MANY && against > rows * MANY_OF_ALL;
  }

  /** Whether of the rows in a span that count against a rollout fewer than half are among these. */
  boolean missesMost(Span span, Set<String> ids) {
    List<String> known =
        hours.subMap(startOf(span.from()), true, span.to(), false).values().stream()
            .flatMap(hour -> hour.against.entrySet().stream())
            .filter(entry -> isWithin(span, entry.getValue().created()))
            .map(Map.Entry::getKey)
            .toList();
    return known.stream().filter(ids::contains).count() * 2 < known.size();
  }

  /** The samples whose ends lie within a span or at its end. */
  static List<Span> samples(Span span) {
    List<Span> samples = new ArrayList<>();
    for (Instant hour = startOf(span.from()); hour.isBefore(span.to()); hour = hour.plus(HOUR)) {
      Instant end = hour.plus(SAMPLE_ENDS);
      if (end.isAfter(span.from()) && !end.isAfter(span.to())) {
        samples.add(new Span(hour.plus(SAMPLE_BEGINS), end));
      }
    }
    return samples;
  }

  private Hour hourOf(SignInRow row) {
    return hours.computeIfAbsent(startOf(row.createdDateTime()), start -> new Hour());
  }

  private static void sample(Hour hour, Duration age, SignInRow row) {
    Instant hourStart = startOf(row.createdDateTime());
    Span sampled = new Span(hourStart.plus(SAMPLE_BEGINS), hourStart.plus(SAMPLE_ENDS));
    if (isWithin(sampled, row.createdDateTime())) {
      hour.sample(age, row);
    }
  }

  private static boolean isWithin(Span span, Instant moment) {
    return !moment.isBefore(span.from()) && moment.isBefore(span.to());
  }

  private static Instant startOf(Instant moment) {
    long seconds = HOUR.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(moment.getEpochSecond(), seconds) * seconds);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
