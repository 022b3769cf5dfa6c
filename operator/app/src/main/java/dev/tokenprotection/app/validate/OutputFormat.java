package dev.tokenprotection.app.validate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How a report is printed. */
enum OutputFormat {
  /** One line per problem, and a last one that sums up. */
  TEXT {
    @Override
    String print(ValidationReport report) {
      String problems =
          report.problems().stream().map(p -> p.text() + "\n").collect(Collectors.joining());
      String skipped =
          report.skipped().stream().map(s -> "skipped: " + s + "\n").collect(Collectors.joining());
      return skipped
          + problems
          + "%d checked, %d skipped, %d problems%n"
              .formatted(report.checked(), report.skipped().size(), report.problems().size());
    }
  },

  /** An object: {@code valid}, {@code checked}, {@code skipped[]}, {@code problems[]}. */
  JSON {
    @Override
    String print(ValidationReport report) {
      ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
      ObjectNode object = json.createObjectNode();
      object.put("valid", report.valid());
      object.put("checked", report.checked());
      object.set("skipped", json.valueToTree(report.skipped()));
      object.set("problems", json.valueToTree(report.problems()));
      try {
        return json.writeValueAsString(object) + "\n";
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  };

  abstract String print(ValidationReport report);

  /** Reads the lower-case names that users write. */
  static final class Converter implements ITypeConverter<OutputFormat> {
    @Override
    public OutputFormat convert(String name) {
      return switch (name) {
        case "text" -> TEXT;
        case "json" -> JSON;
        default -> throw new TypeConversionException("'" + name + "' is neither text nor json");
      };
    }
  }
}
