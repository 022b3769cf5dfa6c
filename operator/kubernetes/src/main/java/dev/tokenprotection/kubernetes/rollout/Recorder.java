package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.kubernetes.event.EventRecorder;
import dev.tokenprotection.kubernetes.status.StatusWriter;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;

/**
 * Records in status what was decided and what is about to be written, by compare-and-set; people
 * are told only of what was recorded.
 */
final class Recorder {
  private final StatusWriter statuses;
  private final EventRecorder events;
  private final Supplier<String> ids;
  private final Time time;

  /**
   * @param ids gives random ids
   */
  Recorder(StatusWriter statuses, EventRecorder events, Supplier<String> ids, Time time) {
    this.statuses = statuses;
    this.events = events;
    this.ids = ids;
    this.time = time;
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
   * In the middle of a look, before the writes of {@code plan}: what was decided is told, but not
   * how things stand, since that is not known before the writes were made.
   *
   * <p>The intent bears the time of this moment, not that of the look, which may have begun long
   * ago: its age tells how long a create may still be sent under it.
   */
  Recorded recordIntent(RolloutScope scope, Plan plan) {
    scope
        .memory()
        .intent(
            scope
                .memory()
                .intent()
                .followedBy(ids.get(), plan, time.now().truncatedTo(ChronoUnit.SECONDS)));
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
