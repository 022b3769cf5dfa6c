package dev.tokenprotection.simulator.signin;

import dev.tokenprotection.simulator.population.Person;
import dev.tokenprotection.simulator.population.Seed;
import dev.tokenprotection.simulator.population.UsagePath;
import java.time.Instant;
import java.util.Comparator;

/**
 * Somebody tries to sign in.
 *
 * @param at when
 * @param person who
 * @param path from what, with what
 * @param purpose why
 * @param day seed of his day
 * @param seed decides all chance in it
 */
record Attempt(Instant at, Person person, UsagePath path, Purpose purpose, Seed day, Seed seed) {

  /** A total order, so that the same attempts are made in the same order. */
  static final Comparator<Attempt> IN_TIME =
      Comparator.comparing(Attempt::at)
          .thenComparing(attempt -> attempt.person().id())
          .thenComparing(attempt -> attempt.seed().value());

  sealed interface Purpose {}

  /** Work. */
  record Planned() implements Purpose {}

  /** The how many-th repetition after a block, from 1. */
  record Retry(int number) implements Purpose {}

  /** The prompt of an Apple device to upgrade its registration. */
  record Reauthentication() implements Purpose {}

  /** The same work another way. */
  record WayRound() implements Purpose {}

  Attempt by(UsagePath other) {
    return new Attempt(at, person, other, purpose, day, seed);
  }

  /** What follows from this one. */
  Attempt followUp(Instant when, UsagePath way, Purpose why) {
    return new Attempt(when, person, way, why, day, seed.with("then"));
  }
}
