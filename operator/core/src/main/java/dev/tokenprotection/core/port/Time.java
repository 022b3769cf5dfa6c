package dev.tokenprotection.core.port;

import java.time.Duration;
import java.time.Instant;

/**
 * Time as the operator sees it: the machine's, or one that runs faster beside a simulated tenant.
 */
public interface Time {
  /** The present. */
  Instant now();

  /** How long a wait of {@code duration} takes on the machine's own clock. */
  Duration onMachine(Duration duration);
}
