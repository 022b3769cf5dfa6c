package dev.tokenprotection.app.clock;

import dev.tokenprotection.core.port.Time;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A clock that shows {@code shownOrigin} at the machine's {@code machineOrigin} and runs {@code
 * speed} times as fast from there on. Two processes that are given the same text show the same
 * time.
 */
public final class ProcessClock extends Clock implements Time {
  private static final Pattern TEXT = Pattern.compile("(\\S+)@(\\S+)\\*(\\d{1,9})");

  private final Clock machine;
  private final Instant machineOrigin;
  private final Instant shownOrigin;
  private final int speed;
  private final ZoneId zone;

  private ProcessClock(
      Clock machine, Instant machineOrigin, Instant shownOrigin, int speed, ZoneId zone) {
    if (speed < 1) {
      throw new IllegalArgumentException("a clock runs at least as fast as the machine's");
    }
    this.machine = Objects.requireNonNull(machine);
    this.machineOrigin = machineOrigin;
    this.shownOrigin = shownOrigin;
    this.speed = speed;
    this.zone = zone;
  }

  /** The machine's own clock. */
  public static ProcessClock ofMachine() {
    return new ProcessClock(Clock.systemUTC(), Instant.EPOCH, Instant.EPOCH, 1, ZoneOffset.UTC);
  }

  /** A clock that shows {@code start} now and runs {@code speed} times as fast as the machine's. */
  public static ProcessClock fast(Instant start, int speed) {
    Clock machine = Clock.systemUTC();
    return new ProcessClock(machine, machine.instant(), start, speed, ZoneOffset.UTC);
  }

  /**
   * The clock that another process's {@link #toString()} describes: {@code
   * <shown>@<machine>*<speed>}.
   *
   * @throws IllegalArgumentException when the text is not of that form
   */
  public static ProcessClock parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a clock is written <shown>@<machine>*<speed>: " + text);
    }
    try {
      return new ProcessClock(
          Clock.systemUTC(),
          Instant.parse(matcher.group(2)),
          Instant.parse(matcher.group(1)),
          Integer.parseInt(matcher.group(3)),
          ZoneOffset.UTC);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("a clock's instants are ISO-8601: " + text, e);
    }
  }

  @Override
  public Instant instant() {
    if (speed == 1 && machineOrigin.equals(shownOrigin)) {
      return machine.instant();
    }
    return shownOrigin.plus(Duration.between(machineOrigin, machine.instant()).multipliedBy(speed));
  }

  @Override
  public Instant now() {
    return instant();
  }

  @Override
  public Duration onMachine(Duration duration) {
    return duration.dividedBy(speed);
  }

  /** How many times as fast as the machine's clock this one runs. */
  public int speed() {
    return speed;
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new ProcessClock(machine, machineOrigin, shownOrigin, speed, other);
  }

  @Override
  public String toString() {
    return shownOrigin + "@" + machineOrigin + "*" + speed;
  }
}
