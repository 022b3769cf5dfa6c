package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.port.Problem;
import java.time.Duration;
import java.time.Instant;

/** How the sign-in logs of a tenant are to read. */
public sealed interface Telemetry {
  /** Nobody wanted them yet, or the first reading is under way. */
  record NotRead() implements Telemetry {}

  /** The last reading failed. */
  record Unreadable(Problem problem) implements Telemetry {}

  /** They were read, and there was not a single row. */
  record Silent() implements Telemetry {}

  /**
   * They were read.
   *
   * @param rows rows of the last reading that had any
   * @param withoutDetails those of them that lack binding details
   * @param withoutPolicies those of them that lack the applied policies
   * @param newest the newest row
   * @param interactiveLag how late interactive rows arrive
   * @param nonInteractiveLag how late the others do
   */
  record Read(
      long rows,
      long withoutDetails,
      long withoutPolicies,
      Instant newest,
      Duration interactiveLag,
      Duration nonInteractiveLag)
      implements Telemetry {}
}
