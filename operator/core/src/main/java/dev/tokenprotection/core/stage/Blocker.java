package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.model.Commands;
import dev.tokenprotection.core.model.RolloutIdentity;
import java.time.Duration;
import java.time.Instant;

/** What keeps a stage from being left, or a rollout from going on. */
public sealed interface Blocker {
  /** Those that the stage itself knows of. */
  sealed interface OfStage extends Blocker {
    /** Why it holds. */
    default WaitReason waitReason() {
      return switch (this) {
        case Latched _ -> WaitReason.STOPPED;
        case StagesChanged _ -> WaitReason.STAGES_CHANGED;
        case GateFailed _ -> WaitReason.GATE_FAILED;
        case DeadlineExceeded _ -> WaitReason.PROGRESS_DEADLINE_EXCEEDED;
        case PoliciesToBeWritten _ -> WaitReason.POLICIES_TO_BE_WRITTEN;
        case Settling _ -> WaitReason.SETTLING;
        case Soaking _ -> WaitReason.SOAKING;
        case WindowClosed _ -> WaitReason.WINDOW_CLOSED;
        case WindowNeverOpens _ -> WaitReason.WINDOW_NEVER_OPENS;
        case Approval _ -> WaitReason.APPROVAL;
        case ApprovalsUntrusted _ -> WaitReason.APPROVALS_UNTRUSTED;
        case GateNotPassed _ -> WaitReason.GATE_NOT_PASSED;
        case LogDelay _ -> WaitReason.LOG_DELAY;
        case LogsBeingRead _ -> WaitReason.LOGS_BEING_READ;
      };
    }
  }

  /** Something that the caller presents. */
  record Held(Hold hold) implements Blocker {}

  /** A stop that a person has to name. */
  record Latched(String latch) implements OfStage {}

  /** The spec has lost the present stage. */
  record StagesChanged() implements OfStage {}

  /** The gate failed more often than is tolerated. */
  record GateFailed() implements OfStage {}

  /** The stage has taken longer than it may. */
  record DeadlineExceeded() implements OfStage {}

  /** A policy whose results are the evidence is missing or about to be written. */
  record PoliciesToBeWritten() implements OfStage {}

  /** A policy that was written becomes effective. */
  record Settling(Instant until) implements OfStage {}

  /** The stage must last longer. */
  record Soaking(Instant until) implements OfStage {}

  /** Promotions are let through again at {@code until}. */
  record WindowClosed(String why, Instant until) implements OfStage {}

  /** Promotions are never let through. */
  record WindowNeverOpens(String why) implements OfStage {}

  /**
   * More people have to approve.
   *
   * @param missing how many more
   * @param rollout of which rollout
   */
  record Approval(int missing, RolloutIdentity rollout) implements OfStage {}

  /** People have to approve, and it can't be proved who did. */
  record ApprovalsUntrusted(String message) implements OfStage {}

  /** The gate has not passed often enough in a row. */
  record GateNotPassed(int successes, int needed) implements OfStage {}

  /** The successes lie closer together than the log is late. */
  record LogDelay(Duration lag) implements OfStage {}

  /**
   * An evaluation that is due waits for the logs.
   *
   * @param due when it was due
   * @param percentRead how much of the evidence was read, 0 to 100
   */
  record LogsBeingRead(Instant due, int percentRead) implements OfStage {}

  /** One word in UpperCamelCase. */
  default String reason() {
    return switch (this) {
      case Held(Hold hold) -> hold.reason();
      case OfStage ofStage -> ofStage.waitReason().apiName();
    };
  }

  /** Until when it holds and what a person can do. */
  default Advice advice() {
    return switch (this) {
      case Held(Hold hold) -> hold.advice();
      case OfStage ofStage -> ofStage.waitReason().advice();
    };
  }

  /** Two sentences: what it is that is waited for, until when, and what a person can do. */
  default String sentence() {
    String remedy = advice().remedy();
    return textWithReason()
        + ": continues "
        + advice().until()
        + ". "
        + Character.toUpperCase(remedy.charAt(0))
        + remedy.substring(1)
        + ".";
  }

  /** The same as a line of its own, which says first whether time brings it or a person. */
  default String line() {
    return (waitsForPerson() ? "Manual action needed: " : "Waits for ") + sentence();
  }

  /** Who froze a tenant says why, in words that nothing else tells. */
  private String textWithReason() {
    return this instanceof Held(Hold.Frozen(String why)) ? text() + " (" + why + ")" : text();
  }

  /** A few words for {@code nextAction.blockedBy}. */
  default String text() {
    return switch (this) {
      case Held(Hold hold) -> hold.reason();
      case Latched(String latch) -> "resume " + latch;
      case StagesChanged _ -> "StagesChanged";
      case GateFailed _ -> "GateFailed: fix the devices and clients, then retry";
      case DeadlineExceeded _ -> "ProgressDeadlineExceeded: fix what it waits for, then retry";
      case PoliciesToBeWritten _ -> "policies to be written";
      case Settling(Instant until) -> "policy to settle until " + Words.time(until);
      case Soaking(Instant until) -> "soak time until " + Words.time(until);
      case WindowClosed(String why, Instant until) ->
          "promotion window (" + why + "), opens " + Words.time(until);
      case WindowNeverOpens(String why) ->
          "promotion window (" + why + "), never opens: change promotionWindows";
      case Approval(int missing, RolloutIdentity rollout) ->
          missing
              + " more approval"
              + (missing == 1 ? "" : "s")
              + " ("
              + Commands.approve(rollout.namespace(), rollout.name())
              + ")";
      case ApprovalsUntrusted(String message) -> "no approval counts: " + message;
      case GateNotPassed(int successes, int needed) ->
          "gate passed " + successes + " of " + needed + " times in a row";
      case LogDelay(Duration lag) -> "delay of the log, " + Words.duration(lag);
      case LogsBeingRead(Instant due, int percentRead) ->
          "sign-in logs to be read ("
              + percentRead
              + "% so far) for the evaluation due since "
              + Words.time(due);
    };
  }

  /**
   * Whether it is about evidence, which a person may do without by skipping the stage. Everything
   * else holds a skip as it holds a promotion.
   */
  default boolean yieldsToSkip() {
    return switch (this) {
      case GateFailed _ -> true;
      case DeadlineExceeded _ -> true;
      case Settling _ -> true;
      case Soaking _ -> true;
      case GateNotPassed _ -> true;
      case LogDelay _ -> true;
      case LogsBeingRead _ -> true;
      case Held _ -> false;
      case Latched _ -> false;
      case StagesChanged _ -> false;
      case PoliciesToBeWritten _ -> false;
      case WindowClosed _ -> false;
      case WindowNeverOpens _ -> false;
      case Approval _ -> false;
      case ApprovalsUntrusted _ -> false;
    };
  }

  /** Whether time alone never takes it away: a person has to act. */
  default boolean waitsForPerson() {
    return switch (this) {
      case Latched _ -> true;
      case StagesChanged _ -> true;
      case GateFailed _ -> true;
      case DeadlineExceeded _ -> true;
      case WindowNeverOpens _ -> true;
      case Held _ -> false;
      case PoliciesToBeWritten _ -> false;
      case Settling _ -> false;
      case Soaking _ -> false;
      case WindowClosed _ -> false;
      case Approval _ -> false;
      case ApprovalsUntrusted _ -> false;
      case GateNotPassed _ -> false;
      case LogDelay _ -> false;
      case LogsBeingRead _ -> false;
    };
  }
}
