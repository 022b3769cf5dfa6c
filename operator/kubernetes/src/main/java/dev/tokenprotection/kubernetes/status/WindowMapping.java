package dev.tokenprotection.kubernetes.status;

import dev.tokenprotection.api.v1alpha1.WindowStatus;
import dev.tokenprotection.core.model.ShortText;
import dev.tokenprotection.core.stage.Window;
import dev.tokenprotection.kubernetes.schedule.WindowStanding;
import java.time.Instant;

/** What the promotion windows of a rollout come to. */
public final class WindowMapping {
  private static final int LONGEST_REASON = 256;

  private WindowMapping() {}

  /** The same in the words of the core. */
  public static Window window(WindowStanding standing) {
    return switch (standing) {
      case WindowStanding.Open(var since, var close) ->
          new Window.Open(since.inSight().orElse(Instant.MIN), close.inSight().orElse(Instant.MAX));
      case WindowStanding.Closed(String reason, var open) ->
          open.inSight()
              .<Window>map(moment -> new Window.Closed(reason, moment))
              .orElseGet(() -> new Window.NeverOpens(reason));
    };
  }

  /** Whether promotions may happen, as status tells it. */
  public static WindowStatus status(WindowStanding standing) {
    return switch (standing) {
      case WindowStanding.Open(var since, var close) ->
          new WindowStatus(false, null, null, close.inSight().orElse(null));
      case WindowStanding.Closed(String reason, var open) ->
          new WindowStatus(
              true, ShortText.of(reason, LONGEST_REASON), open.inSight().orElse(null), null);
    };
  }
}
