package dev.tokenprotection.core.model;

import java.util.Map;

/**
 * Whether a rollout's policies are made, or existing ones taken over (spec.policy.creationPolicy).
 */
public sealed interface CreationPolicy {
  /** They are always made. */
  record Create() implements CreationPolicy {}

  /** The one existing policy of the wanted name is taken over; what is missing then is made. */
  record AdoptOrCreate() implements CreationPolicy {}

  /**
   * Existing policies are taken over by id; a role that no id is given for is made.
   *
   * @param ids the policies, by the role that each is to play
   */
  record Adopt(Map<PolicyRole, PolicyId> ids) implements CreationPolicy {
    public Adopt {
      ids = Map.copyOf(ids);
    }
  }
}
