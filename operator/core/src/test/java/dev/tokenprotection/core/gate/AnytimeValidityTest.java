package dev.tokenprotection.core.gate;

import static dev.tokenprotection.core.gate.CriteriaBuilder.criteria;
import static dev.tokenprotection.core.gate.EvidenceBuilder.NOW;
import static dev.tokenprotection.core.gate.EvidenceBuilder.evidence;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.evidence.Counts;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The promise of the gate, tried out: users who always or never bind turn up one after the other,
 * each with a heavy-tailed number of sign-ins, and somebody looks after every batch of them.
 */
class AnytimeValidityTest {
  private static final long SEED = 20261124;
  private static final int RUNS = 250;
  private static final int BATCH = 8;
  private static final double ALPHA = .05;
  private static final GateContext FIRST =
      new GateContext(NOW, 1, Freshness.DEFAULT, Enforced.NOBODY);

  /** More than any number of users here, so that knowing the cohort does not help. */
  private static final long COHORT = 1_000_000;

  /** The users who turned up so far, and their sign-ins. */
  private static final class Population {
    private final Random random;
    private final double rate;
    private long users;
    private long boundUsers;
    private long boundSignIns;
    private long unboundSignIns;

    Population(Random random, double rate) {
      this.random = random;
      this.rate = rate;
    }

    void grow() {
      for (int i = 0; i < BATCH; i++) {
        long signIns = (long) Math.min(10_000, Math.pow(1 - random.nextDouble(), -1 / 1.2));
        boolean bound = random.nextDouble() < rate;
        users++;
        boundUsers += bound ? 1 : 0;
        boundSignIns += bound ? signIns : 0;
        unboundSignIns += bound ? 0 : signIns;
      }
    }

    Counts counts() {
      return new Counts(
          boundSignIns,
          0,
          unboundSignIns,
          0,
          users,
          boundUsers * 1_000_000,
          (users - boundUsers) * 1_000_000);
    }
  }

  @Test
  void at_the_rate_to_refuse_the_bound_is_rarely_ever_passed() {
    assertThat(
            shareThatEverPasses(
                .9, 2_000, seen -> Bounds.lowerReaches(.9, seen.users, seen.boundUsers, ALPHA)))
        .as("seed %d", SEED)
        .isLessThan(ALPHA)
        .isPositive();
  }

  @ParameterizedTest
  @CsvSource({"USERS", "SIGN_INS"})
  void at_the_rate_to_refuse_the_strict_gate_rarely_ever_succeeds(RatioUnit unit) {
    GateCriteria strict =
        criteria()
            .withoutFloors()
            .promoteAtOrAbove("90%")
            .failBelow("90%")
            .unit(unit)
            .scope(GateScope.TOTAL)
            .build();
    assertThat(shareThatEverPasses(.9, 400, seen -> succeeds(strict, seen)))
        .as("seed %d", SEED)
        .isLessThan(ALPHA);
  }

  @ParameterizedTest
  @CsvSource({".995, 200, .80", ".995, 600, .95", ".999, 200, .97"})
  void a_good_cohort_passes_the_default_gate_soon(double rate, int users, double atLeast) {
    GateCriteria defaults = criteria().withoutFloors().scope(GateScope.TOTAL).build();
    assertThat(shareThatEverPasses(rate, users, seen -> succeeds(defaults, seen)))
        .as("seed %d", SEED)
        .isGreaterThan(atLeast);
  }

  @Test
  void a_cohort_good_enough_to_promote_rarely_ever_fails() {
    GateCriteria failing =
        criteria()
            .withoutFloors()
            .promoteAtOrAbove("90%")
            .failBelow("90%")
            .scope(GateScope.TOTAL)
            .build();
    assertThat(
            shareThatEverPasses(
                .9,
                400,
                seen ->
                    Gate.evaluate(failing, evidenceOf(seen).read(), FIRST)
                        instanceof Verdict.Failed))
        .as("seed %d", SEED)
        .isLessThan(ALPHA);
  }

  private static boolean succeeds(GateCriteria criteria, Population seen) {
    return Gate.evaluate(criteria, evidenceOf(seen).read(), FIRST) instanceof Verdict.Successful;
  }

  private static EvidenceBuilder evidenceOf(Population seen) {
    return evidence().everywhere(seen.counts()).coverage(seen.users, seen.users, COHORT);
  }

  private static double shareThatEverPasses(double rate, int users, Predicate<Population> passes) {
    int passed = 0;
    for (int run = 0; run < RUNS; run++) {
      Population seen = new Population(new Random(SEED + run), rate);
      boolean ever = false;
      while (!ever && seen.users < users) {
        seen.grow();
        ever = passes.test(seen);
      }
      passed += ever ? 1 : 0;
    }
    return (double) passed / RUNS;
  }
}
