package dev.tokenprotection.kubernetes.status;

import dev.tokenprotection.api.v1alpha1.Bounds;
import dev.tokenprotection.api.v1alpha1.Columns;
import dev.tokenprotection.api.v1alpha1.Consecutive;
import dev.tokenprotection.api.v1alpha1.CurrentStage;
import dev.tokenprotection.api.v1alpha1.Gate;
import dev.tokenprotection.api.v1alpha1.GateStatus;
import dev.tokenprotection.api.v1alpha1.LastWrites;
import dev.tokenprotection.api.v1alpha1.LatchedEmergency;
import dev.tokenprotection.api.v1alpha1.NextAction;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.model.ShortText;
import dev.tokenprotection.core.plan.Intent;
import dev.tokenprotection.core.stage.Counters;
import dev.tokenprotection.core.stage.Progress;
import java.time.Instant;
import java.util.List;

/** Parts of a rollout's status that need nothing but values. */
public final class StatusParts {
  /** The status of a rollout that has none. */
  public static final TokenProtectionRolloutStatus EMPTY =
      new TokenProtectionRolloutStatus(
          null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
          null, null, null, null, null, null, null, null, null, null, null, null, null);

  private StatusParts() {}

  /** What of a status is written for people. */
  public record ForPeople(List<String> report, Columns columns, NextAction nextAction) {}

  /**
   * What {@link ForPeople} is made of; members are null where there is nothing.
   *
   * @param outlook what comes next, null to leave that as it was
   * @param before the status so far
   */
  public record Source(
      RolloutIdentity rollout,
      Report.Effect effect,
      CurrentStage stage,
      String attempt,
      Instant since,
      GateStatus gate,
      Gate effective,
      LatchedEmergency emergency,
      Outlook outlook,
      String trouble,
      TokenProtectionRolloutStatus before) {}

  public static ForPeople forPeople(Source source) {
    Columns old = source.before().columns();
    Outlook outlook = source.outlook();
    GateStatus gate = source.gate();
    Columns columns =
        new Columns(
            source.stage() == null
                ? null
                : ShortText.of(
                    source.stage().number()
                        + "/"
                        + source.stage().total()
                        + " "
                        + source.stage().name(),
                    80),
            gate == null ? null : gate.ratio(),
            gate == null || gate.coverage() == null
                ? null
                : gate.coverage().seen() + "/" + gate.coverage().active() + " active",
            outlook == null ? (old == null ? null : old.next()) : outlook.column(gate),
            outlook == null
                ? (old == null ? null : old.waitsFor())
                : outlook.waitsFor().isEmpty() ? null : outlook.waitsFor());
    List<String> report =
        Report.lines(
            new Report.Parts(
                source.rollout(),
                source.effect(),
                source.stage(),
                source.attempt(),
                source.since(),
                gate,
                source.effective(),
                source.emergency(),
                outlook,
                source.trouble()));
    return new ForPeople(
        report, columns, outlook == null ? source.before().nextAction() : outlook.action());
  }

  /** What was measured, with the counters and times of the progress. */
  public static GateStatus gate(
      GateStatus measured, Progress.AtStage at, Instant nextEvaluationAt) {
    Counters counters = at.counters();
    return with(
        measured,
        new Consecutive(
            counters.successes(),
            counters.failures(),
            counters.errors(),
            orNull(counters.successesSince())),
        at.evidence().restarts(),
        at.evidence().from(),
        orNull(counters.evaluatedAt()),
        nextEvaluationAt);
  }

  /** The gate of a rollout that has ended: as it was last, with nothing to come. */
  public static GateStatus endedGate(GateStatus measured) {
    return with(
        measured,
        measured.consecutive(),
        measured.restarts(),
        measured.evidenceFrom(),
        measured.evaluatedAt(),
        null);
  }

  private static GateStatus with(
      GateStatus measured,
      Consecutive consecutive,
      Integer restarts,
      Instant evidenceFrom,
      Instant evaluatedAt,
      Instant nextEvaluationAt) {
    return new GateStatus(
        measured.phase(),
        measured.reasons(),
        measured.ratio(),
        measured.lowerBound(),
        measured.upperBound(),
        measured.signIns(),
        measured.users(),
        measured.blockedUsers(),
        measured.coverage(),
        measured.activeDays(),
        measured.unboundByCode(),
        measured.byApplication(),
        measured.byClient(),
        measured.setAside(),
        consecutive,
        restarts,
        evidenceFrom,
        measured.watermark(),
        evaluatedAt,
        nextEvaluationAt);
  }

  /** The intent as status shows it; null when none is open. */
  public static dev.tokenprotection.api.v1alpha1.Intent intent(Intent intent) {
    return IntentMapping.status(intent);
  }

  /** Null when nothing was written yet. */
  public static LastWrites lastWrites(LastWrites writes) {
    return writes.policy() == null && writes.membership() == null ? null : writes;
  }

  /** A message within its bound. */
  public static String message(String text) {
    return ShortText.of(text, Bounds.MESSAGE);
  }

  private static Instant orNull(Instant moment) {
    return moment.equals(Counters.NEVER) ? null : moment;
  }
}
