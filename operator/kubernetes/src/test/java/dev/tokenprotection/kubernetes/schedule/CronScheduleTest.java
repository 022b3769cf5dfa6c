package dev.tokenprotection.kubernetes.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
  private static final List<String> ZONES =
      List.of("Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC");

  @ParameterizedTest
  @ValueSource(strings = {"0 0 31 2 *", "0 0 30,31 2 *", "0 0 31 4,6,9,11 *"})
  void a_time_that_never_comes_is_refused(String cron) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CronSchedule.parse(cron, ZoneOffset.UTC))
        .withMessageContaining("names no time that ever comes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "60 * * * *",
        "0 24 * * *",
        "0 0 0 * *",
        "0 0 * * FRI-MON",
        "*/0 * * * *",
        "a b c d e",
        "0 0 L * *",
        "@daily * * * *"
      })
  void what_is_no_cron_of_five_fields_is_refused(String cron) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CronSchedule.parse(cron, ZoneOffset.UTC))
        .withMessageStartingWith("can't be read: ");
  }

  @Test
  void a_leap_day_is_found_over_the_century_that_has_none() {
    CronSchedule leapDay = CronSchedule.parse("0 0 29 2 *", ZoneOffset.UTC);

    assertThat(leapDay.nextAfter(Instant.parse("2096-03-01T00:00:00Z")))
        .contains(Instant.parse("2104-02-29T00:00:00Z"));
  }

  @Test
  void either_day_is_enough_where_both_are_restricted() {
    CronSchedule schedule = CronSchedule.parse("0 0 13 * FRI", ZoneOffset.UTC);

    assertThat(schedule.nextAfter(Instant.parse("2026-12-11T00:00:00Z")))
        .as("a Sunday the 13th")
        .contains(Instant.parse("2026-12-13T00:00:00Z"));
  }

  /** Against a reckoning by trying every minute around changes of the clocks. */
  @Test
  void next_and_last_are_what_trying_every_minute_finds() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 60; round++) {
      String cron = randomCron(random);
      ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
      Instant around = someChangeOfClocks(random, zone);
      List<Instant> all = byTryingEveryMinute(cron, zone, around);
      CronSchedule schedule = CronSchedule.parse(cron, zone);
      for (int ask = 0; ask < 10; ask++) {
        Instant at = around.plusSeconds(random.nextInt(-43_200, 43_200));
        assertThat(schedule.nextAfter(at).filter(all::contains))
            .as("seed %d: %s in %s, after %s", seed, cron, zone, at)
            .isEqualTo(all.stream().filter(moment -> moment.isAfter(at)).findFirst());
        assertThat(schedule.lastUpTo(at).filter(all::contains))
            .as("seed %d: %s in %s, up to %s", seed, cron, zone, at)
            .isEqualTo(
                all.stream()
                    .filter(moment -> !moment.isAfter(at))
                    .reduce((first, second) -> second));
      }
    }
  }

  private static Instant someChangeOfClocks(Random random, ZoneId zone) {
    Instant somewhen =
        Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofDays(random.nextInt(900)));
    return Optional.ofNullable(zone.getRules().nextTransition(somewhen))
        .map(change -> change.getInstant())
        .orElse(somewhen);
  }

  /** Fields of numbers only, so that the reckoning can be simple. */
  private static String randomCron(Random random) {
    String minute = numbers(random, 0, 59, 4);
    String hour = random.nextBoolean() ? "*" : numbers(random, 0, 5, 3);
    String dayOfWeek = random.nextInt(3) == 0 ? numbers(random, 0, 6, 3) : "*";
    return minute + " " + hour + " * * " + dayOfWeek;
  }

  private static String numbers(Random random, int least, int most, int count) {
    return IntStream.range(0, 1 + random.nextInt(count))
        .map(i -> random.nextInt(least, most + 1))
        .distinct()
        .sorted()
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(","));
  }

  /** All moments within eight days around; each local time at its first moment, or the change. */
  private static List<Instant> byTryingEveryMinute(String cron, ZoneId zone, Instant around) {
    String[] fields = cron.split(" ");
    LocalDateTime first = LocalDateTime.ofInstant(around, zone).minusDays(8).withSecond(0);
    List<Instant> moments = new ArrayList<>();
    for (int minute = 0; minute < 16 * 24 * 60; minute++) {
      LocalDateTime local = first.plusMinutes(minute);
      boolean named =
          matches(fields[0], local.getMinute())
              && matches(fields[1], local.getHour())
              && matches(fields[4], local.getDayOfWeek().getValue() % 7);
      if (named) {
        var offsets = zone.getRules().getValidOffsets(local);
        moments.add(
            offsets.isEmpty()
                ? zone.getRules().getTransition(local).getInstant()
                : local.toInstant(offsets.getFirst()));
      }
    }
    return moments.stream().distinct().sorted().toList();
  }

  private static boolean matches(String field, int value) {
    return field.equals("*") || List.of(field.split(",")).contains(String.valueOf(value));
  }
}
