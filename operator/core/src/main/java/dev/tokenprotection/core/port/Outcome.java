package dev.tokenprotection.core.port;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * The answer of a call to the world outside. An exception never crosses a port.
 *
 * @param <T> what a successful call answers
 */
public sealed interface Outcome<T> {
  /** The call took place and answered. */
  record Ok<T>(T value) implements Outcome<T> {}

  /**
   * The call failed in a way that may pass by itself: a server error, a cut connection, a timeout.
   */
  record Retryable<T>(Problem problem) implements Outcome<T> {}

  /**
   * The service asked to slow down; the call did not take place.
   *
   * @param retryAfter how long the service asked to wait, zero when it did not say
   */
  record Throttled<T>(Problem problem, Duration retryAfter) implements Outcome<T> {}

  /**
   * What the call would change was changed by someone else meanwhile, or is not there (any more).
   */
  record Conflict<T>(Problem problem) implements Outcome<T> {}

  /** The call will fail again until a person changes something. */
  record Terminal<T>(Problem problem) implements Outcome<T> {}

  /** What a call without a value answers. */
  enum Done {
    DONE
  }

  /** The answer of a successful call; empty otherwise. */
  default Optional<T> success() {
    return this instanceof Ok<T>(T value) ? Optional.of(value) : Optional.empty();
  }

  /** The problem of a failed call; empty otherwise. */
  default Optional<Problem> failure() {
    return switch (this) {
      case Ok<T> ok -> Optional.empty();
      case Retryable<T> retryable -> Optional.of(retryable.problem());
      case Throttled<T> throttled -> Optional.of(throttled.problem());
      case Conflict<T> conflict -> Optional.of(conflict.problem());
      case Terminal<T> terminal -> Optional.of(terminal.problem());
    };
  }

  /** The same outcome with another value; failures stay as they are. */
  default <R> Outcome<R> map(Function<? super T, ? extends R> mapper) {
    return flatMap(value -> new Ok<>(mapper.apply(value)));
  }

  /** The outcome of a further call that needs this one's value; failures stay as they are. */
  default <R> Outcome<R> flatMap(Function<? super T, Outcome<R>> next) {
    return switch (this) {
      case Ok<T> ok -> next.apply(ok.value());
      case Retryable<T> retryable -> new Retryable<>(retryable.problem());
      case Throttled<T> throttled -> new Throttled<>(throttled.problem(), throttled.retryAfter());
      case Conflict<T> conflict -> new Conflict<>(conflict.problem());
      case Terminal<T> terminal -> new Terminal<>(terminal.problem());
    };
  }
}
