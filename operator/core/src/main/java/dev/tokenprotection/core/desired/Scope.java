package dev.tokenprotection.core.desired;

import dev.tokenprotection.core.model.DeviceFilter;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.Guests;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.UserId;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which sign-ins a policy judges: users, applications, platforms, clients, devices, exclusions.
 * Evidence belongs to the scope under which it was seen, and what is enforced is never wider than a
 * scope that passed its gate.
 *
 * <p>Scopes are only partly ordered. Where it can't be told that one lies within another (a group
 * may or may not be nested in another group, a device rule may or may not imply another), it counts
 * as not within.
 *
 * @param includeUsers ids of users, {@code None} or {@code All}
 * @param includeGroups groups that are covered
 * @param excludeUsers users that are left out
 * @param excludeGroups groups that are left out
 * @param guests whether guests are covered
 * @param applications appIds, {@code Office365} or {@code All}
 * @param platforms as Graph spells them; empty or {@code all} for any
 * @param clientAppTypes as Graph spells them; empty or {@code all} for any
 * @param deviceFilter the devices that are left out
 * @param tokenProtection whether a bound token is asked for at all
 */
public record Scope(
    SortedSet<String> includeUsers,
    SortedSet<GroupId> includeGroups,
    SortedSet<UserId> excludeUsers,
    SortedSet<GroupId> excludeGroups,
    Guests guests,
    SortedSet<String> applications,
    SortedSet<String> platforms,
    SortedSet<String> clientAppTypes,
    DeviceFilter deviceFilter,
    TokenProtection tokenProtection) {

  /** All users, all resources. Source: Microsoft Graph, conditionalAccessUsers resource type. */
  private static final String ALL = "All";

  /**
   * All platforms, all client types. Source: Microsoft Graph, conditionalAccessConditionSet
   * resource type.
   */
  private static final String ANY = "all";

  /** No sign-in at all: what has passed a gate before the first one was passed. */
  public static final Scope NOTHING =
      passed(
          new TreeSet<>(),
          new TreeSet<>(),
          Guests.EXCLUDED,
          new TreeSet<>(),
          new TreeSet<>(),
          DeviceFilter.NONE);

  public Scope {
    includeUsers = frozen(includeUsers);
    includeGroups = frozen(includeGroups);
    excludeUsers = frozen(excludeUsers);
    excludeGroups = frozen(excludeGroups);
    applications = frozen(applications);
    platforms = frozen(platforms);
    clientAppTypes = frozen(clientAppTypes);
  }

  /** The scope of a policy, in whatever state it is. */
  public static Scope of(PolicyContent content) {
    return new Scope(
        content.includeUsers(),
        content.includeGroups(),
        content.excludeUsers(),
        content.excludeGroups(),
        content.guests(),
        content.applications(),
        content.platforms(),
        content.clientAppTypes(),
        content.deviceFilter(),
        content.tokenProtection());
  }

  /**
   * A scope as it is kept after it passed a gate. Break-glass users are not part of it: they are
   * excluded from every policy, however they change.
   */
  public static Scope passed(
      SortedSet<GroupId> includeGroups,
      SortedSet<GroupId> excludeGroups,
      Guests guests,
      SortedSet<String> applications,
      SortedSet<String> platforms,
      DeviceFilter deviceFilter) {
    return new Scope(
        new TreeSet<>(),
        includeGroups,
        new TreeSet<>(),
        excludeGroups,
        guests,
        applications,
        platforms,
        new TreeSet<>(Set.of(PolicyContent.MOBILE_APPS_AND_DESKTOP_CLIENTS)),
        deviceFilter,
        TokenProtection.REQUIRED);
  }

  /**
   * The scope that has passed once the gate of {@code stage} has: the cohorts that this gate was
   * about. What had passed before stays passed only if this gate judged nothing wider: evidence
   * about one application is none about another. Excluded are the rollout's exceptions; break-glass
   * has a guard of its own and may change without another gate.
   *
   * @param before what had passed until then
   * @param observe the observe policy as it was while the evidence grew
   */
  public static Scope passedWith(
      Scope before, Rollout rollout, int stage, Resolved resolved, PolicyContent observe) {
    SortedSet<GroupId> groups =
        new TreeSet<>(
            DesiredState.groupsOf(
                DesiredState.judgedIncludes(rollout, stage, resolved, before, observe), resolved));
    if (underConditions(observe, before.includeGroups, rollout, resolved).isWithin(before)) {
      groups.addAll(before.includeGroups);
    }
    return underConditions(observe, groups, rollout, resolved);
  }

  /** These groups under the conditions of the observe policy, without the rollout's exceptions. */
  static Scope underConditions(
      PolicyContent observe, SortedSet<GroupId> includeGroups, Rollout rollout, Resolved resolved) {
    SortedSet<GroupId> exceptions = new TreeSet<>();
    rollout.excludeGroups().forEach(g -> resolved.group(g).ifPresent(exceptions::add));
    exceptions.retainAll(observe.excludeGroups());
    return passed(observe, includeGroups, exceptions);
  }

  private static Scope passed(
      PolicyContent observe, SortedSet<GroupId> includeGroups, SortedSet<GroupId> excludeGroups) {
    return passed(
        includeGroups,
        excludeGroups,
        observe.guests(),
        observe.applications(),
        observe.platforms(),
        observe.deviceFilter());
  }

  /** Whether every sign-in that this scope judges is judged by {@code wider} too. */
  public boolean isWithin(Scope wider) {
    return tokenProtection == TokenProtection.ABSENT
        || wider.tokenProtection == TokenProtection.REQUIRED
            && usersWithin(wider)
            && excludeUsers.containsAll(wider.excludeUsers)
            && excludeGroups.containsAll(wider.excludeGroups)
            && (guests == Guests.EXCLUDED || wider.guests == Guests.COVERED)
            && (wider.applications.contains(ALL) || wider.applications.containsAll(applications))
            && (isAny(wider.platforms)
                || !isAny(platforms) && wider.platforms.containsAll(platforms))
            && (isAny(wider.clientAppTypes)
                || !isAny(clientAppTypes) && wider.clientAppTypes.containsAll(clientAppTypes))
            && clauses(deviceFilter).containsAll(clauses(wider.deviceFilter));
  }

  /**
   * The widest scope that can be told to lie both within this one and within {@code other}, field
   * by field; a field that would be left without any value keeps the value it has.
   */
  public Scope meet(Scope other) {
    SortedSet<GroupId> groups = commonGroups(other);
    return new Scope(
        commonUsers(other, groups),
        groups,
        union(excludeUsers, other.excludeUsers),
        union(excludeGroups, other.excludeGroups),
        guests == Guests.EXCLUDED ? guests : other.guests,
        applications.contains(ALL) ? other.applications : common(applications, other.applications),
        isAny(platforms) ? other.platforms : common(platforms, other.platforms),
        isAny(clientAppTypes) ? other.clientAppTypes : common(clientAppTypes, other.clientAppTypes),
        clauses(other.deviceFilter).containsAll(clauses(deviceFilter))
            ? other.deviceFilter
            : deviceFilter,
        tokenProtection == TokenProtection.ABSENT ? tokenProtection : other.tokenProtection);
  }

  /** {@code content} with this scope in place of its own. */
  public PolicyContent in(PolicyContent content) {
    return new PolicyContent(
        content.displayName(),
        content.state(),
        includeUsers,
        includeGroups,
        excludeUsers,
        excludeGroups,
        guests,
        applications,
        platforms,
        clientAppTypes,
        deviceFilter,
        tokenProtection);
  }

  private boolean usersWithin(Scope wider) {
    if (wider.includeUsers.contains(ALL)) {
      return true;
    }
    return wider.includeGroups.containsAll(includeGroups)
        && includeUsers.stream()
            .allMatch(u -> u.equals(PolicyContent.NONE) || wider.includeUsers.contains(u));
  }

  private SortedSet<GroupId> commonGroups(Scope other) {
    if (includeUsers.contains(ALL)) {
      return other.includeGroups;
    }
    SortedSet<GroupId> groups = new TreeSet<>(includeGroups);
    if (!other.includeUsers.contains(ALL)) {
      groups.retainAll(other.includeGroups);
    }
    return groups;
  }

  private SortedSet<String> commonUsers(Scope other, SortedSet<GroupId> groups) {
    if (includeUsers.contains(ALL)) {
      return other.includeUsers;
    }
    SortedSet<String> users = new TreeSet<>(includeUsers);
    if (!other.includeUsers.contains(ALL)) {
      users.retainAll(other.includeUsers);
    }
    if (users.isEmpty() && groups.isEmpty()) {
      users.add(PolicyContent.NONE);
    }
    return users;
  }

  private static boolean isAny(Set<String> values) {
    return values.isEmpty() || values.contains(ANY);
  }

  private static SortedSet<String> common(SortedSet<String> mine, SortedSet<String> others) {
    SortedSet<String> common = new TreeSet<>(mine);
    common.retainAll(others);
    return common.isEmpty() ? mine : common;
  }

  private static <T> SortedSet<T> union(SortedSet<T> mine, SortedSet<T> others) {
    SortedSet<T> union = new TreeSet<>(mine);
    union.addAll(others);
    return union;
  }

  private static Set<String> clauses(DeviceFilter filter) {
    return DeviceRule.alternatives(filter.excludeRule());
  }

  private static <T> SortedSet<T> frozen(SortedSet<T> set) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(set));
  }
}
