package dev.tokenprotection.simulator.signin;

import dev.tokenprotection.simulator.tenant.SignInQuery;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The rows that the log keeps, in its order. Thread-safe: one may read while another adds. */
final class SignInRows {
  /** A place in the log. */
  private record Key(Instant createdAt, String id) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byTime = createdAt.compareTo(other.createdAt);
      return byTime == 0 ? id.compareTo(other.id) : byTime;
    }
  }

  /** Sorts after every id, which are printable text. */
  private static final String LAST_ID = "\uffff";

  private final ConcurrentNavigableMap<Key, SignInRow> rows = new ConcurrentSkipListMap<>();

  private final AtomicLong added = new AtomicLong();

  void add(SignInRow row) {
    added.incrementAndGet();
    rows.put(new Key(row.createdAt(), row.id()), row);
  }

  /** How many rows there were, dropped ones included. */
  long added() {
    return added.get();
  }

  void dropBefore(Instant floor) {
    rows.headMap(new Key(floor, "")).clear();
  }

  /** The rows of the query, in its order, lazily. */
  Stream<SignInRow> stream(SignInQuery query) {
    if (query.to().isBefore(query.from())) {
      return Stream.empty();
    }
    NavigableMap<Key, SignInRow> range =
        rows.subMap(new Key(query.from(), ""), true, new Key(query.to(), LAST_ID), true);
    NavigableMap<Key, SignInRow> ordered =
        switch (query.order()) {
          case NEWEST_FIRST -> range.descendingMap();
          case OLDEST_FIRST -> range;
        };
    return ordered.values().stream().filter(row -> !row.visibleFrom().isAfter(query.visibleAt()));
  }
}
