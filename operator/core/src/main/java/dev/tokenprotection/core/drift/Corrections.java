package dev.tokenprotection.core.drift;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When drift was put back lately. Whoever changes a policy again each time it was put back is not
 * convinced by a fourth time: two tools that fight over a policy leave it in a state that neither
 * of them wants for half of the day.
 *
 * @param at when drift was put back, the latest last
 */
public record Corrections(List<Instant> at) {
  /** Nothing was put back. */
  public static final Corrections NONE = new Corrections(List.of());

  /** So many corrections within {@link #REMEMBERED} are a fight. */
  public static final int FIGHT = 3;

  /** How long a correction is remembered. */
  public static final Duration REMEMBERED = Duration.ofHours(24);

  public Corrections {
    at = List.copyOf(at);
  }

  /** With one more; those too old to matter are forgotten. */
  public Corrections with(Instant now) {
    List<Instant> all = new ArrayList<>(recent(now));
    all.add(now);
    return new Corrections(all.subList(Math.max(0, all.size() - FIGHT), all.size()));
  }

  /** Whether somebody else keeps changing what is put back. */
  public boolean isFight(Instant now) {
    return recent(now).size() >= FIGHT;
  }

  private List<Instant> recent(Instant now) {
    return at.stream().filter(moment -> moment.isAfter(now.minus(REMEMBERED))).toList();
  }
}
