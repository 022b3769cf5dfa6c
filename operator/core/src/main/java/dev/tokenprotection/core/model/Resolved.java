package dev.tokenprotection.core.model;

import java.util.Map;
import java.util.Optional;

/**
 * The object ids behind the names that a rollout uses, pinned at their first resolution.
 *
 * @param groups ids of groups that exist already
 * @param managedGroups ids of groups that the operator owns, by display name; one not created yet
 *     is absent
 */
public record Resolved(Map<GroupReference, GroupId> groups, Map<String, GroupId> managedGroups) {
  public Resolved {
    groups = Map.copyOf(groups);
    managedGroups = Map.copyOf(managedGroups);
  }

  /** The id behind {@code reference}; empty when it is not resolved. */
  public Optional<GroupId> group(GroupReference reference) {
    return switch (reference) {
      case GroupReference.ById byId -> Optional.of(byId.id());
      case GroupReference.ByDisplayName byName -> Optional.ofNullable(groups.get(byName));
    };
  }

  /** The id of the managed group with this display name; empty when it does not exist yet. */
  public Optional<GroupId> managedGroup(String displayName) {
    return Optional.ofNullable(managedGroups.get(displayName));
  }
}
