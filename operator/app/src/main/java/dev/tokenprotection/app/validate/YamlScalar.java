package dev.tokenprotection.app.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The value of a plain or quoted YAML scalar, as kubectl understands it. Source: "YAML Ain't Markup
 * Language version 1.1", section "Tag Resolution", and what go-yaml leaves out of it: numbers to
 * base 60 and timestamps stay texts.
 */
final class YamlScalar {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<String> TRUE = Set.of("true", "yes", "on");

  private YamlScalar() {}

  static JsonNode value(ScalarNode scalar) {
    Tag tag = scalar.getTag();
    String text = scalar.getValue();
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(TRUE.contains(text.toLowerCase(Locale.ROOT)));
    }
    boolean base60 = text.indexOf(':') >= 0;
    if (tag.equals(Tag.INT) && !base60) {
      return integer(text.replace("_", ""));
    }
    if (tag.equals(Tag.FLOAT) && !base60) {
      return real(text.replace("_", "").toLowerCase(Locale.ROOT));
    }
    return JSON.textNode(text);
  }

  private static JsonNode integer(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    BigInteger size = magnitude(digits);
    BigInteger value = negative ? size.negate() : size;
    return value.bitLength() < Long.SIZE
        ? JSON.numberNode(value.longValue())
        : JSON.numberNode(value);
  }

  private static BigInteger magnitude(String digits) {
    if (digits.startsWith("0x")) {
      return new BigInteger(digits.substring(2), 16);
    }
    if (digits.startsWith("0b")) {
      return new BigInteger(digits.substring(2), 2);
    }
    boolean octal = digits.length() > 1 && digits.startsWith("0");
    return new BigInteger(digits, octal ? 8 : 10);
  }

  /** JSON has no infinity and no NaN: like kubectl's, such a value fits nowhere. */
  private static JsonNode real(String text) {
    try {
      return JSON.numberNode(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return JSON.textNode(text);
    }
  }
}
