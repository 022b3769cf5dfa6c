package dev.tokenprotection.core.preflight;

import dev.tokenprotection.core.guard.Preflight.Finding;
import dev.tokenprotection.core.preflight.Reading.NotAsked;
import dev.tokenprotection.core.preflight.Reading.NotRead;
import dev.tokenprotection.core.preflight.Reading.Read;
import java.util.Optional;
import java.util.function.Function;

/** A check with its result. */
public record Checked(Check check, Result result) {
  /** The reason of every finding that stands for an answer that did not come. */
  public static final String UNREADABLE = "PreflightUnreadable";

  /** Judges {@code reading} by {@code judge}, which sees only what was read. */
  static <T> Checked of(Check check, Reading<T> reading, Function<T, Result> judge) {
    return new Checked(
        check,
        switch (reading) {
          case Read<T>(T value) -> judge.apply(value);
          case NotRead<T>(String problem) ->
              new Result.Unknown(new Finding(UNREADABLE, problem, "It is tried again."));
          case NotAsked<T> _ -> new Result.Pending("Not asked yet.");
        });
  }

  /** The name of the result in {@code status.preflight}. */
  public String resultName() {
    return switch (result) {
      case Result.Passed _ -> "Passed";
      case Result.Failed _ -> check.blocksWhenFailed() ? "Failed" : "Warning";
      case Result.Unknown _ -> "Unknown";
      case Result.Pending _ -> "Pending";
    };
  }

  /** What was found, one sentence. */
  public String message() {
    return switch (result) {
      case Result.Passed(String message) -> message;
      case Result.Failed(Finding finding) -> finding.message();
      case Result.Unknown(Finding finding) -> finding.message();
      case Result.Pending(String message) -> message;
    };
  }

  /** What a person can do; empty for nothing. */
  public Optional<String> remedy() {
    return switch (result) {
      case Result.Passed _ -> Optional.empty();
      case Result.Failed(Finding finding) -> Optional.of(finding.remedy());
      case Result.Unknown(Finding finding) -> Optional.of(finding.remedy());
      case Result.Pending _ -> Optional.empty();
    };
  }

  /** Why nothing more is enforced; empty when this does not keep enforcement away. */
  public Optional<Finding> blocking() {
    return switch (result) {
      case Result.Passed _ -> Optional.empty();
      case Result.Failed(Finding finding) ->
          Optional.of(finding).filter(_ -> check.blocksWhenFailed());
      case Result.Unknown(Finding finding) ->
          Optional.of(finding).filter(_ -> check.blocksWhenUnknown());
      case Result.Pending _ -> Optional.empty();
    };
  }
}
