package dev.tokenprotection.kubernetes.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * The moments that a cron expression names in a time zone. Five fields: minute, hour, day of month,
 * month, day of week; where both days are restricted, either is enough. Source: crontab(5).
 *
 * <p>A local time that a change of the clocks leaves out stands for the moment of the change, one
 * that comes twice for the first of the two: every local time names exactly one moment, and later
 * ones never name earlier moments. The library is only asked about local times, in which no clock
 * is changed.
 */
public final class CronSchedule {
  /** Of a leap year, so that what comes round every four years is found in the first. */
  private static final LocalDateTime ANY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

  private final ExecutionTime localTimes;
  private final ZoneId zone;

  private CronSchedule(ExecutionTime localTimes, ZoneId zone) {
    this.localTimes = localTimes;
    this.zone = zone;
  }

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException when it can't be read or names no time at all, with a message
   *     that goes on after the expression, such as {@code names no time that ever comes}
   */
  public static CronSchedule parse(String cron, ZoneId zone) {
    CronSchedule schedule = new CronSchedule(ExecutionTime.forCron(read(cron)), zone);
    if (schedule.nextLocal(ANY_TIME).isEmpty()) {
      throw new IllegalArgumentException("names no time that ever comes, such as 31 February");
    }
    return schedule;
  }

  private static Cron read(String cron) {
    try {
      // The parser keeps state while it parses, so that each has its own.
      return new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX))
          .parse(cron)
          .validate();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "can't be read: " + e.getMessage().replace("Failed to parse cron expression. ", ""), e);
    }
  }

  /** The first moment after {@code moment}; empty when there is none in sight. */
  Optional<Instant> nextAfter(Instant moment) {
    Optional<LocalDateTime> next = nextLocal(LocalDateTime.ofInstant(moment, zone));
    // The second time round an hour that comes twice, its local times are past.
    while (next.isPresent() && !momentOf(next.get()).isAfter(moment)) {
      next = nextLocal(next.get());
    }
    return next.map(this::momentOf);
  }

  /** The last moment up to and with {@code moment}; empty when there is none in sight. */
  Optional<Instant> lastUpTo(Instant moment) {
    return localTimes
        .lastExecution(firstLocalAfter(moment).atZone(ZoneOffset.UTC))
        .map(ZonedDateTime::toLocalDateTime)
        .map(this::momentOf);
  }

  /** The first whole minute of local time whose moment is after {@code moment}. */
  private LocalDateTime firstLocalAfter(Instant moment) {
    ZoneOffsetTransition change = zone.getRules().previousTransition(moment.plusNanos(1));
    boolean secondTimeRound =
        change != null
            && change.isOverlap()
            && moment.isBefore(change.getInstant().minus(change.getDuration()));
    return secondTimeRound
        ? change.getDateTimeBefore()
        : LocalDateTime.ofInstant(moment, zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
  }

  private Optional<LocalDateTime> nextLocal(LocalDateTime after) {
    return localTimes
        .nextExecution(after.atZone(ZoneOffset.UTC))
        .map(ZonedDateTime::toLocalDateTime);
  }

  private Instant momentOf(LocalDateTime local) {
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    return change != null && change.isGap()
        ? change.getInstant()
        : ZonedDateTime.ofLocal(local, zone, null).withEarlierOffsetAtOverlap().toInstant();
  }
}
