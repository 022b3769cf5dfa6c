package dev.tokenprotection.core.stage;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many evidences earlier attempts at each stage have used up. Each one that somebody has looked
 * at spends a part of the gate's error budget, and a stage that is begun again does not get it
 * back.
 *
 * @param runs by the name of the stage; a stage that was renamed is another one
 */
public record SpentEvidence(Map<String, Integer> runs) {
  /** No stage was ever looked at. */
  public static final SpentEvidence NONE = new SpentEvidence(Map.of());

  public SpentEvidence {
    runs = Collections.unmodifiableMap(new TreeMap<>(runs));
  }

  /** Those of one stage. */
  int of(String stage) {
    return runs.getOrDefault(stage, 0);
  }

  /** With at least {@code used} evidences of {@code stage}. */
  SpentEvidence with(String stage, int used) {
    if (used <= of(stage)) {
      return this;
    }
    Map<String, Integer> more = new TreeMap<>(runs);
    more.put(stage, used);
    return new SpentEvidence(more);
  }
}
