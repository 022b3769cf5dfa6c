package dev.tokenprotection.kubernetes.status;

import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.Consecutive;
import dev.tokenprotection.api.v1alpha1.GateStatus;
import dev.tokenprotection.api.v1alpha1.HistoryEntry;
import dev.tokenprotection.api.v1alpha1.LatchedEmergency;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.core.stage.Counters;
import dev.tokenprotection.core.stage.EvidenceRun;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.stage.SpentEvidence;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads from status where a rollout is. Status is the operator's only memory: what is not in it is
 * not known after a restart.
 */
public final class ProgressMapping {
  private ProgressMapping() {}

  /**
   * @param status null when the resource has none
   */
  public static Progress read(TokenProtectionRolloutStatus status) {
    if (status == null || status.currentStage() == null || status.attempt() == null) {
      return new Progress.NotStarted();
    }
    Progress.AtStage at = atStage(status);
    if (status.emergency() != null) {
      return new Progress.FellBack(at, latch(status.emergency(), status));
    }
    return completedAt(status)
        .<Progress>map(
            when ->
                new Progress.Completed(at.stage(), at.attempt(), when, spentInTheEnd(status, at)))
        .orElse(at);
  }

  private static Progress.AtStage atStage(TokenProtectionRolloutStatus status) {
    Instant startedAt = orElse(status.stageStartedAt(), Instant.EPOCH);
    return new Progress.AtStage(
        status.currentStage().number() - 1,
        status.attempt(),
        startedAt,
        evidenceRun(status.gate(), startedAt),
        counters(status.gate()),
        spent(status));
  }

  /** Every attempt that has ended used up one evidence of its stage at least. */
  private static SpentEvidence spent(TokenProtectionRolloutStatus status) {
    List<HistoryEntry> history = orElse(status.history(), List.of());
    return new SpentEvidence(
        history.stream()
            .collect(Collectors.groupingBy(HistoryEntry::stage, Collectors.summingInt(e -> 1))));
  }

  /** The gate of the last stage tells how often its evidence was begun anew; it was looked at. */
  private static SpentEvidence spentInTheEnd(
      TokenProtectionRolloutStatus status, Progress.AtStage last) {
    Map<String, Integer> runs = new HashMap<>(last.spent().runs());
    runs.merge(status.currentStage().name(), last.evidence().number(), Math::max);
    return new SpentEvidence(runs);
  }

  private static EvidenceRun evidenceRun(GateStatus gate, Instant startedAt) {
    return gate == null
        ? new EvidenceRun(0, startedAt)
        : new EvidenceRun(orElse(gate.restarts(), 0), orElse(gate.evidenceFrom(), startedAt));
  }

  private static Counters counters(GateStatus gate) {
    if (gate == null || gate.consecutive() == null) {
      return Counters.ZERO;
    }
    Consecutive consecutive = gate.consecutive();
    return new Counters(
        consecutive.successes(),
        orElse(consecutive.successesSince(), Counters.NEVER),
        consecutive.failures(),
        consecutive.errors(),
        orElse(gate.evaluatedAt(), Counters.NEVER));
  }

  private static Latch latch(LatchedEmergency emergency, TokenProtectionRolloutStatus status) {
    return new Latch(
        emergency.id(),
        Arrays.stream(Latch.Cause.values())
            .filter(cause -> cause.apiName().equals(emergency.cause()))
            .findFirst()
            .orElse(Latch.Cause.EMERGENCY_STOP),
        emergency.latchedAt(),
        orElse(emergency.by(), Latch.OPERATOR),
        message(emergency, status));
  }

  /** The sentence that was told when it stopped: the latest stop of the history. */
  private static String message(LatchedEmergency emergency, TokenProtectionRolloutStatus status) {
    List<HistoryEntry> history = orElse(status.history(), List.of());
    return history.stream()
        .filter(entry -> entry.completionStatus().equals("Stopped"))
        .map(HistoryEntry::reason)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("Stopped; resume with ID " + emergency.id() + ".");
  }

  private static Optional<Instant> completedAt(TokenProtectionRolloutStatus status) {
    List<Condition> conditions = orElse(status.conditions(), List.of());
    return conditions.stream()
        .filter(c -> c.type().equals(ConditionType.ROLLOUT_COMPLETED.apiName()))
        .filter(c -> c.status().equals("True"))
        .map(Condition::lastTransitionTime)
        .findFirst();
  }

  private static <T> T orElse(T value, T fallback) {
    return value == null ? fallback : value;
  }
}
