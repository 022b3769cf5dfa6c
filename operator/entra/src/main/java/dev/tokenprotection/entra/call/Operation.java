package dev.tokenprotection.entra.call;

/**
 * What a call is, for its limits and its messages.
 *
 * @param attempted what is tried and on what, after "could not": {@code read the group 5c…}
 * @param target what kind of object it is about, which decides what a refusal means
 * @param lane the limit it falls under
 * @param permissions the app permissions it needs
 */
public record Operation(String attempted, Target target, Lane lane, Permissions permissions) {
  /** What a call is about. */
  public enum Target {
    POLICY,
    GROUP,
    OTHER
  }

  /** A call about Conditional Access policies. */
  public static Operation onPolicies(String attempted, Permissions permissions) {
    return new Operation(attempted, Target.POLICY, Lane.CONDITIONAL_ACCESS, permissions);
  }

  /** A call about groups and their members. */
  public static Operation onGroups(String attempted, Permissions permissions) {
    return new Operation(attempted, Target.GROUP, Lane.DIRECTORY, permissions);
  }

  /** A call about anything else in the directory. */
  public static Operation onDirectory(String attempted, Permissions permissions) {
    return new Operation(attempted, Target.OTHER, Lane.DIRECTORY, permissions);
  }
}
