package dev.tokenprotection.core.world;

import dev.tokenprotection.core.gate.Verdict;
import dev.tokenprotection.core.guard.BreakGlassVerification;
import dev.tokenprotection.core.guard.Preflight;
import dev.tokenprotection.core.stage.BreakerReading;
import dev.tokenprotection.core.stage.Hand;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.Latch;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** What an operator finds around it at each look, by chance. */
final class Surroundings {
  /** How much goes wrong. */
  enum Weather {
    /** Every verdict is a success, nothing fails, nobody interferes. */
    CALM,
    /** Verdicts, holds, stops and outages of every kind. */
    STORMY
  }

  private final Random random;
  private Weather weather = Weather.CALM;
  private List<Hold> holds = List.of();
  private BreakerReading breaker = new BreakerReading.NotRead();
  private BreakGlassVerification breakGlass = new BreakGlassVerification.Verified(2);
  private Preflight preflight = Preflight.PASSED;
  private Hand hand = new Hand.None();
  private int stops;

  Surroundings(Random random) {
    this.random = random;
  }

  void become(Weather next) {
    weather = next;
    if (next == Weather.CALM) {
      holds = List.of();
      breaker = new BreakerReading.NotRead();
      breakGlass = new BreakGlassVerification.Verified(2);
      preflight = Preflight.PASSED;
    }
  }

  Weather weather() {
    return weather;
  }

  /** Something may happen before the next look. */
  void change() {
    if (random.nextInt(8) == 0) {
      holds = random.nextInt(4) > 0 ? List.of() : List.of(new Hold.Paused());
    }
    if (random.nextInt(120) == 0) {
      holds = List.of(new Hold.EmergencyStop("stop-" + ++stops, "ada"));
    }
    breaker =
        random.nextInt(150) == 0
            ? new BreakerReading.Read(9, 5, BreakerReading.Basis.AS_SPECIFIED, Duration.ofHours(1))
            : new BreakerReading.NotRead();
    if (random.nextInt(15) == 0) {
      breakGlass =
          random.nextInt(3) == 0
              ? new BreakGlassVerification.Unverified("gone", "mend it")
              : new BreakGlassVerification.Verified(2);
    }
    if (random.nextInt(15) == 0) {
      preflight =
          random.nextInt(3) == 0
              ? new Preflight(List.of(new Preflight.Finding("Unfit", "m", "r")))
              : Preflight.PASSED;
    }
  }

  /** A person lets a stopped rollout go on. */
  void resume(Latch latch) {
    holds = List.of();
    hand = new Hand.Resume(latch.id());
  }

  /** What a person asked for was heard. */
  void handled() {
    hand = new Hand.None();
  }

  Verdict verdict() {
    return switch (weather) {
      case CALM -> new Verdict.Successful(List.of());
      case STORMY -> anyVerdict();
    };
  }

  private Verdict anyVerdict() {
    return switch (random.nextInt(150)) {
      case 0 -> new Verdict.Failed(List.of());
      case 1, 2, 3, 4 -> new Verdict.Running(List.of());
      case 5, 6, 7, 8 -> new Verdict.Inconclusive(List.of());
      case 9, 10, 11, 12 -> new Verdict.Error(List.of());
      default -> new Verdict.Successful(List.of());
    };
  }

  List<Hold> holds() {
    return holds;
  }

  BreakerReading breaker() {
    return breaker;
  }

  BreakGlassVerification breakGlass() {
    return breakGlass;
  }

  Preflight preflight() {
    return preflight;
  }

  Hand hand() {
    return hand;
  }

  /** How long something new stays invisible; never as long as the operator waits for it. */
  Duration invisibleFor() {
    return switch (weather) {
      case CALM -> random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(random.nextInt(110));
      case STORMY -> Duration.ofSeconds(random.nextInt(110));
    };
  }
}
