package dev.tokenprotection.simulator.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which rows, in which order, as seen when.
 *
 * @param from createdDateTime of the earliest row, inclusive
 * @param to createdDateTime of the latest row, inclusive
 * @param order by createdDateTime
 * @param visibleAt rows that arrive in the log later than this are left out
 * @param condition which of them
 * @param members what of a row is asked for, in any case; others may be left out. Empty for all
 */
public record SignInQuery(
    Instant from,
    Instant to,
    Order order,
    Instant visibleAt,
    Condition condition,
    Set<String> members) {
  /** All rows, whole. */
  public SignInQuery(Instant from, Instant to, Order order, Instant visibleAt) {
    this(from, to, order, visibleAt, Condition.NONE, Set.of());
  }

  /**
   * What a row must be like. Rows that are not are never written out whole.
   *
   * @param members what of a row it looks at, in any case; empty for nothing
   */
  public record Condition(Set<String> members, Predicate<ObjectNode> holds) {
    public static final Condition NONE = new Condition(Set.of(), row -> true);
  }

  /** The order of rows. Graph's default is the newest first. */
  public enum Order {
    /** createdDateTime descending, then id descending. */
    NEWEST_FIRST,
    /** createdDateTime ascending, then id ascending. */
    OLDEST_FIRST
  }
}
