package dev.tokenprotection.entra.directory;

import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Group;
import dev.tokenprotection.core.port.User;
import dev.tokenprotection.entra.call.Answer;
import dev.tokenprotection.entra.call.LimitedAnswerException;

/**
 * Users and groups of the directory as the core sees them. Source: Microsoft Graph v1.0 reference,
 * "user resource type" and "group resource type".
 */
final class DirectoryProjection {
  static final String[] USER_MEMBERS = {
    "id", "accountEnabled", "onPremisesSyncEnabled", "userType"
  };
  static final String[] GROUP_MEMBERS = {
    "id",
    "displayName",
    "description",
    "groupTypes",
    "onPremisesSyncEnabled",
    "isAssignableToRole",
    "isManagementRestricted"
  };

  private DirectoryProjection() {}

  /**
   * A user. The account's state must be there: an application that may not read users gets them
   * with their ids alone, and a guess could take a disabled account for a way in.
   */
  static User user(Answer answer) {
    boolean enabled =
        answer
            .optionalBoolean("accountEnabled")
            .orElseThrow(() -> new LimitedAnswerException("\"accountEnabled\" is left out"));
    return new User(
        new UserId(answer.text("id")),
        enabled ? User.Account.ENABLED : User.Account.DISABLED,
        answer.optionalBoolean("onPremisesSyncEnabled").orElse(false)
            ? User.Origin.SYNCED
            : User.Origin.CLOUD_ONLY,
        "guest".equalsIgnoreCase(answer.optionalText("userType").orElse(""))
            ? User.Kind.GUEST
            : User.Kind.MEMBER);
  }

  static Group group(Answer answer) {
    return new Group(
        new GroupId(answer.text("id")),
        answer.optionalText("displayName").orElse(""),
        answer.optionalText("description").orElse(""),
        kind(answer));
  }

  /** What forbids an application to change the members, the strongest first. */
  private static Group.Kind kind(Answer answer) {
    if (answer.texts("groupTypes").contains("DynamicMembership")) {
      return Group.Kind.DYNAMIC;
    }
    if (answer.optionalBoolean("onPremisesSyncEnabled").orElse(false)) {
      return Group.Kind.SYNCED;
    }
    if (answer.optionalBoolean("isManagementRestricted").orElse(false)) {
      return Group.Kind.MANAGEMENT_RESTRICTED;
    }
    return answer.optionalBoolean("isAssignableToRole").orElse(false)
        ? Group.Kind.ROLE_ASSIGNABLE
        : Group.Kind.ASSIGNED;
  }
}
