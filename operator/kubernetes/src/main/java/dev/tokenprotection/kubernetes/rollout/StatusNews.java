package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.ApprovalRequest;
import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.event.EventReason;
import dev.tokenprotection.kubernetes.mapping.TimeSpans;
import dev.tokenprotection.kubernetes.status.Texts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What changed between two statuses that people are told about once, when it changes. */
final class StatusNews {
  /** Why guards refuse writes that are about a rollout itself. */
  private static final Set<ConditionReason> REFUSALS =
      EnumSet.of(
          ConditionReason.ADOPTION_LOWERS_PROTECTION,
          ConditionReason.ADOPTION_WIDENS_ENFORCEMENT,
          ConditionReason.ADOPTION_FOREIGN_CONTROLS,
          ConditionReason.ADOPTION_OF_ANOTHER_KIND,
          ConditionReason.BREAK_GLASS_UNVERIFIED,
          ConditionReason.BREAK_GLASS_NOT_EXCLUDED,
          ConditionReason.BREAK_GLASS_SHRINKS,
          ConditionReason.FOREIGN_CONTROLS,
          ConditionReason.POLICY_TOO_BROAD,
          ConditionReason.SCOPE_NOT_PASSED,
          ConditionReason.TOO_MANY_REMOVALS,
          ConditionReason.UNOBSERVED_MEMBERS,
          ConditionReason.WRITE_REFUSED);

  /** The version and twelve digits: enough to tell plans apart. */
  private static final int SHOWN_OF_HASH = "v1:".length() + 12;

  private StatusNews() {}

  /**
   * @param before null when there was none
   */
  static List<RolloutScope.News> between(
      TokenProtectionRolloutStatus before, TokenProtectionRolloutStatus after) {
    List<RolloutScope.News> news = new ArrayList<>();
    Optional<Condition> stalledBefore = find(before, ConditionType.STALLED);
    Optional<Condition> stalled = find(after, ConditionType.STALLED);
    if (stalled.isPresent()
        && stalledBefore.filter(c -> c.reason().equals(stalled.get().reason())).isEmpty()) {
      news.add(new RolloutScope.News(EventReason.STALLED, stalled.get().message()));
    }
    if (stalled.isEmpty() && stalledBefore.isPresent()) {
      news.add(
          new RolloutScope.News(
              EventReason.RECOVERED, "No longer stalled by " + stalledBefore.get().reason() + "."));
    }
    for (ConditionType type :
        List.of(ConditionType.POLICY_IN_SYNC, ConditionType.MEMBERSHIP_IN_SYNC)) {
      refusal(after, type)
          .filter(now -> refusal(before, type).filter(isSameReason(now)).isEmpty())
          .ifPresent(
              now -> news.add(new RolloutScope.News(EventReason.WRITE_REFUSED, now.message())));
    }
    if (isWidened(after) && !isWidened(before)) {
      news.add(
          new RolloutScope.News(
              EventReason.SCOPE_WIDENED,
              find(after, ConditionType.POLICY_IN_SYNC).map(Condition::message).orElse("")));
    }
    if (isPlannedAnew(before, after)) {
      news.add(
          new RolloutScope.News(
              EventReason.PLANNED,
              "Dry run (applyPolicy: Observe). Would write: "
                  + after.plan().summary()
                  + " (plan "
                  + after.plan().hash().substring(0, SHOWN_OF_HASH)
                  + ")."));
    }
    if (isAskedAnew(before, after)) {
      news.add(
          new RolloutScope.News(EventReason.APPROVAL_REQUESTED, asked(after.approvalRequest())));
    }
    if (isForgeable(after) && !isForgeable(before)) {
      news.add(
          new RolloutScope.News(
              EventReason.APPROVALS_FORGEABLE,
              find(after, ConditionType.APPROVALS_TRUSTED).map(Condition::message).orElse("")));
    }
    String drift = drift(after);
    if (!drift.isEmpty() && !drift.equals(drift(before))) {
      String author = after.drift().author();
      news.add(
          new RolloutScope.News(
              EventReason.DRIFT_FOUND, author == null ? drift : drift + " " + author));
    }
    if (holds(after) && !holds(before)) {
      news.add(
          new RolloutScope.News(
              EventReason.GATE_HOLDS,
              find(after, ConditionType.GATE_PASSING).map(Condition::message).orElse("")));
    }
    return news;
  }

