package dev.tokenprotection.entra.call;

import java.util.List;
import java.util.Set;

/**
 * The app permissions that a call needs. Source: Microsoft Graph v1.0 reference, section
 * "Permissions" of each call. Each entry is a choice: its first member is the least permission, any
 * of its members will do.
 */
public enum Permissions {
  READ_POLICIES(anyOf("Policy.Read.All", "Policy.Read.ConditionalAccess")),
  WRITE_POLICIES(
      anyOf("Policy.Read.All"),
      anyOf("Policy.ReadWrite.ConditionalAccess"),
      anyOf("Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All")),
  ASK_WHAT_IF(
      anyOf(
          "Policy.Read.ConditionalAccess",
          "Policy.Read.All",
          "Policy.ReadWrite.ConditionalAccess")),
  READ_GROUPS(
      anyOf(
          "Group.Read.All",
          "GroupMember.Read.All",
          "Group.ReadWrite.All",
          "GroupMember.ReadWrite.All",
          "Directory.Read.All",
          "Directory.ReadWrite.All")),
  CREATE_GROUPS(anyOf("Group.Create", "Group.ReadWrite.All", "Directory.ReadWrite.All")),
  WRITE_GROUPS(anyOf("Group.ReadWrite.All", "Directory.ReadWrite.All")),
  READ_MEMBERS(
      anyOf(
          "GroupMember.Read.All",
          "Group.Read.All",
          "Group.ReadWrite.All",
          "GroupMember.ReadWrite.All",
          "Directory.Read.All",
          "Directory.ReadWrite.All"),
      anyOf(
          "User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All")),
  WRITE_MEMBERS(
      anyOf("GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All")),
  READ_USERS(
      anyOf(
          "User.Read.All", "User.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All")),
  READ_DEVICES(
      anyOf(
          "Device.Read.All",
          "Device.ReadWrite.All",
          "Directory.Read.All",
          "Directory.ReadWrite.All")),
  READ_SERVICE_PRINCIPALS(
      anyOf("Application.Read.All", "Application.ReadWrite.All", "Directory.Read.All")),
  READ_SECURITY_DEFAULTS(anyOf("Policy.Read.All")),
  READ_LICENCES(
      anyOf(
          "Organization.Read.All",
          "LicenseAssignment.Read.All",
          "Organization.ReadWrite.All",
          "Directory.Read.All",
          "Directory.ReadWrite.All")),
  READ_AUDITS(anyOf("AuditLog.Read.All")),
  READ_SIGN_INS(
      anyOf("AuditLog.Read.All"), anyOf("Policy.Read.ConditionalAccess", "Policy.Read.All"));

  private final List<Choice> choices;

  Permissions(Choice... choices) {
    this.choices = List.of(choices);
  }

  private static Choice anyOf(String... permissions) {
    return new Choice(List.of(permissions));
  }

  /** The least permissions, all of which are needed. */
  public List<String> least() {
    return choices.stream().map(Choice::least).toList();
  }

  /** The least permissions that {@code granted} lacks. */
  public List<String> missingFrom(Set<String> granted) {
    return choices.stream()
        .filter(choice -> choice.any().stream().noneMatch(granted::contains))
        .map(Choice::least)
        .toList();
  }

  /** Permissions of which one is enough, the least first. */
  private record Choice(List<String> any) {
    String least() {
      return any.getFirst();
    }
  }
}
