package dev.tokenprotection.core.stage;

import java.util.Optional;

/** What leads back to report-only at once, whatever else there is. */
final class Stops {
  private Stops() {}

  /**
   * The stop that a look found: an emergency stop beats what emergency access accounts need, that
   * the breaker, and that an abort.
   */
  static Optional<Latch> found(Input input) {
    return emergency(input)
        .or(() -> breakGlass(input))
        .or(() -> breaker(input))
        .or(() -> abort(input));
  }

  private static Optional<Latch> breakGlass(Input input) {
    return input.holds().stream()
        .filter(Hold.BreakGlassAffected.class::isInstance)
        .map(
            hold ->
                new Latch(
                    input.newId(),
                    Latch.Cause.BREAK_GLASS,
                    input.now(),
                    Latch.OPERATOR,
                    Messages.breakGlassAffected(hold.sentence(), input.newId())))
        .findFirst();
  }

  private static Optional<Latch> abort(Input input) {
    return input.hand() instanceof Hand.Abort(String by)
        ? Optional.of(
            new Latch(
                input.newId(),
                Latch.Cause.ABORTED,
                input.now(),
                by,
                Messages.aborted(by, input.newId())))
        : Optional.empty();
  }

  /** A person's stop. */
  static Optional<Latch> emergency(Input input) {
    return input.holds().stream()
        .filter(Hold.EmergencyStop.class::isInstance)
        .map(Hold.EmergencyStop.class::cast)
        .map(
            stop ->
                new Latch(
                    stop.latch(),
                    Latch.Cause.EMERGENCY_STOP,
                    input.now(),
                    stop.by(),
                    stop.sentence()))
        .findFirst();
  }

  /** The operator's stop after a gate that failed. */
  static Latch gateFailed(Input input, String message) {
    return new Latch(input.newId(), Latch.Cause.GATE_FAILED, input.now(), Latch.OPERATOR, message);
  }

  private static Optional<Latch> breaker(Input input) {
    return switch (input.breaker()) {
      case BreakerReading.Read reading when reading.trips() ->
          Optional.of(Latch.ofBreaker(reading, input.newId(), input.now()));
      case BreakerReading.Read _ -> Optional.empty();
      case BreakerReading.NotRead _ -> Optional.empty();
    };
  }
}
