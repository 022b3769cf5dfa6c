package dev.tokenprotection.kubernetes.evidence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How late rows of one log arrive. Entra gives no promise, so it is measured: rows are counted by
 * five minutes of their creation, each time they are read, and a five minutes' lag is over once
 * nearly all of the rows that it has today were there. Includes the time between two readings, so
 * it is never too short. Not safe for use by several threads.
 */
final class ArrivalLag {
  /** What holds before anything was measured. */
  static final Duration ASSUMED = Duration.ofMinutes(30);

  private static final Duration SHORTEST = Duration.ofMinutes(2);

  /** Before it has been watched for so long, nobody knows whether more is still to come. */
  private static final Duration TRUSTED_AFTER = Duration.ofHours(2);

  private static final Duration BUCKET = Duration.ofMinutes(5);
  private static final Duration REMEMBERED = Duration.ofHours(24);

  /** A few stragglers do not hold a whole tenant up. */
  private static final double NEARLY_ALL = 0.995;

  private record Seen(Instant at, long rows) {}

  private final TreeMap<Long, List<Seen>> seenByBucket = new TreeMap<>();
  private final Map<Long, Long> counting = new HashMap<>();
  private final Instant watchedSince;
  private Instant lastRead;

  /**
   * @param watchedSince when reading began: what was created before arrived unwatched
   */
  ArrivalLag(Instant watchedSince) {
    this.watchedSince = watchedSince;
    this.lastRead = watchedSince;
  }

  /** A row was read. */
  void row(Instant created) {
    if (!created.isBefore(watchedSince)) {
      counting.merge(bucketOf(created), 1L, Long::sum);
    }
  }

  /**
   * All rows created in {@code [from, at)} were read; those read before and since last time count.
   */
  void readAll(Instant from, Instant at) {
    counting.forEach(
        (bucket, rows) -> {
          if (!startOf(bucket).isBefore(from)) {
            seenByBucket.computeIfAbsent(bucket, b -> new ArrayList<>()).add(new Seen(at, rows));
          }
        });
    counting.clear();
    lastRead = at;
    seenByBucket.headMap(bucketOf(at.minus(REMEMBERED))).clear();
  }

  /** The reading was cut short; what was counted does not count. */
  void cutShort() {
    counting.clear();
  }

  /** The lag as far as it is known. */
  Duration measured() {
    return seenByBucket.entrySet().stream()
        .filter(entry -> entry.getValue().size() > 1)
        .map(entry -> lagOf(startOf(entry.getKey()), entry.getValue()))
        .max(Duration::compareTo)
        .map(lag -> longer(lag, shortest()))
        .orElse(ASSUMED);
  }

  private Duration shortest() {
    return lastRead.isBefore(watchedSince.plus(TRUSTED_AFTER)) ? ASSUMED : SHORTEST;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static Duration lagOf(Instant start, List<Seen> seen) {
    double enough = seen.getLast().rows() * NEARLY_ALL;
    return seen.stream()
        .filter(s -> s.rows() >= enough)
        .findFirst()
        .map(s -> Duration.between(start, s.at()))
        .orElseThrow();
  }

  private static long bucketOf(Instant moment) {
    return Math.floorDiv(moment.getEpochSecond(), BUCKET.toSeconds());
  }

  private static Instant startOf(long bucket) {
    return Instant.ofEpochSecond(bucket * BUCKET.toSeconds());
  }
}
