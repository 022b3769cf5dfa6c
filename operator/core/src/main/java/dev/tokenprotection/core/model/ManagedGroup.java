package dev.tokenprotection.core.model;

import java.util.List;

/**
 * A group that the operator creates and whose members it owns.
 *
 * @param displayName the group's name, unique within the rollout
 * @param membership whether members that the rollout does not name are removed
 * @param users object ids or user principal names, as written in the rollout
 * @param samples at most one part of another group, whose users are members too; a list, since it
 *     may be absent
 */
public record ManagedGroup(
    String displayName, Membership membership, List<String> users, List<Sample> samples) {
  /** What happens to members that the rollout does not name. */
  public enum Membership {
    /** They are removed. */
    AUTHORITATIVE,
    /** They stay. */
    ADDITIVE
  }

  public ManagedGroup {
    users = List.copyOf(users);
    samples = List.copyOf(samples);
  }

  /** A group of the users that are named, and nobody else. */
  public ManagedGroup(String displayName, Membership membership, List<String> users) {
    this(displayName, membership, users, List.of());
  }
}
