package dev.tokenprotection.core.model;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A share of a whole, kept in millionths so that comparing it with counts is exact.
 *
 * @param millionths 0 to 1,000,000
 */
public record Share(int millionths) implements Comparable<Share> {
  /** All of it, in millionths. */
  public static final int WHOLE = 1_000_000;

  public Share {
    if (millionths < 0 || millionths > WHOLE) {
      throw new IllegalArgumentException(
          "a share is between 0 % and 100 %, not " + millionths + " millionths");
    }
  }

  /** The share of this many percent. */
  public static Share ofPercent(int percent) {
    return new Share(Math.multiplyExact(percent, 10_000));
  }

  /**
   * The share that a text such as {@code 99%} or {@code 99.5%} stands for.
   *
   * @throws IllegalArgumentException if it is not a number with a percent sign, between 0 and 100
   *     and with at most four decimals
   */
  public static Share parse(String text) {
    if (!text.matches("\\d{1,3}(\\.\\d{1,4})?%")) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a percentage: write a number from 0 to 100 and a percent sign, such as 99.5%");
    }
    BigDecimal percent = new BigDecimal(text.substring(0, text.length() - 1));
    return new Share(percent.movePointRight(4).intValueExact());
  }

  /** The share as a number from 0 to 1. */
  public double fraction() {
    return (double) millionths / WHOLE;
  }

  /** This share of a number of things, rounded up. */
  public long ofRoundedUp(long whole) {
    return Math.ceilDiv(Math.multiplyExact(whole, millionths), WHOLE);
  }

  @Override
  public int compareTo(Share other) {
    return Integer.compare(millionths, other.millionths);
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    return new BigDecimal(millionths)
            .movePointLeft(4)
            .setScale(4, RoundingMode.UNNECESSARY)
            .stripTrailingZeros()
            .toPlainString()
        + "%";
  }
}
