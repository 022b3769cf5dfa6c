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
 * nearly all of the rows that it has today were there. Includes the usual time between two
 * readings, so it is never too short; a pause in reading is no lateness. Not safe for use by
 * several threads.
 */
final class ArrivalLag {
  /** What holds before anything was measured. */
  static final Duration ASSUMED = Duration.ofMinutes(30);

  private static final Duration SHORTEST = Duration.ofMinutes(2);

  /** Before it has been watched for so long, nobody knows whether more is still to come. */
  private static final Duration TRUSTED_AFTER = Duration.ofHours(2);

  private static final Duration BUCKET = Duration.ofMinutes(5);
  private static final Duration REMEMBERED = Duration.ofHours(24);

  /** What is longer between two readings is a pause: nobody knows when in it rows arrived. */
  private static final Duration LONGEST_BETWEEN = Duration.ofMinutes(90);

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
    long bucket = bucketOf(created);
    if (!startOf(bucket).isBefore(watchedSince)) {
      counting.merge(bucket, 1L, Long::sum);
    }
  }

  /**
   * All rows created in {@code [from, at)} were read; those read before and since last time count.
   */
  void readAll(Instant from, Instant at) {
    counting.forEach(
        (bucket, rows) -> {
          if (!startOf(bucket).isBefore(from)) {
            seenByBucket.computeIfAbsent(bucket, this::seenSoFar).add(new Seen(at, rows));
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

  /** What an earlier reading saw of a bucket that has rows now for the first time: none. */
  private List<Seen> seenSoFar(long bucket) {
    List<Seen> seen = new ArrayList<>();
    if (startOf(bucket).isBefore(lastRead)) {
      seen.add(new Seen(lastRead, 0));
    }
    return seen;
  }

  private Duration shortest() {
    return lastRead.isBefore(watchedSince.plus(TRUSTED_AFTER)) ? ASSUMED : SHORTEST;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  private static Duration lagOf(Instant start, List<Seen> seen) {
    double enough = seen.getLast().rows() * NEARLY_ALL;
    Instant before = start;
    for (Seen now : seen) {
      if (now.rows() >= enough) {
        Duration since = Duration.between(before, now.at());
        return Duration.between(start, before)
            .plus(since.compareTo(LONGEST_BETWEEN) < 0 ? since : LONGEST_BETWEEN);
      }
      before = now.at();
    }
    throw new IllegalStateException("the last reading saw less than it saw");
  }

  private static long bucketOf(Instant moment) {
    return Math.floorDiv(moment.getEpochSecond(), BUCKET.toSeconds());
  }

  private static Instant startOf(long bucket) {
    return Instant.ofEpochSecond(bucket * BUCKET.toSeconds());
  }
}
