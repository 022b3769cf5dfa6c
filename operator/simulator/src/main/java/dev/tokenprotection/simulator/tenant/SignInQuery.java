package dev.tokenprotection.simulator.tenant;

import java.time.Instant;

/**
 * Which rows, in which order, as seen when.
 *
 * @param from createdDateTime of the earliest row, inclusive
 * @param to createdDateTime of the latest row, inclusive
 * @param order by createdDateTime
 * @param visibleAt rows that arrive in the log later than this are left out
 */
public record SignInQuery(Instant from, Instant to, Order order, Instant visibleAt) {
  /** The order of rows. Graph's default is the newest first. */
  public enum Order {
    /** createdDateTime descending, then id descending. */
    NEWEST_FIRST,
    /** createdDateTime ascending, then id ascending. */
    OLDEST_FIRST
  }
}
