package dev.tokenprotection.core.model;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The emergency access accounts of a tenant, excluded from every policy. Source: Microsoft Entra,
 * "Manage emergency access accounts", section "Exclude at least one account from Conditional Access
 * policies".
 *
 * @param users users named by object id
 * @param groups groups named by object id
 */
public record BreakGlass(SortedSet<UserId> users, SortedSet<GroupId> groups) {
  /** None declared. */
  public static final BreakGlass NONE = new BreakGlass(new TreeSet<>(), new TreeSet<>());

  public BreakGlass {
    users = Collections.unmodifiableSortedSet(new TreeSet<>(users));
    groups = Collections.unmodifiableSortedSet(new TreeSet<>(groups));
  }

  /** Whether {@code policy} leaves out every one of them. */
  public boolean isExcludedBy(PolicyContent policy) {
    return policy.excludeUsers().containsAll(users) && policy.excludeGroups().containsAll(groups);
  }
}
