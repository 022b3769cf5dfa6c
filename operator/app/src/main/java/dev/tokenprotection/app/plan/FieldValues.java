package dev.tokenprotection.app.plan;

import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import java.util.Collection;
import java.util.List;

/** The value of a field as Graph has it, a list for all kinds of fields. */
final class FieldValues {
  private FieldValues() {}

  static List<String> of(PolicyField field, PolicyContent content) {
    return switch (field) {
      case DISPLAY_NAME -> List.of(content.displayName());
      case STATE -> List.of(content.state().graphName());
      case INCLUDE_USERS -> texts(content.includeUsers());
      case INCLUDE_GROUPS -> texts(content.includeGroups());
      case EXCLUDE_USERS -> texts(content.excludeUsers());
      case EXCLUDE_GROUPS -> texts(content.excludeGroups());
      case EXCLUDE_GUESTS ->
          switch (content.guests()) {
            case COVERED -> List.of();
            case EXCLUDED -> List.of("all");
          };
      case APPLICATIONS -> texts(content.applications());
      case PLATFORMS -> texts(content.platforms());
      case CLIENT_APP_TYPES -> texts(content.clientAppTypes());
      case DEVICE_FILTER ->
          content.deviceFilter().isEmpty()
              ? List.of()
              : List.of("exclude " + content.deviceFilter().excludeRule());
      case TOKEN_PROTECTION ->
          switch (content.tokenProtection()) {
            case REQUIRED -> List.of("true");
            case ABSENT -> List.of();
          };
    };
  }

  private static List<String> texts(Collection<?> values) {
    return values.stream().map(Object::toString).toList();
  }
}
