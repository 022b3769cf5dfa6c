package dev.tokenprotection.core.evidence;

/**
 * Counts for a few of very many keys: an open hash table of primitive values, at most 32 bytes a
 * key. Keys are positive.
 */
final class SparseCounts {
  private static final long FREE = 0;

  private long[] keys = new long[16];
  private int[] counts = new int[16];
  private int size;

  /** What is done with each key and its count. */
  @FunctionalInterface
  interface Visitor {
    void visit(long key, int count);
  }

  /** Adds to the count of a key. */
  void add(long key, int amount) {
    if (key <= FREE) {
      throw new IllegalArgumentException("a key must be positive: " + key);
    }
    int at = find(key);
    if (keys[at] == FREE) {
      keys[at] = key;
      size++;
    }
    counts[at] += amount;
    if (size > keys.length / 4 * 3) {
      grow();
    }
  }

  /** The number of keys. */
  int size() {
    return size;
  }

  /** Shows all keys with their counts, in no order. */
  void forEach(Visitor visitor) {
    for (int at = 0; at < keys.length; at++) {
      if (keys[at] != FREE) {
        visitor.visit(keys[at], counts[at]);
      }
    }
  }

  private int find(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    int at = (int) (mixed >>> 32) & (keys.length - 1);
    while (keys[at] != FREE && keys[at] != key) {
      at = (at + 1) & (keys.length - 1);
    }
    return at;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldCounts = counts;
    keys = new long[oldKeys.length * 2];
    counts = new int[keys.length];
    for (int old = 0; old < oldKeys.length; old++) {
      if (oldKeys[old] != FREE) {
        int at = find(oldKeys[old]);
        keys[at] = oldKeys[old];
        counts[at] = oldCounts[old];
      }
    }
  }
}
