package dev.tokenprotection.entra.directory;

import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Device;
import dev.tokenprotection.core.port.Group;
import dev.tokenprotection.core.port.User;
import dev.tokenprotection.entra.call.Answer;
import dev.tokenprotection.entra.call.LimitedAnswerException;
import java.util.Set;

/**
 * Users and groups of the directory as the core sees them. Source: Microsoft Graph v1.0 reference,
 * "user resource type", "group resource type" and "device resource type".
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

  static final String[] DEVICE_MEMBERS = {
    "id",
    "operatingSystem",
    "operatingSystemVersion",
    "trustType",
    "profileType",
    "systemLabels",
    "isManaged",
    "accountEnabled"
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

  /** A device; of one that is another object or may not be read, nothing but its id is there. */
  static Device device(Answer answer) {
    boolean enabled =
        answer
            .optionalBoolean("accountEnabled")
            .orElseThrow(() -> new LimitedAnswerException("\"accountEnabled\" is left out"));
    return new Device(
        answer.optionalText("operatingSystem").orElse(""),
        answer.optionalText("operatingSystemVersion").orElse(""),
        answer.optionalText("trustType").orElse(""),
        answer.optionalText("profileType").orElse(""),
        Set.copyOf(answer.texts("systemLabels")),
        answer.optionalBoolean("isManaged").orElse(false)
            ? Device.Management.MANAGED
            : Device.Management.UNMANAGED,
        enabled ? User.Account.ENABLED : User.Account.DISABLED);
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
