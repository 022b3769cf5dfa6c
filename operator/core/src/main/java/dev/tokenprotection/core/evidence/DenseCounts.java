package dev.tokenprotection.core.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Small counts for most of many numbers. A count takes one byte; one above 255 adds a byte for all,
 * which is still less than what a map would need.
 */
final class DenseCounts {
  private final List<byte[]> planes = new ArrayList<>();
  private int capacity;

  /** Adds one to the count of a number. */
  void increment(int number) {
    add(number, 1);
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
      int sum = Byte.toUnsignedInt(planes.get(plane)[number]) + (carry & 0xff);
      planes.get(plane)[number] = (byte) sum;
      carry = (carry >>> 8) + (sum >>> 8);
    }
  }

  /** The count of a number. */
  int get(int number) {
    if (number >= capacity) {
      return 0;
    }
    int count = 0;
    for (int plane = planes.size() - 1; plane >= 0; plane--) {
      count = count << 8 | Byte.toUnsignedInt(planes.get(plane)[number]);
    }
    return count;
  }

  /** Adds all counts of another. */
  void addAll(DenseCounts other) {
    for (int number = 0; number < other.capacity; number++) {
      int amount = other.get(number);
      if (amount > 0) {
        add(number, amount);
      }
    }
  }

  /** Makes room for numbers below a limit at once. */
  void reserve(int limit) {
    if (limit > capacity) {
      grow(limit);
    }
  }

  private void grow(int atLeast) {
    capacity = Math.max(atLeast, capacity + capacity / 4);
    planes.replaceAll(plane -> Arrays.copyOf(plane, capacity));
  }
}
