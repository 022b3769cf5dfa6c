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

  /** Whether the write lowers enforcement by what a policy says, not by who is in a group. */
  public boolean lowersPolicy() {
    return direction == Direction.LESS
        && switch (action) {
          case Action.SetPolicyState state -> true;
          case Action.UpdatePolicy update -> true;
          case Action.CreateGroup create -> false;
          case Action.CreatePolicy create -> false;
          case Action.AddMembers add -> false;
          case Action.RemoveMember remove -> false;
        };
  }
}
