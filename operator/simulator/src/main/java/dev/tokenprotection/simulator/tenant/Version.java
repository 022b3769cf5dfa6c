package dev.tokenprotection.simulator.tenant;

import java.time.Instant;

/**
 * One write to one thing.
 *
 * @param order its place among all writes of the tenant, ascending
 * @param writtenAt when it was made
 * @param effectiveAt from when sign-ins are judged by it
 * @param content what it left behind
 */
record Version<T>(long order, Instant writtenAt, Instant effectiveAt, Content<T> content) {

  sealed interface Content<T> {}

  record Present<T>(T value) implements Content<T> {}

  record Gone<T>() implements Content<T> {}
}
