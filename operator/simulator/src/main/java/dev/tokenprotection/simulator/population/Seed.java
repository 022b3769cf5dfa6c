package dev.tokenprotection.simulator.population;

import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * A place in a tree of seeds. Whoever needs chance derives a seed of his own by what it is for (a
 * name, a day, an ordinal), so no draw depends on how many draws others made before.
 *
 * @param value 64 bits, well mixed
 */
public record Seed(long value) {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  /** The seed of the thing with that number under this one. */
  public Seed with(long salt) {
    return new Seed(mix(value + GOLDEN_GAMMA * (salt + 1)));
  }

  /** The seed of the thing with that name under this one. */
  public Seed with(String salt) {
    long hash = value;
    for (int i = 0; i < salt.length(); i++) {
      hash = mix(hash * 31 + salt.charAt(i) + GOLDEN_GAMMA);
    }
    return new Seed(hash);
  }

  /** A random (version 4) UUID. */
  public UUID uuid() {
    long high = mix(value + 0x632be59bd9b4e019L);
    long low = mix(high + GOLDEN_GAMMA);
    return new UUID(
        (high & 0xffff_ffff_ffff_0fffL) | 0x4000L, (low & 0x3fff_ffff_ffff_ffffL) | Long.MIN_VALUE);
  }

  /** A number in [0, 1). */
  public double unit() {
    return (mix(value) >>> 11) * 0x1.0p-53;
  }

  /** A number in [0, bound). */
  public int below(int bound) {
    return (int) (unit() * bound);
  }

  /** A new source of any number of draws. */
  public RandomGenerator random() {
    return new SplittableRandom(value);
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
