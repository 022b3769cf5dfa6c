package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The text that the {@link dev.tokenprotection.core.model.CanonicalHash} of a plan is taken from.
 * Any change to what this class writes needs a new version in the hash, since hashes outlive the
 * program in statuses and approvals.
 */
final class CanonicalText {
  private CanonicalText() {}

  /** The line of one action. */
  static String of(Action action) {
    return switch (action) {
      case Action.CreateGroup create ->
          line("create-group", quoted(create.displayName()), quoted(create.description()));
      case Action.AddMembers add ->
          line("add-members", add.group().value(), list(add.users().stream().sorted().toList()));
      case Action.RemoveMember remove ->
          line("remove-member", remove.group().value(), remove.user().value());
      case Action.CreatePolicy create ->
          line(
              "create-policy",
              create.role().name(),
              fields(EnumSet.allOf(PolicyField.class), create.content()));
      case Action.RestorePolicy restore ->
          line(
              "restore-policy",
              restore.role().name(),
              restore.id().value(),
              fields(EnumSet.allOf(PolicyField.class), restore.content()));
      case Action.AdoptPolicy adopt ->
          line(
              "adopt-policy",
              adopt.role().name(),
              adopt.id().value(),
              fields(adopt.fields(), adopt.content()),
              "towards",
              fields(adopt.differences(), adopt.wanted()));
      case Action.TakeOver.OfPolicy taken ->
          line(
              "take-over-policy",
              taken.role().name(),
              taken.id().value(),
              fields(taken.fields(), taken.content()));
      case Action.TakeOver.OfGroup taken ->
          line("take-over-group", taken.id().value(), quoted(taken.description()));
      case Action.UpdatePolicy update ->
          line(
              "update-policy",
              update.role().name(),
              update.id().value(),
              fields(update.fields(), update.content()));
      case Action.SetPolicyState set ->
          line("set-policy-state", set.role().name(), set.id().value(), set.state().graphName());
    };
  }

  /** The values of {@code fields}, each with its Graph path. */
  static String fields(Set<PolicyField> fields, PolicyContent content) {
    return Arrays.stream(PolicyField.values())
        .filter(fields::contains)
        .map(field -> field.graphPath() + "=" + value(field, content))
        .collect(Collectors.joining(" "));
  }

  private static String value(PolicyField field, PolicyContent content) {
    return switch (field) {
      case DISPLAY_NAME -> quoted(content.displayName());
      case STATE -> content.state().graphName();
      case INCLUDE_USERS -> list(content.includeUsers());
      case INCLUDE_GROUPS -> list(content.includeGroups());
      case EXCLUDE_USERS -> list(content.excludeUsers());
      case EXCLUDE_GROUPS -> list(content.excludeGroups());
      case EXCLUDE_GUESTS -> content.guests().name();
      case APPLICATIONS -> list(content.applications());
      case PLATFORMS -> list(content.platforms());
      case CLIENT_APP_TYPES -> list(content.clientAppTypes());
      case DEVICE_FILTER -> quoted(content.deviceFilter().excludeRule());
      case TOKEN_PROTECTION -> content.tokenProtection().name();
    };
  }

  private static String list(Collection<?> values) {
    return values.stream()
        .map(v -> quoted(v.toString()))
        .collect(Collectors.joining(",", "[", "]"));
  }

  /** Quoted so that no text can be mistaken for the end of itself. */
  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r")
        + '"';
  }

  private static String line(String... words) {
    return String.join(" ", words);
  }
}
