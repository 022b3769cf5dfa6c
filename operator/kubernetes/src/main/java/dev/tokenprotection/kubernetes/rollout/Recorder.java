package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.kubernetes.event.EventRecorder;
import dev.tokenprotection.kubernetes.status.StatusWriter;

/**
 * Records in status what was decided and what is about to be written, by compare-and-set; people
 * are told only of what was recorded.
 */
final class Recorder {
  private final StatusWriter statuses;
  private final EventRecorder events;

  Recorder(StatusWriter statuses, EventRecorder events) {
    this.statuses = statuses;
    this.events = events;
  }

  /** What came of it. */
  enum Recorded {
    DONE,
    /** The resource changed, or is gone: nothing that was decided counts. */
    OVERTAKEN
  }

  /** At the end of a look: what changed since the last one is told. */
  Recorded record(RolloutScope scope) {
    TokenProtectionRolloutStatus before = scope.toldOf();
    TokenProtectionRolloutStatus after = RolloutStatus.of(scope);
    Recorded recorded = write(scope, after);
    if (recorded == Recorded.DONE) {
      scope.toldOf(after);
      StatusNews.between(before, after)
          .forEach(news -> events.record(scope.resource(), news.reason(), news.message()));
    }
    return recorded;
  }

  /**
   * In the middle of a look, before a write: what was decided is told, but not how things stand,
   * since that is not known before the write was made.
   */
  Recorded recordIntent(RolloutScope scope) {
    return write(scope, RolloutStatus.of(scope));
  }

  private Recorded write(RolloutScope scope, TokenProtectionRolloutStatus after) {
    return switch (statuses.write(scope.resource(), after)) {
      case StatusWriter.Result.Holds<TokenProtectionRollout>(TokenProtectionRollout written) -> {
        scope.resource(written);
        scope.takeNews().forEach(news -> events.record(written, news.reason(), news.message()));
        yield Recorded.DONE;
      }
      case StatusWriter.Result.Overtaken<TokenProtectionRollout> overtaken -> Recorded.OVERTAKEN;
      case StatusWriter.Result.Gone<TokenProtectionRollout> gone -> Recorded.OVERTAKEN;
    };
  }
}
