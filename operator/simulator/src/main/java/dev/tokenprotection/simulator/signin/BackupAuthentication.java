package dev.tokenprotection.simulator.signin;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * When the backup authentication service answers instead of Entra. The real one takes over in
 * outages and for an exercise each month (Entra, "Microsoft Entra ID's backup authentication
 * system"); here it is each Wednesday, so that short runs see it too.
 */
final class BackupAuthentication {
  private static final LocalTime STARTS = LocalTime.of(10, 0);
  private static final Duration LASTS = Duration.ofMinutes(15);

  private BackupAuthentication() {}

  static boolean answersAt(Instant at) {
    OffsetDateTime time = at.atOffset(ZoneOffset.UTC);
    Duration since = Duration.between(STARTS, time.toLocalTime());
    return time.getDayOfWeek() == DayOfWeek.WEDNESDAY
        && !since.isNegative()
        && since.compareTo(LASTS) < 0;
  }
}
