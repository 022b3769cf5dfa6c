package dev.tokenprotection.core.stage;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** What keeps a rollout from moving on, for as long as it is presented. */
public sealed interface Hold {
  /** Those whose reason is one of the rollout's own. */
  sealed interface Listed extends Hold {
    /** Why it holds. */
    default WaitReason waitReason() {
      return switch (this) {
        case EmergencyStop _ -> WaitReason.EMERGENCY_STOP;
        case BreakGlassAffected _ -> WaitReason.BREAK_GLASS_AFFECTED;
        case Frozen _ -> WaitReason.TENANT_FROZEN;
        case Paused _ -> WaitReason.PAUSED;
        case BreakGlassUnverified _ -> WaitReason.BREAK_GLASS_UNVERIFIED;
        case PreflightFailed _ -> WaitReason.PREFLIGHT_FAILED;
        case GroupsUnresolved _ -> WaitReason.GROUPS_UNRESOLVED;
        case PolicyNotInSync _ -> WaitReason.POLICY_NOT_IN_SYNC;
        case MembershipNotInSync _ -> WaitReason.MEMBERSHIP_NOT_IN_SYNC;
        case ScopeWidened _ -> WaitReason.SCOPE_WIDENED;
        case MembershipSettling _ -> WaitReason.MEMBERSHIP_SETTLING;
      };
    }
  }

  /**
   * A person stopped everything. Not only a hold: the enforced policy goes to report-only. It is
   * presented until a person resumed.
   *
   * @param latch the name of the stop
   * @param by the token of the annotation, or where the field is
   */
  record EmergencyStop(String latch, String by) implements Listed {}

  /**
   * A person froze the whole tenant (spec.freeze of the EntraTenant). Repairs go on.
   *
   * @param why in the person's words
   */
  record Frozen(String why) implements Listed {}

  /** A person paused the rollout (spec.paused). Repairs go on. */
  record Paused() implements Listed {}

  /**
   * An enforced policy applies to an emergency access account. Not only a hold: the enforced policy
   * goes to report-only, and stays so until a person resumes, lest it is enforced again and again.
   */
  record BreakGlassAffected(String message) implements Listed {}

  /** Break-glass accounts are not known to get anybody in. */
  record BreakGlassUnverified(String message) implements Listed {}

  /** The tenant is not fit for enforcement. */
  record PreflightFailed(String message) implements Listed {}

  /** A group that a stage names was not found, or more than one was. */
  record GroupsUnresolved(String message) implements Listed {}

  /** The policies are not what the stage wants. */
  record PolicyNotInSync(String message) implements Listed {}

  /** The members of managed groups are not what the stages want. */
  record MembershipNotInSync(String message) implements Listed {}

  /**
   * More is wanted enforced than has passed a gate, after the last gate has passed: the last stage
   * begins anew. In a stage it holds nothing, since its own gate judges what is wider.
   *
   * @param what what is wider, in a few words
   */
  record ScopeWidened(String what) implements Listed {}

  /** Members were changed shortly before the start, and may not be covered yet. */
  record MembershipSettling(Instant until) implements Listed {}

  /**
   * Anything else that a caller knows of.
   *
   * @param reason one word in UpperCamelCase
   * @param message one sentence
   * @param advice until when it holds and what a person can do
   */
  record Other(String reason, String message, Advice advice) implements Hold {}

  /**
   * Whether not even the first stage begins. What is not in sync yet, or not fit for enforcement
   * yet, is so because nothing was written yet, or matters only later.
   */
  default boolean holdsTheBeginning() {
    return switch (this) {
      case PolicyNotInSync _ -> false;
      case MembershipNotInSync _ -> false;
      case PreflightFailed _ -> false;
      case ScopeWidened _ -> false;
      case MembershipSettling _ -> true;
      case EmergencyStop _ -> true;
      case BreakGlassAffected _ -> true;
      case Frozen _ -> true;
      case Paused _ -> true;
      case BreakGlassUnverified _ -> true;
      case GroupsUnresolved _ -> true;
      case Other _ -> true;
    };
  }

  /** What is told first when several hold: what people asked for, the wider before the narrower. */
  private int rank() {
    return switch (this) {
      case EmergencyStop _ -> 0;
      case BreakGlassAffected _ -> 1;
      case Frozen _ -> 2;
      case Paused _ -> 3;
      case BreakGlassUnverified _ -> 4;
      case PreflightFailed _ -> 4;
      case GroupsUnresolved _ -> 4;
      case PolicyNotInSync _ -> 4;
      case MembershipNotInSync _ -> 4;
      case ScopeWidened _ -> 4;
      case MembershipSettling _ -> 4;
      case Other _ -> 4;
    };
  }

  /** In the order in which they are told. */
  static List<Hold> inOrder(List<Hold> holds) {
    return holds.stream().sorted(Comparator.comparingInt(Hold::rank)).toList();
  }

  /** One word in UpperCamelCase, for conditions and {@code nextAction.blockedBy}. */
  default String reason() {
    return switch (this) {
      case Other(String reason, String _, Advice _) -> reason;
      case Listed listed -> listed.waitReason().apiName();
    };
  }

  /** Until when it holds and what a person can do. */
  default Advice advice() {
    return switch (this) {
      case Other(String _, String _, Advice advice) -> advice;
      case Listed listed -> listed.waitReason().advice();
    };
  }

  /** One sentence: what holds, and what a person can do. */
  default String sentence() {
    return switch (this) {
      case EmergencyStop(String latch, String by) ->
          "Emergency stop ("
              + Latch.requester(by)
              + ", ID "
              + latch
              + "): everything goes to report-only. Resuming enforces again at once.";
      case BreakGlassAffected(String message) -> message;
      case Frozen(String why) ->
          "Every promotion of the tenant is frozen: "
              + why
              + "; remove spec.freeze of the EntraTenant to continue.";
      case Paused paused -> "Paused by spec.paused; set it to false to continue.";
      case BreakGlassUnverified(String message) -> message;
      case PreflightFailed(String message) -> message;
      case GroupsUnresolved(String message) -> message;
      case PolicyNotInSync(String message) -> message;
      case MembershipNotInSync(String message) -> message;
      case ScopeWidened(String what) -> "More is to be enforced than has passed: " + what + ".";
      case MembershipSettling(Instant until) ->
          "Members of managed groups were changed shortly before the operator started, so it does"
              + " not know whom the policies may not cover yet: the stage is not left before "
              + until
              + " (gate.settleTime.membership).";
      case Other(String _, String message, Advice _) -> message;
    };
  }
}
