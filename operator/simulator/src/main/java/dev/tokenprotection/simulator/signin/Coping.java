package dev.tokenprotection.simulator.signin;

import dev.tokenprotection.simulator.population.EndUserDevice;
import dev.tokenprotection.simulator.population.Person;
import dev.tokenprotection.simulator.population.PersonKind;
import dev.tokenprotection.simulator.population.Seed;
import dev.tokenprotection.simulator.population.UsagePath;
import dev.tokenprotection.simulator.signin.Attempt.Planned;
import dev.tokenprotection.simulator.signin.Attempt.Reauthentication;
import dev.tokenprotection.simulator.signin.Attempt.Retry;
import dev.tokenprotection.simulator.signin.Attempt.WayRound;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people do when they are blocked. They retry a few times within minutes; then some find
 * another client and the others fall silent, and all look once each day whether it works again. On
 * an Apple device whose registration can be upgraded they are asked to sign in once more, and that
 * mends it (Entra, "Token Protection deployment guide - Apple platforms", "Upgrade device
 * registration"). Programs just go on trying. Not thread-safe.
 */
final class Coping {
  private static final Span UNTIL_RETRY = Span.seconds(60, 480);
  private static final Span UNTIL_PROMPT = Span.seconds(30, 240);
  private static final double FINDS_ANOTHER_CLIENT = 0.5;

  private sealed interface Situation {}

  /** Blocked, and still at it. */
  private record Trying() implements Situation {}

  /** Blocked for good, as far as he can tell; looked again on that day. */
  private record GivenUp(Seed lastTried) implements Situation {}

  private final Map<String, Situation> situations = new HashMap<>();
  private final Map<String, EndUserDevice> upgraded = new HashMap<>();

  /** The way that the attempt really takes; empty when it is not made at all. */
  Optional<UsagePath> way(Attempt attempt) {
    if (attempt.purpose() instanceof Planned
        && situations.get(attempt.path().key()) instanceof GivenUp given) {
      if (given.lastTried().equals(attempt.day())) {
        return anotherWay(attempt.person());
      }
      situations.put(attempt.path().key(), new GivenUp(attempt.day()));
    }
    return Optional.of(attempt.path());
  }

  /** The device as it is now. */
  EndUserDevice device(Attempt attempt) {
    EndUserDevice device = attempt.path().device();
    EndUserDevice now = upgraded.getOrDefault(device.deviceId(), device);
    if (attempt.purpose() instanceof Reauthentication) {
      now = now.upgraded();
      upgraded.put(device.deviceId(), now);
    }
    return now;
  }

  void allowed(Attempt attempt) {
    situations.remove(attempt.path().key());
  }

  /** What follows when the attempt was blocked in a way that signing in once more mends. */
  List<Attempt> promptedToUpgrade(Attempt attempt, Instant at) {
    return switch (situations.put(attempt.path().key(), new Trying())) {
      case Trying trying -> List.of();
      case GivenUp given -> reauthentication(attempt, at);
      case null -> reauthentication(attempt, at);
    };
  }

  /** What follows when the attempt was blocked in any other way. */
  List<Attempt> blocked(Attempt attempt, Instant at) {
    if (attempt.person().kind() == PersonKind.SERVICE_ACCOUNT) {
      return List.of();
    }
    return switch (attempt.purpose()) {
      case Planned planned -> firstRetry(attempt, at);
      case Retry retry when retry.number() < patience(attempt.person()) ->
          List.of(retry(attempt, at, retry.number() + 1));
      case Retry retry -> giveUp(attempt, at);
      case Reauthentication prompt -> giveUp(attempt, at);
      case WayRound round -> List.of();
    };
  }

  private List<Attempt> firstRetry(Attempt attempt, Instant at) {
    if (situations.putIfAbsent(attempt.path().key(), new Trying()) != null) {
      return List.of();
    }
    return List.of(retry(attempt, at, 1));
  }

  private static Attempt retry(Attempt attempt, Instant at, int number) {
    Instant when = at.plus(UNTIL_RETRY.draw(attempt.seed().with("retry")));
    return attempt.followUp(when, attempt.path(), new Retry(number));
  }

  private static List<Attempt> reauthentication(Attempt attempt, Instant at) {
    Instant when = at.plus(UNTIL_PROMPT.draw(attempt.seed().with("prompted")));
    return List.of(attempt.followUp(when, attempt.path(), new Reauthentication()));
  }

  private List<Attempt> giveUp(Attempt attempt, Instant at) {
    situations.put(attempt.path().key(), new GivenUp(attempt.day()));
    Instant when = at.plus(UNTIL_RETRY.draw(attempt.seed().with("round")));
    return anotherWay(attempt.person())
        .map(way -> attempt.followUp(when, way, new WayRound()))
        .stream()
        .toList();
  }

  private static int patience(Person person) {
    return 2 + person.seed().with("patience").below(3);
  }

  private static Optional<UsagePath> anotherWay(Person person) {
    return person.seed().with("resourceful").unit() < FINDS_ANOTHER_CLIENT
        ? person.fallback().stream().findFirst()
        : Optional.empty();
  }
}
