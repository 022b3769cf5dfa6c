package dev.tokenprotection.core.gate;

import java.time.Instant;

/**
 * What the gate must know beside criteria and evidence.
 *
 * @param now the time of the evaluation
 * @param attempt the how manieth evidence of this stage this is, from 1: every restart (a retry, a
 *     policy write) spends a smaller part of the error budget
 * @param freshness how old evidence may be
 * @param enforced on how many of the judged users anything is enforced
 */
public record GateContext(Instant now, int attempt, Freshness freshness, Enforced enforced) {
  public GateContext {
    if (attempt < 1) {
      throw new IllegalArgumentException("attempts count from 1, not " + attempt);
    }
  }
}
