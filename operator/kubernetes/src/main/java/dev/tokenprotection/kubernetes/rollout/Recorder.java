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

  Recorded record(RolloutScope scope) {
    TokenProtectionRolloutStatus before = scope.resource().getStatus();
    TokenProtectionRolloutStatus after = RolloutStatus.of(scope);
    return switch (statuses.write(scope.resource(), after)) {
      case StatusWriter.Result.Holds<TokenProtectionRollout>(TokenProtectionRollout written) -> {
        scope.resource(written);
        scope.takeNews().forEach(news -> events.record(written, news.reason(), news.message()));
        StatusNews.between(before, after)
            .forEach(news -> events.record(written, news.reason(), news.message()));
        yield Recorded.DONE;
      }
      case StatusWriter.Result.Overtaken<TokenProtectionRollout> overtaken -> Recorded.OVERTAKEN;
      case StatusWriter.Result.Gone<TokenProtectionRollout> gone -> Recorded.OVERTAKEN;
    };
  }
}
