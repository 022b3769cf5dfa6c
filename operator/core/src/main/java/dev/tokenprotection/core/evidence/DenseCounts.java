package dev.tokenprotection.core.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Small counts for most of many numbers. A count takes half a byte. What the few numbers with more
 * than 15 have beyond is kept apart; once they are many, all numbers get another half byte.
 */
final class DenseCounts {
  private static final int BITS = 4;
  private static final int LARGEST = (1 << BITS) - 1;

  /** A key takes up to 32 bytes and a number half a byte of each plane. */
  private static final int NUMBERS_OF_A_KEY = 64;

  private final List<byte[]> planes = new ArrayList<>();
  private SparseCounts beyond = new SparseCounts();
  private int capacity;

  /**
   * @param numbers how many numbers are expected, from 0; there may be larger ones
   */
  DenseCounts(int numbers) {
    this.capacity = numbers;
  }

  /** Adds to the count of a number. */
  void add(int number, int amount) {
    if (number >= capacity) {
      grow(number + 1);
    }
    int carry = amount;
    for (byte[] plane : planes) {
      int sum = (carry & LARGEST) + digit(plane, number);
      setDigit(plane, number, sum & LARGEST);
      carry = (carry >>> BITS) + (sum >>> BITS);
    }
    if (carry > 0) {
      beyond.add(number + 1L, carry);
      if (beyond.size() > capacity / NUMBERS_OF_A_KEY) {
        addPlane();
      }
    }
  }

  /** Adds all counts to the sums with the same numbers; there must be a sum for each. */
  void addTo(int[] sums) {
    for (int plane = 0; plane < planes.size(); plane++) {
      byte[] digits = planes.get(plane);
      int most = Math.min(sums.length, capacity);
      for (int number = 0; number < most; number++) {
        sums[number] += digit(digits, number) << BITS * plane;
      }
    }
    int shift = BITS * planes.size();
    beyond.forEach((key, count) -> sums[(int) (key - 1)] += count << shift);
  }

  /** Adds all counts of another. */
  void addAll(DenseCounts other) {
    int[] sums = new int[other.capacity];
    other.addTo(sums);
    for (int number = 0; number < sums.length; number++) {
      if (sums[number] > 0) {
        add(number, sums[number]);
      }
    }
  }

  private void addPlane() {
    SparseCounts former = beyond;
    beyond = new SparseCounts();
    planes.add(new byte[bytes()]);
    byte[] plane = planes.getLast();
    former.forEach(
        (key, count) -> {
          setDigit(plane, (int) (key - 1), count & LARGEST);
          if (count > LARGEST) {
            beyond.add(key, count >>> BITS);
          }
        });
  }

  private void grow(int atLeast) {
    capacity = Math.max(atLeast, capacity + capacity / 4);
    planes.replaceAll(plane -> Arrays.copyOf(plane, bytes()));
  }

  private int bytes() {
    return (capacity + 1) / 2;
  }

  private static int digit(byte[] plane, int number) {
    return plane[number / 2] >>> shiftOf(number) & LARGEST;
  }

  private static void setDigit(byte[] plane, int number, int digit) {
    int others = plane[number / 2] & ~(LARGEST << shiftOf(number));
    plane[number / 2] = (byte) (others | digit << shiftOf(number));
  }

  private static int shiftOf(int number) {
    return (number & 1) * BITS;
  }
}
