package dev.tokenprotection.api.generator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.api.v1alpha1.Formats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The type of a field in words. */
final class FieldType {
  private static final Map<String, String> PATTERNS =
      Map.ofEntries(
          Map.entry(Formats.OBJECT_ID, "GUID"),
          Map.entry(Formats.DNS_LABEL, "DNS label"),
          Map.entry(Formats.DNS_SUBDOMAIN, "name of an object"),
          Map.entry(Formats.PERCENT, "percentage, such as `\"99.5%\"`"),
          Map.entry(Formats.COUNT_OR_PERCENT, "count, or percentage such as `\"2%\"`"),
          Map.entry(Formats.TIME_SPAN, "time span, such as `30d`, `1d12h` or `15m`"),
          Map.entry(Formats.USER, "user principal name or GUID"),
          Map.entry(Formats.HTTPS_URL, "https address"),
          Map.entry(Formats.CRON, "cron expression of five fields"),
          Map.entry(Formats.TIME_ZONE, "time zone"),
          Map.entry(Formats.SECRET_KEY, "key of a Secret"));

  private FieldType() {}

  static String of(JsonNode property) {
    if (property.has("items")) {
      return "list of " + of(property.get("items")) + count(property);
    }
    if (property.has("enum")) {
      List<String> values = new ArrayList<>();
      property.get("enum").forEach(v -> values.add("`" + v.textValue() + "`"));
      return String.join(", ", values);
    }
    String pattern = property.path("pattern").asText("");
    if (PATTERNS.containsKey(pattern)) {
      return PATTERNS.get(pattern);
    }
    return switch (property.path("type").asText()) {
      case "integer" -> "integer" + range(property);
      case "string" -> text(property);
      default -> property.path("type").asText();
    };
  }

  /** How many a list may have, in brackets; empty for what is no list. */
  static String count(JsonNode property) {
    if (!property.has("maxItems")) {
      return "";
    }
    String most = "at most " + property.get("maxItems");
    return property.has("minItems")
        ? " (%s to %s)".formatted(property.get("minItems"), property.get("maxItems"))
        : " (" + most + ")";
  }

  private static String text(JsonNode property) {
    return "date-time".equals(property.path("format").asText())
        ? "time (RFC 3339)"
        : "string of at most " + property.get("maxLength");
  }

  private static String range(JsonNode property) {
    if (property.has("minimum") && property.has("maximum")) {
      return " from %s to %s".formatted(property.get("minimum"), property.get("maximum"));
    }
    return property.has("minimum") ? " from " + property.get("minimum") : "";
  }
}
