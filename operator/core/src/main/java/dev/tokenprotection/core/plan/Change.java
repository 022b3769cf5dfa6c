package dev.tokenprotection.core.plan;

/**
 * A write, and what it does to enforcement.
 *
 * @param action the write
 * @param direction what it does to enforcement, judged by what was observed
 */
public record Change(Action action, Direction direction) {

  /** A write to a tenant that is as {@code observed}. */
  public static Change of(Action action, ObservedState observed) {
    return new Change(action, Direction.of(action, observed));
  }

  /** Whether the write takes a policy away from enforcement by its state alone. */
  public boolean isTowardsReportOnly() {
    return direction == Direction.LESS && action instanceof Action.SetPolicyState;
  }

  /** Whether the write is about a policy, not about a group or its members. */
  public boolean writesPolicy() {
    return switch (action) {
      case Action.CreatePolicy _ -> true;
      case Action.RestorePolicy _ -> true;
      case Action.AdoptPolicy _ -> true;
      case Action.TakeOver.OfPolicy _ -> true;
      case Action.TakeOver.OfGroup _ -> false;
      case Action.UpdatePolicy _ -> true;
      case Action.SetPolicyState _ -> true;
      case Action.CreateGroup _ -> false;
      case Action.AddMembers _ -> false;
      case Action.RemoveMember _ -> false;
    };
  }

  /**
   * Whether the write lowers enforcement by what a policy says, not by who is in a group. An
   * adoption or take-over does not count: what it writes to is not this rollout's yet.
   */
  public boolean lowersPolicy() {
    return direction == Direction.LESS
        && switch (action) {
          case Action.SetPolicyState _ -> true;
          case Action.UpdatePolicy _ -> true;
          case Action.CreateGroup _ -> false;
          case Action.CreatePolicy _ -> false;
          case Action.RestorePolicy _ -> false;
          case Action.AdoptPolicy _ -> false;
          case Action.TakeOver _ -> false;
          case Action.AddMembers _ -> false;
          case Action.RemoveMember _ -> false;
        };
  }
}
