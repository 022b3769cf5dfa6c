package dev.tokenprotection.core.guard;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The app permissions that the operator's calls need. Source: Microsoft Graph, section
 * "Permissions" of the reference page of each call, and "Microsoft Graph permissions reference".
 */
public enum RequiredPermission {
  READ_POLICIES("read Conditional Access policies", List.of(List.of("Policy.Read.All"))),
  WRITE_POLICIES(
      "write Conditional Access policies",
      List.of(List.of("Policy.ReadWrite.ConditionalAccess", "Application.Read.All"))),
  READ_SIGN_INS("read sign-in logs", List.of(List.of("AuditLog.Read.All"))),
  READ_USERS(
      "read users",
      List.of(
          List.of("User.Read.All"), List.of("User.ReadWrite.All"), List.of("Directory.Read.All"))),
  READ_GROUPS(
      "read groups and their members",
      List.of(
          List.of("Group.Read.All"),
          List.of("Group.ReadWrite.All"),
          List.of("Directory.Read.All"))),
  READ_LICENCES(
      "read licences",
      List.of(
          List.of("Organization.Read.All"),
          List.of("LicenseAssignment.Read.All"),
          List.of("Directory.Read.All"))),
  WRITE_GROUPS(
      "create managed groups and change their members",
      List.of(
          List.of("Group.ReadWrite.All"), List.of("Group.Create", "GroupMember.ReadWrite.All")));

  private final String purpose;
  private final List<List<String>> alternatives;

  RequiredPermission(String purpose, List<List<String>> alternatives) {
    this.purpose = purpose;
    this.alternatives = alternatives;
  }

  /** Whether a rollout owns groups, which needs a permission more. */
  public enum Groups {
    MANAGED,
    EXISTING_ONLY
  }

  /** What {@code granted} does not allow, of what a rollout needs. */
  public static Set<RequiredPermission> missing(Set<String> granted, Groups groups) {
    EnumSet<RequiredPermission> missing = EnumSet.noneOf(RequiredPermission.class);
    for (RequiredPermission permission : values()) {
      boolean needed = permission != WRITE_GROUPS || groups == Groups.MANAGED;
      if (needed && permission.alternatives.stream().noneMatch(granted::containsAll)) {
        missing.add(permission);
      }
    }
    return missing;
  }

  /** The permissions to grant for it, such as {@code [Policy.Read.All]}; wider ones do too. */
  public List<String> toGrant() {
    return alternatives.getFirst();
  }

  /** The permission and what it is needed for. */
  public String sentence() {
    return String.join(" and ", toGrant()) + " (to " + purpose + ")";
  }
}
