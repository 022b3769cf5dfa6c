package dev.tokenprotection.core.stage;

import java.time.Instant;

/**
 * The evidence of an attempt at a stage since it was last started anew.
 *
 * @param restarts how often it was started anew after somebody had looked at it; each time spends a
 *     smaller part of the gate's error budget
 * @param from the first moment that counts
 */
public record EvidenceRun(int restarts, Instant from) {

  /** The how manieth evidence of the attempt this is, from 1. */
  public int number() {
    return restarts + 1;
  }
}
