package dev.tokenprotection.kubernetes.status;

import dev.tokenprotection.api.v1alpha1.WindowStatus;
import dev.tokenprotection.kubernetes.schedule.WindowStanding;

/** {@code status.windowStatus}. */
public final class WindowMapping {
  private static final int LONGEST_REASON = 256;

  private WindowMapping() {}

  /** Whether promotions may happen, as status tells it. */
  public static WindowStatus status(WindowStanding standing) {
    return switch (standing) {
      case WindowStanding.Open(var since, var close) ->
          new WindowStatus(false, null, null, close.inSight().orElse(null));
      case WindowStanding.Closed(String reason, var open) ->
          new WindowStatus(
              true, Texts.shortened(reason, LONGEST_REASON), open.inSight().orElse(null), null);
    };
  }
}
