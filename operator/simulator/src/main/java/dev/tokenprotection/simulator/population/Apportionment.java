package dev.tokenprotection.simulator.population;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Deals out kinds by weight so that the counts are exact (largest remainder), in random order. */
final class Apportionment {
  private Apportionment() {}

  /** A list of {@code count} kinds. */
  static <K extends Comparable<K>> List<K> deal(int count, Map<K, Integer> weights, Seed seed) {
    long total = weights.values().stream().mapToLong(Integer::longValue).sum();
    List<K> dealt = new ArrayList<>(count);
    List<K> kinds = weights.keySet().stream().sorted().toList();
    for (K kind : kinds) {
      dealt.addAll(Collections.nCopies((int) (count * (long) weights.get(kind) / total), kind));
    }
    kinds.stream()
        .sorted(Comparator.comparing(kind -> -(count * (long) weights.get(kind) % total)))
        .limit(count - dealt.size())
        .forEach(dealt::add);
    Collections.shuffle(dealt, new Random(seed.value()));
    return List.copyOf(dealt);
  }
}
