package dev.tokenprotection.simulator.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Sign-in rows that somebody put in, in memory. */
public final class StoredSignIns implements SignInLog {
  private record Row(Instant createdAt, String id, Instant visibleFrom, ObjectNode json) {}

  /** Sorts after every id, which are printable text. */
  private static final String LAST_ID = "\uffff";

  private final NavigableSet<Row> rows =
      new ConcurrentSkipListSet<>(Comparator.comparing(Row::createdAt).thenComparing(Row::id));

  /** Adds a row that readers see from the moment it was created. */
  public void add(ObjectNode row) {
    add(row, createdAt(row));
  }

  /** Adds a row that arrives late: readers see it from then on. */
  public void add(ObjectNode row, Instant visibleFrom) {
    rows.add(new Row(createdAt(row), row.path("id").textValue(), visibleFrom, row));
  }

  @Override
  public long written() {
    return rows.size();
  }

  @Override
  public Stream<ObjectNode> rows(SignInQuery query) {
    NavigableSet<Row> range =
        rows.subSet(boundary(query.from(), ""), true, boundary(query.to(), LAST_ID), true);
    Iterator<Row> inOrder =
        switch (query.order()) {
          case NEWEST_FIRST -> range.descendingIterator();
          case OLDEST_FIRST -> range.iterator();
        };
    Iterable<Row> iterable = () -> inOrder;
    return StreamSupport.stream(iterable.spliterator(), false)
        .filter(row -> !row.visibleFrom().isAfter(query.visibleAt()))
        .map(Row::json)
        .filter(query.condition().holds());
  }

  private static Instant createdAt(ObjectNode row) {
    return Instant.parse(row.path("createdDateTime").textValue());
  }

  private static Row boundary(Instant at, String id) {
    return new Row(at, id, at, Json.object());
  }
}
