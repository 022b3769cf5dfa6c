package dev.tokenprotection.simulator.signin;

import dev.tokenprotection.simulator.population.Habits;
import dev.tokenprotection.simulator.population.Person;
import dev.tokenprotection.simulator.population.PersonKind;
import dev.tokenprotection.simulator.population.Seed;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Plans who signs in when on a given day. A day depends on nothing but the people and its date, so
 * it does not matter when, or after what, it is planned.
 */
final class DayPlanner {
  private final List<Person> people;
  private final ZoneId zone;

  DayPlanner(List<Person> people, ZoneId zone) {
    this.people = people;
    this.zone = zone;
  }

  /** All planned attempts of a day, in order. */
  List<Attempt> plan(LocalDate date) {
    List<Attempt> attempts = new ArrayList<>();
    for (Person person : people) {
      if (!person.paths().isEmpty()) {
        plan(person, date, attempts);
      }
    }
    attempts.sort(Attempt.IN_TIME);
    return attempts;
  }

  private void plan(Person person, LocalDate date, List<Attempt> attempts) {
    Seed day = person.seed().with("day").with(date.toEpochDay());
    List<Instant> times = times(person, date, day);
    for (int ordinal = 0; ordinal < times.size(); ordinal++) {
      Seed seed = day.with(ordinal);
      attempts.add(
          new Attempt(
              times.get(ordinal),
              person,
              person.pathFor(seed.with("path")),
              new Attempt.Planned(),
              day,
              seed));
    }
  }

  private List<Instant> times(Person person, LocalDate date, Seed day) {
    Habits habits = person.habits();
    if (day.with("present").unit() >= presence(person, date)) {
      return List.of();
    }
    LocalTime opens = opens(person);
    Duration length = Duration.between(opens, closes(person));
    Instant start = date.atTime(opens).atZone(zone).toInstant();
    RandomGenerator random = day.with("times").random();
    int count = count(habits.signInsPerDay() * diligence(person), random);
    List<Instant> times = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      times.add(start.plusMillis((long) (random.nextDouble() * length.toMillis())));
    }
    times.sort(null);
    return times;
  }

  /** Programs know no weekend and no night. */
  private static double presence(Person person, LocalDate date) {
    if (person.kind() == PersonKind.SERVICE_ACCOUNT) {
      return 1;
    }
    boolean weekend =
        date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    return weekend ? person.habits().weekendShare() : person.habits().attendance();
  }

  private static LocalTime opens(Person person) {
    return person.kind() == PersonKind.SERVICE_ACCOUNT ? LocalTime.MIN : person.habits().opens();
  }

  private static LocalTime closes(Person person) {
    return person.kind() == PersonKind.SERVICE_ACCOUNT ? LocalTime.MAX : person.habits().closes();
  }

  /** Some sign in half as often as the average, some half as often again. */
  private static double diligence(Person person) {
    return 0.5 + person.seed().with("diligence").unit();
  }

  /** Poisson around the mean, but whoever is at work signs in once. */
  private static int count(double mean, RandomGenerator random) {
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      count++;
      product *= random.nextDouble();
    }
    return mean > 0 ? Math.max(1, count) : 0;
  }
}
