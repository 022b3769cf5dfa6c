package dev.tokenprotection.core.port;

import dev.tokenprotection.core.model.GroupId;

/**
 * A group as the directory has it.
 *
 * @param id its object id
 * @param displayName its name, not unique
 * @param description its description, empty when there is none
 * @param kind how its members come about
 */
public record Group(GroupId id, String displayName, String description, Kind kind) {
  /** How a group's members come about, which decides whether an application may change them. */
  public enum Kind {
    /** Members are assigned. */
    ASSIGNED,
    /** Members follow a rule. */
    DYNAMIC,
    /** Members come from an on-premises directory. */
    SYNCED,
    /** Assigned, and eligible for directory roles: needs another permission. */
    ROLE_ASSIGNABLE,
    /** In a restricted management administrative unit. */
    MANAGEMENT_RESTRICTED
  }
}
