package dev.tokenprotection.api.generator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A description as the schema has it, taken apart.
 *
 * @param meaning what the field means
 * @param defaultText what stands for it when it is not set, empty if the description does not say
 */
record FieldDescription(String meaning, String defaultText) {
  private static final Pattern WITH_DEFAULT = Pattern.compile("^(.*?) ?Default: (.+)\\.$");

  static FieldDescription of(JsonNode property) {
    String description = property.path("description").asText("");
    Matcher matcher = WITH_DEFAULT.matcher(description);
    return matcher.matches()
        ? new FieldDescription(matcher.group(1), matcher.group(2))
        : new FieldDescription(description, "");
  }

  Optional<String> otherwise() {
    return defaultText.isEmpty() ? Optional.empty() : Optional.of(defaultText);
  }
}
