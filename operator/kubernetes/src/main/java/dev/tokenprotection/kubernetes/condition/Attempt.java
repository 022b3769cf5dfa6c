package dev.tokenprotection.kubernetes.condition;

import dev.tokenprotection.core.port.Outcome;
import java.util.Optional;
import java.util.function.Function;

/**
 * The result of a step that can fail for a reason that conditions can show.
 *
 * @param <T> what a successful step gives
 */
public sealed interface Attempt<T> {
  /** The step succeeded. */
  record Done<T>(T value) implements Attempt<T> {}

  /** The step failed. */
  record Failed<T>(Trouble trouble) implements Attempt<T> {}

  static <T> Attempt<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Attempt<T> failed(Trouble trouble) {
    return new Failed<>(trouble);
  }

  /** The attempt behind a call to the tenant. */
  static <T> Attempt<T> of(Outcome<T> outcome) {
    return outcome
        .success()
        .<Attempt<T>>map(Done::new)
        .orElseGet(() -> new Failed<>(Trouble.of(outcome)));
  }

  /** What the step gave; empty when it failed. */
  default Optional<T> success() {
    return this instanceof Done<T>(T value) ? Optional.of(value) : Optional.empty();
  }

  /** Why the step failed; empty when it succeeded. */
  default Optional<Trouble> failure() {
    return this instanceof Failed<T>(Trouble trouble) ? Optional.of(trouble) : Optional.empty();
  }

  default <R> Attempt<R> map(Function<? super T, ? extends R> mapper) {
    return flatMap(value -> new Done<>(mapper.apply(value)));
  }

  default <R> Attempt<R> flatMap(Function<? super T, Attempt<R>> next) {
    return switch (this) {
      case Done<T>(T value) -> next.apply(value);
      case Failed<T>(Trouble trouble) -> new Failed<>(trouble);
    };
  }
}
