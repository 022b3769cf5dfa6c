package dev.tokenprotection.core.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a rollout owns of a Conditional Access policy, normalised: sets instead of lists, ids in
 * lower case, so that what the service reorders or re-cases is no difference.
 *
 * @param displayName the name with the marker of ownership
 * @param state the policy's state
 * @param includeUsers ids of users, or {@code None} alone, which applies the policy to nobody
 * @param includeGroups groups whose transitive members are covered
 * @param excludeUsers users that are left out, whatever includes them
 * @param excludeGroups groups whose transitive members are left out
 * @param guests whether guests and external users are left out
 * @param applications appIds of the covered resources, in lower case
 * @param platforms {@code includePlatforms}, as Graph spells them
 * @param clientAppTypes {@code clientAppTypes}, as Graph spells them
 * @param deviceFilter the devices that are left out
 * @param tokenProtection whether the session control "require token protection" is on
 */
public record PolicyContent(
    String displayName,
    PolicyState state,
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

  /**
   * The only client-app condition of a native profile: browsers would block Teams Web and its like.
   */
  public static final String MOBILE_APPS_AND_DESKTOP_CLIENTS = "mobileAppsAndDesktopClients";

  /** The member of {@code includeUsers} that means nobody. */
  public static final String NONE = "None";

  /** Whether guests and external users are covered. */
  public enum Guests {
    COVERED,
    EXCLUDED
  }

  /** Whether the session control is on. */
  public enum TokenProtection {
    REQUIRED,
    ABSENT
  }

  public PolicyContent {
    includeUsers = frozen(includeUsers);
    includeGroups = frozen(includeGroups);
    excludeUsers = frozen(excludeUsers);
    excludeGroups = frozen(excludeGroups);
    applications = frozen(applications);
    platforms = frozen(platforms);
    clientAppTypes = frozen(clientAppTypes);
  }

  /** Whether the policy, as it stands, applies to somebody and is enforced. */
  public boolean enforces() {
    return state == PolicyState.ENABLED && !coversNobody();
  }

  /** Whether nobody is included. */
  public boolean coversNobody() {
    return includeGroups.isEmpty() && includeUsers.stream().allMatch(NONE::equals);
  }

  /** The fields in which {@code other} differs, in the order of {@link PolicyField}. */
  public Set<PolicyField> differences(PolicyContent other) {
    EnumSet<PolicyField> fields = EnumSet.noneOf(PolicyField.class);
    for (PolicyField field : PolicyField.values()) {
      if (!field.of(this).equals(field.of(other))) {
        fields.add(field);
      }
    }
    return fields;
  }

  /** This content with {@code fields} taken from {@code other}: what an update leaves behind. */
  public PolicyContent with(Set<PolicyField> fields, PolicyContent other) {
    return new PolicyContent(
        from(fields, PolicyField.DISPLAY_NAME, other).displayName,
        from(fields, PolicyField.STATE, other).state,
        from(fields, PolicyField.INCLUDE_USERS, other).includeUsers,
        from(fields, PolicyField.INCLUDE_GROUPS, other).includeGroups,
        from(fields, PolicyField.EXCLUDE_USERS, other).excludeUsers,
        from(fields, PolicyField.EXCLUDE_GROUPS, other).excludeGroups,
        from(fields, PolicyField.EXCLUDE_GUESTS, other).guests,
        from(fields, PolicyField.APPLICATIONS, other).applications,
        from(fields, PolicyField.PLATFORMS, other).platforms,
        from(fields, PolicyField.CLIENT_APP_TYPES, other).clientAppTypes,
        from(fields, PolicyField.DEVICE_FILTER, other).deviceFilter,
        from(fields, PolicyField.TOKEN_PROTECTION, other).tokenProtection);
  }

  /** The same content in another state. */
  public PolicyContent inState(PolicyState newState) {
    return new PolicyContent(
        displayName,
        newState,
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

  /** The same content that covers these and nobody else. */
  public PolicyContent including(SortedSet<String> users, SortedSet<GroupId> groups) {
    return new PolicyContent(
        displayName,
        state,
        users,
        groups,
        excludeUsers,
        excludeGroups,
        guests,
        applications,
        platforms,
        clientAppTypes,
        deviceFilter,
        tokenProtection);
  }

  /** The same content that leaves out these and nobody else. */
  public PolicyContent excluding(SortedSet<UserId> users, SortedSet<GroupId> groups) {
    return new PolicyContent(
        displayName,
        state,
        includeUsers,
        includeGroups,
        users,
        groups,
        guests,
        applications,
        platforms,
        clientAppTypes,
        deviceFilter,
        tokenProtection);
  }

  private PolicyContent from(Set<PolicyField> fields, PolicyField field, PolicyContent other) {
    return fields.contains(field) ? other : this;
  }

  private static <T> SortedSet<T> frozen(SortedSet<T> set) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(set));
  }
}
