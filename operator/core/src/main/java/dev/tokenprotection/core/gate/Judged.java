package dev.tokenprotection.core.gate;

import dev.tokenprotection.core.evidence.Counts;
import dev.tokenprotection.core.evidence.Metric;
import dev.tokenprotection.core.model.Share;

/**
 * The counts of one subject, held against thresholds. A sign-in that could not be read is bad where
 * good ones are asked for, and good where bad ones are.
 *
 * @param all the counts since the start, for the lower bound
 * @param window the counts of the window, for the ratio and the upper bound
 * @param cohort the number of the cohort's members
 */
record Judged(Subject subject, Counts all, Counts window, Metric metric, long cohort) {
  private static final double MILLION = 1e6;

  boolean hasSignIns() {
    return window.users() > 0;
  }

  /** Whether the measured ratio is at least this. Without sign-ins nothing speaks against it. */
  boolean ratioReaches(Share needed, RatioUnit unit) {
    return switch (unit) {
      case USERS -> window.goodMicros() >= needed.millionths() * window.users();
      case SIGN_INS -> window.good(metric) * Share.WHOLE >= needed.millionths() * window.signIns();
    };
  }

  /** Whether the measured ratio is below this, even if all that was unreadable were good. */
  boolean ratioIsBelow(Share limit, RatioUnit unit) {
    long lacking = Share.WHOLE - limit.millionths();
    return switch (unit) {
      case USERS -> window.badMicros() > lacking * window.users();
      case SIGN_INS -> window.bad(metric) * Share.WHOLE > lacking * window.signIns();
    };
  }

  /** Whether the true ratio of users is surely at least this. */
  boolean isSurelyAtLeast(Share limit, double alpha) {
    boolean evenIfUnseenAreBad = all.goodMicros() >= limit.millionths() * cohort;
    return evenIfUnseenAreBad
        || Bounds.lowerReaches(limit.fraction(), all.users(), goodSum(), alpha);
  }

  /** Whether the true ratio of users is surely below this. */
  boolean isSurelyBelow(Share limit, double alpha) {
    return Bounds.upperStaysBelow(
        limit.fraction(), window.users(), window.badMicros() / MILLION, alpha);
  }

  /** How many more users, all bound, would make it sure. */
  long usersNeeded(Share limit, double alpha) {
    return Bounds.usersNeeded(limit.fraction(), all.users(), goodSum(), alpha, cohort);
  }

  Measurement measured(RatioUnit unit, double alpha) {
    return new Measurement(
        subject,
        unit,
        ratio(unit),
        Bounds.lower(all.users(), goodSum(), alpha, cohort),
        Bounds.upper(window.users(), window.badMicros() / MILLION, alpha),
        window.signIns(),
        window.users());
  }

  private double ratio(RatioUnit unit) {
    if (!hasSignIns()) {
      return 0;
    }
    return switch (unit) {
      case USERS -> window.goodMicros() / MILLION / window.users();
      case SIGN_INS -> (double) window.good(metric) / window.signIns();
    };
  }

  private double goodSum() {
    return all.goodMicros() / MILLION;
  }
}
