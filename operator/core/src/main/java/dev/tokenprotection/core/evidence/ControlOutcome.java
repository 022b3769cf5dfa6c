package dev.tokenprotection.core.evidence;

import java.util.Collection;

/**
 * What a policy's entry says about the session control of token protection. Source: Microsoft Graph
 * beta, "appliedConditionalAccessPolicy resource type", sessionControlsNotSatisfied.
 */
public enum ControlOutcome {
  /** The list of controls that were not satisfied names token protection. */
  NOT_SATISFIED,
  /** The list is there without token protection, or is not there at all. */
  NOT_NAMED;

  /**
   * The outcome that a list of unsatisfied controls stands for; empty for a missing list. The
   * control is called SignInTokenProtection, and Binding in rows from before June 2023.
   */
  public static ControlOutcome ofControlsNotSatisfied(Collection<String> controls) {
    boolean named =
        controls.stream()
            .anyMatch(
                control ->
                    control.equalsIgnoreCase("SignInTokenProtection")
                        || control.equalsIgnoreCase("Binding"));
    return named ? NOT_SATISFIED : NOT_NAMED;
  }
}
