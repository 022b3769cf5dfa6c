package dev.tokenprotection.core.model;

import java.util.function.Function;

/**
 * The fields of a Conditional Access policy that a rollout owns. All others belong to whoever set
 * them: they are neither compared nor written.
 */
public enum PolicyField {
  DISPLAY_NAME("displayName", PolicyContent::displayName),
  STATE("state", PolicyContent::state),
  INCLUDE_USERS("conditions.users.includeUsers", PolicyContent::includeUsers),
  INCLUDE_GROUPS("conditions.users.includeGroups", PolicyContent::includeGroups),
  EXCLUDE_USERS("conditions.users.excludeUsers", PolicyContent::excludeUsers),
  EXCLUDE_GROUPS("conditions.users.excludeGroups", PolicyContent::excludeGroups),
  EXCLUDE_GUESTS("conditions.users.excludeGuestsOrExternalUsers", PolicyContent::guests),
  APPLICATIONS("conditions.applications.includeApplications", PolicyContent::applications),
  PLATFORMS("conditions.platforms.includePlatforms", PolicyContent::platforms),
  CLIENT_APP_TYPES("conditions.clientAppTypes", PolicyContent::clientAppTypes),
  DEVICE_FILTER("conditions.devices.deviceFilter", PolicyContent::deviceFilter),
  TOKEN_PROTECTION("sessionControls.secureSignInSession.isEnabled", PolicyContent::tokenProtection);

  private final String graphPath;
  private final Function<PolicyContent, Object> value;

  PolicyField(String graphPath, Function<PolicyContent, Object> value) {
    this.graphPath = graphPath;
    this.value = value;
  }

  /** Where the field is in Graph's {@code conditionalAccessPolicy}. */
  public String graphPath() {
    return graphPath;
  }

  /** The field's value in {@code content}; equal values mean no difference. */
  public Object of(PolicyContent content) {
    return value.apply(content);
  }
}
