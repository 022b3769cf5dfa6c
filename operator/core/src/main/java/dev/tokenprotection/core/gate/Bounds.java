package dev.tokenprotection.core.gate;

import java.util.Arrays;
import java.util.function.LongPredicate;

/**
 * Bounds for the mean of values between 0 and 1, from the number of values and their sum, that hold
 * at any time of looking: the chance that they are ever wrong is at most α, however often and for
 * whatever reason somebody looks.
 *
 * <p>For a mean of at most p, exp(η·sum − n·ln(1 + p·(exp η − 1))) is a supermartingale for every
 * η, since exp(ηx) ≤ 1 − x + x·exp η on [0, 1]; so is a fixed mixture over several η, which
 * therefore exceeds 1/α with a chance of at most α. Sources: W. Hoeffding, "Probability
 * inequalities for sums of bounded random variables", 1963; S. R. Howard, A. Ramdas, J. McAuliffe,
 * J. Sekhon, "Time-uniform, nonparametric, nonasymptotic confidence sequences", Annals of
 * Statistics 49(2), 2021.
 *
 * <p>Here a value is the share of one user's sign-ins that are good. The bounds speak of users in
 * the order in which they turn up, not of sign-ins: those of one user share a device.
 */
public final class Bounds {
  private static final double[] TILTS = {1 / 16d, 1 / 8d, 1 / 4d, 1 / 2d, 1, 2, 4, 8};
  private static final double[] GROWTHS = Arrays.stream(TILTS).map(Math::expm1).toArray();
  private static final int HALVINGS = 60;

  /** Beyond any cohort: who would need this many users needs another threshold. */
  private static final long MANY_USERS = 1L << 32;

  private Bounds() {}

  /**
   * The logarithm of the evidence against a mean of at most {@code p}. It falls strictly in p.
   *
   * @param n the number of values
   * @param sum their sum
   */
  public static double logE(long n, double sum, double p) {
    if (n == 0) {
      return 0;
    }
    double[] terms = new double[TILTS.length];
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < TILTS.length; i++) {
      terms[i] = TILTS[i] * sum - n * Math.log1p(p * GROWTHS[i]);
      largest = Math.max(largest, terms[i]);
    }
    double rest = 0;
    for (double term : terms) {
      rest += Math.exp(term - largest);
    }
    return largest + Math.log(rest) - Math.log(TILTS.length);
  }

  /** The mean is at least this, with a chance of at most {@code alpha} to be ever wrong. */
  public static double lower(long n, double sum, double alpha) {
    if (n == 0) {
      return 0;
    }
    double below = 0;
    double above = sum / n;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (below + above) / 2;
      if (isConvincing(n, sum, middle, alpha)) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return below;
  }

  /**
   * The lower bound for a cohort of known users, of whom those who were not seen count as zero. The
   * second half of it is no matter of chance.
   */
  public static double lower(long n, double sum, double alpha, long cohort) {
    return cohort == 0 ? 0 : Math.max(lower(n, sum, alpha), sum / cohort);
  }

  /**
   * The mean is at most this, with a chance of at most {@code alpha} to be ever wrong.
   *
   * @param badSum the sum of what the values lack to 1
   */
  public static double upper(long n, double badSum, double alpha) {
    return 1 - lower(n, badSum, alpha);
  }

  /** Whether the lower bound reaches a threshold, without computing it. */
  static boolean lowerReaches(double threshold, long n, double sum, double alpha) {
    return sum > threshold * n && isConvincing(n, sum, threshold, alpha);
  }

  /** Whether the upper bound stays below a threshold, without computing it. */
  static boolean upperStaysBelow(double threshold, long n, double badSum, double alpha) {
    double lacking = 1 - threshold;
    return badSum > lacking * n && isConvincing(n, badSum, lacking, alpha);
  }

  /** How many more users, all bound, make the lower bound for a cohort reach a threshold. */
  static long usersNeeded(double threshold, long n, double sum, double alpha, long cohort) {
    LongPredicate isEnough =
        more ->
            sum + more >= threshold * cohort
                || lowerReaches(threshold, n + more, sum + more, alpha);
    long enough = 1;
    while (enough < MANY_USERS && !isEnough.test(enough)) {
      enough *= 2;
    }
    long tooFew = 0;
    while (enough - tooFew > 1) {
      long middle = (tooFew + enough) / 2;
      if (isEnough.test(middle)) {
        enough = middle;
      } else {
        tooFew = middle;
      }
    }
    return enough;
  }

  private static boolean isConvincing(long n, double sum, double p, double alpha) {
    return logE(n, sum, p) >= -Math.log(alpha);
  }
}
