package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.plan.CreateBackoff;
import dev.tokenprotection.core.plan.Intent;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.core.stage.Decision;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.kubernetes.approval.ApprovalProofs;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.schedule.Wakeups;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;

/** When a rollout is looked at again: when its next step is due, and at the latest at a resync. */
final class LookAgain {
  /** How soon something that was just written is looked for again. */
  private static final Duration UNTIL_VISIBLE = Duration.ofSeconds(5);

  /** How soon it is looked whether a person mended something in Entra. */
  private static final Duration UNTIL_MENDED = Duration.ofMinutes(1);

  private final Time time;
  private final Duration resync;
  private final Wakeups wakeups;

  LookAgain(Time time, Duration resync) {
    this.time = time;
    this.resync = resync;
    this.wakeups = new Wakeups(time);
  }

  Duration atOnce() {
    return wakeups.until(time.now());
  }

  Duration atResync() {
    return wakeups.until(time.now().plus(resync));
  }

  /** After a look that found {@code scope}. */
  Duration after(RolloutScope scope) {
    if (scope.trouble().isPresent()) {
      return afterTrouble(scope.id(), scope.trouble().get());
    }
    wakeups.succeeded(scope.id());
    Duration next = wakeups.until(next(scope));
    boolean waitsForTrust = scope.request().filter(open -> !open.trust().isProved()).isPresent();
    return waitsForTrust && next.compareTo(ApprovalProofs.TRIED_AGAIN_AFTER) > 0
        ? ApprovalProofs.TRIED_AGAIN_AFTER
        : next;
  }

  /** {@code rollout} is gone. */
  void forget(ResourceID rollout) {
    wakeups.succeeded(rollout);
  }

  private Duration afterTrouble(ResourceID id, Trouble trouble) {
    return switch (trouble.mending()) {
      case BY_TIME -> wakeups.afterFailure(id);
      case BY_PERSON -> {
        wakeups.succeeded(id);
        yield wakeups.untilMended();
      }
    };
  }

  private Instant next(RolloutScope scope) {
    Instant next = scope.now().plus(resync);
    if (scope.memory().progress() instanceof Progress.AtStage) {
      next = earlier(next, scope.decision().map(Decision::next).orElseThrow().at());
    }
    if (!scope.planned().allowed().isEmpty()
        || scope.planned().backoff() instanceof CreateBackoff.Wait) {
      next = earlier(next, scope.now().plus(UNTIL_VISIBLE));
    }
    boolean waitsForMending =
        !scope.lostGroups().isEmpty()
            || !scope.unresolvedGroups().isEmpty()
            || !scope.unresolvedMembers().isEmpty()
            || (!scope.planned().refusedForPerson().isEmpty() && !scope.onlyLooksOn());
    if (waitsForMending) {
      next = earlier(next, scope.now().plus(UNTIL_MENDED));
    }
    if (!scope.memory().intent().equals(Intent.NONE)) {
      next = earlier(next, scope.memory().intent().visibleAt());
    }
    if (scope.judged().pending() instanceof Judged.Pending.Yes(Instant since)) {
      next = whileRead(since, next, scope.now());
    }
    return next;
  }

  /**
   * Woken when the logs are read, this is only in case of it: when it is time to tell that they are
   * being read, and then whenever what is told says so. What is past by now was due as of the
   * moment before the evaluation.
   */
  private static Instant whileRead(Instant since, Instant otherwise, Instant now) {
    Instant told = since.plus(ReadingGrace.UNTIL_READ);
    Instant again = told.isAfter(now) ? told : now.plus(ReadingGrace.UNTIL_READ);
    return otherwise.isAfter(now) ? earlier(otherwise, again) : again;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
