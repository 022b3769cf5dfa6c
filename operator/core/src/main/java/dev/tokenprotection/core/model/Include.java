package dev.tokenprotection.core.model;

import java.util.List;

/**
 * Whom a stage adds.
 *
 * @param groups groups that exist already
 * @param managedGroups at most one group that the operator owns; a list, since it may be absent
 */
public record Include(List<GroupReference> groups, List<ManagedGroup> managedGroups) {
  public Include {
    groups = List.copyOf(groups);
    managedGroups = List.copyOf(managedGroups);
    if (groups.isEmpty() && managedGroups.isEmpty()) {
      throw new IllegalArgumentException("an include names at least one group");
    }
  }
}
