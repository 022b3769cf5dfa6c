package dev.tokenprotection.core.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tokenprotection.core.model.Share;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundsTest {
  private static final Offset<Double> SIX_DIGITS = within(5e-7);

  @ParameterizedTest
  @CsvSource({
    "20,     20,       .05,  0.817552, 1.000000, 1.389490",
    "39,     39,       .05,  0.902156, 1.000000, 3.078837",
    "60,     59.5,     .025, 0.892107, 1.000000, 3.249813",
    "40,     30,       .05,  0.513858, 0.917675, -1.759346",
    "500,    495.25,   .05,  0.970913, 0.998506, 33.684641",
    "200000, 198500.5, .01,  0.991773, 0.993187, 15085.960697"
  })
  void the_bounds_are_those_of_the_reference_implementation(
      long n, double sum, double alpha, double lower, double upper, double logE) {
    assertThat(Bounds.lower(n, sum, alpha)).isCloseTo(lower, SIX_DIGITS);
    assertThat(Bounds.upper(n, n - sum, alpha)).isCloseTo(upper, SIX_DIGITS);
    assertThat(Bounds.logE(n, sum, 0.9)).isCloseTo(logE, SIX_DIGITS);
  }

  @Test
  void a_known_cohort_bounds_what_the_unseen_can_spoil() {
    assertThat(Bounds.lower(24, 24, .05, 25)).isCloseTo(0.96, SIX_DIGITS);
    assertThat(Bounds.lower(39, 39, .05, 1_000)).isCloseTo(0.902156, SIX_DIGITS);
    assertThat(Bounds.lower(0, 0, .05, 0)).isZero();
  }

  @Test
  void three_unbound_of_twenty_users_leave_the_best_possible() {
    assertThat(Bounds.upper(20, 3, .05)).isCloseTo(0.989694, SIX_DIGITS);
  }

  @Test
  void without_users_nothing_is_known() {
    assertThat(Bounds.logE(0, 0, .9)).isZero();
    assertThat(Bounds.lower(0, 0, .05)).isZero();
    assertThat(Bounds.upper(0, 0, .05)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 46", "2, 57", "3, 64", "4, 69"})
  void each_restart_needs_more_users(int attempt, long users) {
    double alpha = ErrorBudget.of(Share.ofPercent(95), attempt).alpha();
    assertThat(Bounds.usersNeeded(.9, 0, 0, alpha, Long.MAX_VALUE)).isEqualTo(users);
  }

  @Test
  void all_attempts_together_spend_no_more_than_the_whole_chance_of_error() {
    double spent = 0;
    for (int attempt = 1; attempt <= 10_000; attempt++) {
      spent += ErrorBudget.of(Share.ofPercent(95), attempt).alpha();
    }
    assertThat(spent).isLessThanOrEqualTo(.05).isGreaterThan(.0499);
  }

  @Test
  void the_short_way_to_a_verdict_agrees_with_the_bounds() {
    double[] alphas = {.05, .025, .001};
    for (double alpha : alphas) {
      for (long n = 1; n <= 400; n += 7) {
        for (double bad = 0; bad <= n; bad += Math.max(.5, n / 9.0)) {
          double lower = Bounds.lower(n, n - bad, alpha);
          double upper = Bounds.upper(n, bad, alpha);
          for (double threshold = .05; threshold < 1; threshold += .05) {
            if (Math.abs(lower - threshold) > 1e-9) {
              assertThat(Bounds.lowerReaches(threshold, n, n - bad, alpha))
                  .as("lower of n=%d bad=%f alpha=%f at %f", n, bad, alpha, threshold)
                  .isEqualTo(lower >= threshold);
            }
            if (Math.abs(upper - threshold) > 1e-9) {
              assertThat(Bounds.upperStaysBelow(threshold, n, bad, alpha))
                  .as("upper of n=%d bad=%f alpha=%f at %f", n, bad, alpha, threshold)
                  .isEqualTo(upper < threshold);
            }
          }
        }
      }
    }
  }

  @Test
  void the_users_said_to_be_needed_are_just_enough() {
    for (long n = 0; n <= 100; n += 10) {
      for (double bad = 0; bad <= n / 5.0; bad += 1.5) {
        long needed = Bounds.usersNeeded(.9, n, n - bad, .025, 10_000);
        assertThat(Bounds.lower(n + needed, n - bad + needed, .025)).isGreaterThanOrEqualTo(.9);
        if (needed > 1) {
          assertThat(Bounds.lower(n + needed - 1, n - bad + needed - 1, .025)).isLessThan(.9);
        }
      }
    }
  }

  @Test
  void a_small_cohort_needs_only_so_many_that_the_unseen_can_not_spoil_it() {
    assertThat(Bounds.usersNeeded(.9, 10, 10, .025, 20)).isEqualTo(8);
    assertThat(Bounds.usersNeeded(1, 10, 10, .025, 20)).isEqualTo(10);
  }
}
