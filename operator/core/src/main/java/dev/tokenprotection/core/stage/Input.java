package dev.tokenprotection.core.stage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a look at a rollout found.
 *
 * @param now the time of the look
 * @param newId a random id, for an attempt or a stop that begins now
 * @param evidenceStart from when on sign-ins count for the present stage; of no matter outside the
 *     stages
 * @param evaluation whether the gate was asked
 * @param breaker whether people are being blocked
 * @param holds what keeps the rollout from moving on
 * @param hand what a person asked for
 * @param window whether promotions are let through at this time
 * @param approvals who approved the open {@link ApprovalRequest}
 */
public record Input(
    Instant now,
    String newId,
    EvidenceStart evidenceStart,
    Evaluation evaluation,
    BreakerReading breaker,
    List<Hold> holds,
    Hand hand,
    Window window,
    Approvals approvals) {
  public Input {
    holds = Hold.inOrder(holds);
  }

  /** What is wider than has passed after the end; empty when nothing is. */
  Optional<Hold.ScopeWidened> scopeWidened() {
    return holds.stream()
        .filter(Hold.ScopeWidened.class::isInstance)
        .map(Hold.ScopeWidened.class::cast)
        .findFirst();
  }
}
