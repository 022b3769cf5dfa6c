package dev.tokenprotection.core.gate;

import java.time.Duration;

/**
 * How old evidence may be before it says too little about now.
 *
 * @param maximumAge between the end of the evidence and now: the log's delay plus the time since it
 *     was read
 * @param maximumSilence between the newest row of anybody in the tenant and now. A tenant may be
 *     silent for a weekend, and then holds until Monday; rows that come days late must not pass for
 *     the present
 */
public record Freshness(Duration maximumAge, Duration maximumSilence) {
  public static final Freshness DEFAULT = new Freshness(Duration.ofHours(6), Duration.ofDays(2));
}
