package dev.tokenprotection.entra.signin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Values of a row. One of another type than documented reads as if it were not there, which the
 * classification takes for not collected.
 */
final class Fields {
  private Fields() {}

  /** The text at the parser; empty for anything else, which is skipped. */
  static String text(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    parser.skipChildren();
    return "";
  }

  /** The whole number at the parser; zero for anything else, which is skipped. */
  static int number(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      long value =
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? 0 : parser.getLongValue();
      return (int) value == value ? (int) value : 0;
    }
    parser.skipChildren();
    return 0;
  }

  /**
   * The texts of the list at the parser; of objects, the text of {@code member}; of a single text,
   * its parts between commas. Anything else is skipped.
   */
  static List<String> texts(JsonParser parser, String member) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      return List.of(parser.getText().split("\\s*,\\s*"));
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return List.of();
    }
    List<String> texts = null;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      String text =
          parser.currentToken() == JsonToken.START_OBJECT ? textIn(parser, member) : text(parser);
      if (!text.isEmpty()) {
        texts = texts == null ? new ArrayList<>(4) : texts;
        texts.add(text);
      }
    }
    return texts == null ? List.of() : texts;
  }

  /** The text of one member of the object at the parser, which is read to its end. */
  static String textIn(JsonParser parser, String member) throws IOException {
    String found = "";
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      if (name.equals(member)) {
        found = text(parser);
      } else {
        parser.skipChildren();
      }
    }
    return found;
  }
}
