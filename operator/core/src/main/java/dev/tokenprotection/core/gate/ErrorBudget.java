package dev.tokenprotection.core.gate;

import dev.tokenprotection.core.model.Share;

/**
 * How large a chance of error a verdict may take. The r-th evidence of a stage spends the part
 * 1/(r·(r+1)) of it, and all parts together are no more than the whole: starting again until it
 * passes does not help.
 *
 * @param alpha the chance that this evidence may spend
 */
record ErrorBudget(double alpha) {

  static ErrorBudget of(Share confidence, int attempt) {
    double whole = (double) (Share.WHOLE - confidence.millionths()) / Share.WHOLE;
    return new ErrorBudget(whole / ((double) attempt * (attempt + 1)));
  }

  /** For a verdict that one of several applications alone can cause. */
  double dividedAmong(int applications) {
    return alpha / applications;
  }

  /** For each end of an interval that is shown. */
  double forEachEnd() {
    return alpha / 2;
  }
}
