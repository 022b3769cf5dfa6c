package dev.tokenprotection.core.port;

import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import java.util.List;

/**
 * All policies of a tenant.
 *
 * @param policies those that could be read
 * @param unreadable those of which no more than what they are called could be read: a stranger's
 *     policy must not stop everything else, one of ours must
 */
public record PolicyListing(List<ObservedPolicy> policies, List<Unreadable> unreadable) {
  public PolicyListing {
    policies = List.copyOf(policies);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * A policy that is not what the service documents.
   *
   * @param why what is wrong with it, such as {@code "state" is not a text}
   */
  public record Unreadable(PolicyId id, String displayName, String why) {}
}
