package dev.tokenprotection.core.stage;

import java.util.List;
import java.util.Optional;

/** Why a hand is refused, each in one sentence. */
final class Refusals {
  static final String NOT_BEGUN = "The rollout has not begun: there is no stage yet.";
  static final String NOT_STOPPED = "The rollout is not stopped: there is nothing to resume.";
  static final String FIRST_STAGE = "The rollout is at its first stage: there is none before it.";
  static final String COMPLETED = "The rollout is completed: no stage is left to retry or skip.";
  static final String NO_REASON =
      "A stage is skipped only for a reason: say it in the annotation tokenprotection.dev/reason.";

  private Refusals() {}

  static String stopped(Latch latch) {
    return "The rollout is stopped ("
        + latch.cause().apiName()
        + "): resume it first, with ID "
        + latch.id()
        + ".";
  }

  /** What a resume that names its stop waits for; empty when nothing stands against it. */
  static Optional<String> standsAgainstResume(Input input) {
    return Stops.emergency(input)
        .map(
            stop ->
                "The emergency stop ("
                    + Latch.requester(stop.by())
                    + ") is still requested: remove it first.")
        .or(
            () ->
                input.breaker() instanceof BreakerReading.Read read && read.trips()
                    ? Optional.of(stillTripped(read))
                    : Optional.empty());
  }

  static String otherLatch(Latch latch) {
    return "No stop with this ID is in force: the one in force has ID " + latch.id() + ".";
  }

  private static String stillTripped(BreakerReading.Read reading) {
    return "The breaker would trip again: "
        + reading.blockedUsers()
        + " users were blocked within "
        + Words.duration(reading.within())
        + ", more than the "
        + reading.limit()
        + " that it tolerates; it resumes when that time is over.";
  }

  static String goneBack(Decision decision) {
    return "The gate has failed in the same reconcile: " + decision.message();
  }

  /** Why a stage is not skipped; empty when it may be. */
  static Optional<String> ofSkip(Hand.Skip skip, List<Blocker> blockers) {
    if (skip.reason().isBlank()) {
      return Optional.of(NO_REASON);
    }
    return blockers.stream()
        .filter(blocker -> !blocker.yieldsToSkip())
        .findFirst()
        .map(Refusals::heldLikeAPromotion);
  }

  private static String heldLikeAPromotion(Blocker blocker) {
    return "A skip is held as a promotion is: "
        + (blocker instanceof Blocker.Held(Hold hold) ? hold.sentence() : blocker.text() + ".");
  }
}
