package dev.tokenprotection.kubernetes;

import java.time.Duration;
import java.util.Map;

/**
 * Where the operator counts what it does. Every parameter that becomes a label has few values, and
 * none names a resource, a user or a tenant: the number of series is bounded, whatever is deployed.
 * Implementations must be quick, safe for several threads, and must not throw.
 */
public interface DecisionMetrics {
  /** The kinds of resource that are reconciled. */
  enum ResourceKind {
    ENTRA_TENANT,
    TOKEN_PROTECTION_ROLLOUT
  }

  /** How a reconcile ended. */
  enum ReconcileResult {
    /** What is wanted is there, or the next step has a time. */
    SETTLED,
    /** Something must be mended by a person. */
    STALLED,
    /** The world outside failed in a way that may pass by itself. */
    RETRYING,
    /** The resource changed meanwhile; decided anew. */
    CONFLICT,
    /** A defect: an exception that no one expected. */
    FAILED
  }

  /** What the stage machine decided. */
  enum StageDecision {
    START,
    STAY,
    FAIL_GATE,
    PROMOTE,
    COMPLETE,
    SKIP,
    RETRY,
    ROLL_BACK,
    FALL_BACK,
    RESUME
  }

  /** What a gate said. */
  enum GateVerdict {
    ERROR,
    INCONCLUSIVE,
    FAILED,
    SUCCESSFUL,
    RUNNING
  }

  /** What kind of write was sent to Entra. */
  enum WriteKind {
    CREATE_GROUP,
    ADD_MEMBERS,
    REMOVE_MEMBER,
    CREATE_POLICY,
    ADOPT_POLICY,
    RESTORE_POLICY,
    TAKE_OVER,
    UPDATE_POLICY,
    SET_POLICY_STATE
  }

  /** How a write to Entra ended. */
  enum WriteResult {
    DONE,
    FAILED,
    /** The request left, its answer did not come. */
    UNKNOWN,
    /** Not sent: the lease was not ours for long enough. */
    NOT_LEADING
  }

  /** The states of a rollout. */
  enum RolloutPhase {
    PENDING,
    PROGRESSING,
    SOAKING,
    PAUSED,
    HOLDING,
    FAILED,
    STOPPED,
    STALLED,
    COMPLETED,
    DELETING
  }

  /** A reconcile ended. */
  void reconciled(ResourceKind kind, ReconcileResult result, Duration took);

  /** The stage machine decided. */
  void decided(StageDecision decision);

  /** A gate was evaluated. */
  void evaluated(GateVerdict verdict);

  /** A write to Entra was sent, or withheld. */
  void written(WriteKind kind, WriteResult result);

  /** Rows of the sign-in logs were read. */
  void signInsRead(long rows);

  /** How many rollouts are in each phase; phases without any are absent. */
  void rollouts(Map<RolloutPhase, Integer> byPhase);

  /** The largest lag of sign-in logs that is measured over all tenants. */
  void signInLag(Duration largest);

  /** Whether this replica acts. */
  void leading(Leadership leadership);

  /** Whether a replica acts. */
  enum Leadership {
    LEADING,
    STANDING_BY
  }

  /** Counts nothing. */
  DecisionMetrics NONE =
      new DecisionMetrics() {
        @Override
        public void reconciled(ResourceKind kind, ReconcileResult result, Duration took) {}

        @Override
        public void decided(StageDecision decision) {}

        @Override
        public void evaluated(GateVerdict verdict) {}

        @Override
        public void written(WriteKind kind, WriteResult result) {}

        @Override
        public void signInsRead(long rows) {}

        @Override
        public void rollouts(Map<RolloutPhase, Integer> byPhase) {}

        @Override
        public void signInLag(Duration largest) {}

        @Override
        public void leading(Leadership leadership) {}
      };
}
