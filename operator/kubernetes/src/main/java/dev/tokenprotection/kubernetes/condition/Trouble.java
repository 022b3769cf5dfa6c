package dev.tokenprotection.kubernetes.condition;

import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.stage.Advice;
import dev.tokenprotection.core.stage.Hold;

/**
 * Why something can't go on.
 *
 * @param reason for conditions
 * @param message one sentence or two: what was tried, on what, what came back, what to do
 * @param mending who or what mends it
 */
public record Trouble(ConditionReason reason, String message, Mending mending) {
  /** Who or what mends a trouble. */
  public enum Mending {
    /** A person must change something; until then the resource stalls. */
    BY_PERSON,
    /** It may pass by itself. */
    BY_TIME
  }

  public static Trouble forPerson(ConditionReason reason, String message) {
    return new Trouble(reason, message, Mending.BY_PERSON);
  }

  public static Trouble forTime(ConditionReason reason, String message) {
    return new Trouble(reason, message, Mending.BY_TIME);
  }

  /** The same as what holds a rollout: until when, and what a person can do. */
  public Hold hold() {
    String until =
        switch (mending) {
          case BY_PERSON -> "once a person has fixed it, which is noticed by itself";
          case BY_TIME -> "by itself, it is retried";
        };
    return new Hold.Other(reason.apiName(), message, new Advice(until, remedy()));
  }

  /** As a clause, which is how advice is told. */
  private String remedy() {
    String sentence = reason.remedy().isEmpty() ? "No action needed." : reason.remedy();
    return Character.toLowerCase(sentence.charAt(0))
        + (sentence.endsWith(".")
            ? sentence.substring(1, sentence.length() - 1)
            : sentence.substring(1));
  }

  /** The trouble behind a call that failed. */
  static Trouble of(Problem problem, Mending mending) {
    return new Trouble(ConditionReason.of(problem.cause()), problem.sentence(), mending);
  }

  /** The trouble behind an outcome that is no success. */
  public static Trouble of(Outcome<?> failed) {
    return switch (failed) {
      case Outcome.Ok<?> ok -> throw new IllegalArgumentException("a success is no trouble");
      case Outcome.Retryable<?>(Problem problem) -> of(problem, Mending.BY_TIME);
      case Outcome.Throttled<?> throttled -> of(throttled.problem(), Mending.BY_TIME);
      case Outcome.Conflict<?>(Problem problem) -> of(problem, Mending.BY_TIME);
      case Outcome.Terminal<?>(Problem problem) -> of(problem, Mending.BY_PERSON);
    };
  }
}
