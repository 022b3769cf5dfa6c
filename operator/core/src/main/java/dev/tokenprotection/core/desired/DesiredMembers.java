package dev.tokenprotection.core.desired;

import dev.tokenprotection.core.model.UserId;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who should be a member of which managed group, by the group's display name.
 *
 * <p>A group is left out when not every name that its rollout writes could be resolved: unset is
 * not empty, so nobody is added to or removed from such a group.
 */
public final class DesiredMembers {
  /** No group is known well enough to change its members. */
  public static final DesiredMembers UNKNOWN = new DesiredMembers(Map.of());

  private final Map<String, SortedSet<UserId>> byGroup;

  private DesiredMembers(Map<String, ? extends Set<UserId>> byGroup) {
    Map<String, SortedSet<UserId>> copy = new TreeMap<>();
    byGroup.forEach(
        (group, users) -> copy.put(group, Collections.unmodifiableSortedSet(new TreeSet<>(users))));
    this.byGroup = Collections.unmodifiableMap(copy);
  }

  /** The members of groups all of whose users were resolved. */
  public static DesiredMembers of(Map<String, ? extends Set<UserId>> byGroup) {
    return new DesiredMembers(byGroup);
  }

  /** Who should be a member; empty when that is not known. */
  public Optional<SortedSet<UserId>> of(String displayName) {
    return Optional.ofNullable(byGroup.get(displayName));
  }
}
