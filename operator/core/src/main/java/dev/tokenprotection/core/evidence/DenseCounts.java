package dev.tokenprotection.core.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Small counts for most of many numbers. A count takes one byte; one above 255 adds a byte for all,
 * which is still less than what a map would need.
 */
final class DenseCounts {
  private static final int BYTE = 0xff;

  private final List<byte[]> planes = new ArrayList<>();
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
    for (int plane = 0; carry > 0; plane++) {
      if (plane == planes.size()) {
        planes.add(new byte[capacity]);
      }
      byte[] counts = planes.get(plane);
      int sum = Byte.toUnsignedInt(counts[number]) + (carry & BYTE);
      counts[number] = (byte) sum;
      carry = (carry >>> Byte.SIZE) + (sum >>> Byte.SIZE);
    }
  }

  /** Adds all counts to the sums with the same numbers; there must be a sum for each. */
  void addTo(int[] sums) {
    for (int plane = 0; plane < planes.size(); plane++) {
      byte[] counts = planes.get(plane);
      int most = Math.min(sums.length, capacity);
      for (int number = 0; number < most; number++) {
        sums[number] += Byte.toUnsignedInt(counts[number]) << Byte.SIZE * plane;
      }
    }
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

  private void grow(int atLeast) {
    capacity = Math.max(atLeast, capacity + capacity / 4);
    planes.replaceAll(plane -> Arrays.copyOf(plane, capacity));
  }
}
