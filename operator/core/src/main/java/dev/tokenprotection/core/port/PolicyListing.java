package dev.tokenprotection.core.port;

import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import java.util.List;

/**
 * All policies of a tenant.
 *
 * @param policies those that could be read, above all every one that carries a marker of ours
 * @param unreadable others, of which no more than what they are called could be read: one of them
 *     must not stop everything else
 */
public record PolicyListing(List<ObservedPolicy> policies, List<Unreadable> unreadable) {
  public PolicyListing {
    policies = List.copyOf(policies);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * A policy without a marker of ours that is not what the service documents.
   *
   * @param why what is wrong with it, such as {@code "state" is not a text}
   */
  public record Unreadable(PolicyId id, String displayName, String why) {}
}
