package dev.tokenprotection.simulator.signin.policy;

import dev.tokenprotection.simulator.population.Binding;

/**
 * All that decides whether a sign-in meets what the policies demand. Everybody has done MFA.
 *
 * @param binding of the token that is asked for
 * @param compliance whether the device is compliant
 * @param join whether the device is hybrid joined
 * @param presence whether there is somebody who could act on a prompt
 */
public record SessionFacts(
    Binding binding, Compliance compliance, DomainJoin join, Presence presence) {

  /** Of the device, as its MDM reports it. */
  public enum Compliance {
    COMPLIANT,
    NOT_COMPLIANT
  }

  /** Of the device to an on-premises domain. */
  public enum DomainJoin {
    HYBRID_JOINED,
    NOT_HYBRID_JOINED
  }

  /** Of the user at the sign-in. */
  public enum Presence {
    INTERACTIVE,
    NON_INTERACTIVE
  }
}