  /** What a guard keeps from being written, as a condition tells it. */
  private static Optional<Condition> refusal(
      TokenProtectionRolloutStatus status, ConditionType type) {
    return find(status, type).filter(c -> REFUSALS.stream().anyMatch(reason -> is(c, reason)));
  }

  private static Predicate<Condition> isSameReason(Condition other) {
    return condition -> condition.reason().equals(other.reason());
  }

  private static boolean isWidened(TokenProtectionRolloutStatus status) {
    return find(status, ConditionType.POLICY_IN_SYNC)
        .filter(c -> is(c, ConditionReason.SCOPE_WIDENED))
        .isPresent();
  }

  private static boolean isPlannedAnew(
      TokenProtectionRolloutStatus before, TokenProtectionRolloutStatus after) {
    if (after.plan() == null
        || after.conditions().stream().noneMatch(c -> is(c, ConditionReason.OBSERVE_ONLY))) {
      return false;
    }
    return before == null
        || before.plan() == null
        || !before.plan().hash().equals(after.plan().hash());
  }

  private static boolean isAskedAnew(
      TokenProtectionRolloutStatus before, TokenProtectionRolloutStatus after) {
    return after.approvalRequest() != null
        && (before == null
            || before.approvalRequest() == null
            || !before.approvalRequest().id().equals(after.approvalRequest().id()));
  }

  private static String asked(ApprovalRequest request) {
    return "Stage %s is left only with %s; leaving it writes: %s (plan %s, request %s)."
        .formatted(
            request.stage(),
            Texts.count(request.needed(), "approval", "approvals"),
            request.planSummary(),
            request.planHash().substring(0, SHOWN_OF_HASH),
            request.id());
  }

  private static boolean isForgeable(TokenProtectionRolloutStatus status) {
    return find(status, ConditionType.APPROVALS_TRUSTED)
        .filter(c -> is(c, ConditionReason.APPROVALS_FORGEABLE))
        .isPresent();
  }

  /**
   * Whether the gate is what the rollout waits for: there is not enough evidence although the stage
   * has lasted long enough, or the evidence can't be read. That there is little at first is no
   * news.
   */
  private static boolean holds(TokenProtectionRolloutStatus status) {
    Optional<Condition> gate = find(status, ConditionType.GATE_PASSING);
    if (gate.filter(c -> is(c, ConditionReason.GATE_ERROR)).isPresent()) {
      return true;
    }
    return gate.filter(c -> is(c, ConditionReason.GATE_INCONCLUSIVE)).isPresent()
        && hasSoaked(status);
  }

  private static boolean hasSoaked(TokenProtectionRolloutStatus status) {
    return status.stageStartedAt() != null
        && status.effectiveGate() != null
        && status.gate() != null
        && status.gate().evaluatedAt() != null
        && !status
            .gate()
            .evaluatedAt()
            .isBefore(
                status
                    .stageStartedAt()
                    .plus(TimeSpans.parse(status.effectiveGate().requiredSoakTime())));
  }

  /** The drift that is not put back, in a sentence; empty text for none. */
  private static String drift(TokenProtectionRolloutStatus status) {
    return status == null || status.drift() == null || status.drift().message() == null
        ? ""
        : status.drift().message();
  }

  private static boolean is(Condition condition, ConditionReason reason) {
    return condition.reason().equals(reason.apiName());
  }

  private static Optional<Condition> find(TokenProtectionRolloutStatus status, ConditionType type) {
    return status == null || status.conditions() == null
        ? Optional.empty()
        : status.conditions().stream().filter(c -> c.type().equals(type.apiName())).findFirst();
  }
}
