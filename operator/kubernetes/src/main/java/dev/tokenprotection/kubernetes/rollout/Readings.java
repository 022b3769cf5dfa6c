package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.preflight.Reading;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.Trouble;

/** What was tried, as checks take it. */
final class Readings {
  private Readings() {}

  static <T> Reading<T> of(Attempt<T> attempt) {
    return switch (attempt) {
      case Attempt.Done<T>(T value) -> new Reading.Read<>(value);
      case Attempt.Failed<T>(Trouble trouble) -> new Reading.NotRead<>(trouble.message());
    };
  }

  static <T> Reading<T> of(Outcome<T> outcome) {
    return of(Attempt.of(outcome));
  }
}
