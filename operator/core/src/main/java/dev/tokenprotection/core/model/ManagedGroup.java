package dev.tokenprotection.core.model;

import java.util.List;

/**
 * A group that the operator creates and whose members it owns.
 *
 * @param displayName the group's name, unique within the rollout
 * @param membership whether members that the rollout does not name are removed
 * @param users object ids or user principal names, as written in the rollout
 */
public record ManagedGroup(String displayName, Membership membership, List<String> users) {
  /** What happens to members that the rollout does not name. */
  public enum Membership {
    /** They are removed. */
    AUTHORITATIVE,
    /** They stay. */
    ADDITIVE
  }

  public ManagedGroup {
    users = List.copyOf(users);
  }
}
