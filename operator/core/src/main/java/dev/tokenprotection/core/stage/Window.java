package dev.tokenprotection.core.stage;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether promotions are let through at the time of a look: {@code spec.promotionWindows},
 * evaluated. A window holds promotion only, never what leads back and never a repair.
 */
public sealed interface Window {
  /** There are no promotion windows: promotions are let through at any time. */
  Window ALWAYS_OPEN = new Open(Instant.MIN, Instant.MAX);

  /**
   * Promotions are let through.
   *
   * @param since from when on without a break; {@link Instant#MIN} where there are no windows
   * @param until when they are held again; {@link Instant#MAX} where that is not in sight
   */
  record Open(Instant since, Instant until) implements Window {}

  /**
   * Promotions are held until a moment that is known.
   *
   * @param reason a few words, such as {@code outside office-hours}
   * @param nextOpen when promotions are let through again, after the time of the look
   */
  record Closed(String reason, Instant nextOpen) implements Window {}

  /**
   * Promotions are held, and the windows never open.
   *
   * @param reason a few words, such as {@code always denied by no-changes}
   */
  record NeverOpens(String reason) implements Window {}

  /** When the windows opened last, or when they will; empty when that never happens. */
  default Optional<Instant> opening() {
    return switch (this) {
      case Open(Instant since, Instant _) -> Optional.of(since);
      case Closed(String _, Instant nextOpen) -> Optional.of(nextOpen);
      case NeverOpens _ -> Optional.empty();
    };
  }

  /** When this changes by itself; {@link Instant#MAX} where that is not in sight. */
  default Instant change() {
    return switch (this) {
      case Open(Instant _, Instant until) -> until;
      case Closed(String _, Instant nextOpen) -> nextOpen;
      case NeverOpens _ -> Instant.MAX;
    };
  }

  /** What it holds a promotion with; empty while it is open. */
  default Optional<Blocker> blocker() {
    return switch (this) {
      case Open _ -> Optional.empty();
      case Closed(String reason, Instant nextOpen) ->
          Optional.of(new Blocker.WindowClosed(reason, nextOpen));
      case NeverOpens(String reason) -> Optional.of(new Blocker.WindowNeverOpens(reason));
    };
  }
}
