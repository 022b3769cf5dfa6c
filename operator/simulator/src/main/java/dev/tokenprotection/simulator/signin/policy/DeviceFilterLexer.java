package dev.tokenprotection.simulator.signin.policy;

import dev.tokenprotection.simulator.signin.policy.DeviceFilterToken.Mark;
import dev.tokenprotection.simulator.signin.policy.DeviceFilterToken.Operator;
import dev.tokenprotection.simulator.signin.policy.DeviceFilterToken.Text;
import dev.tokenprotection.simulator.signin.policy.DeviceFilterToken.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts a device filter rule into words. */
final class DeviceFilterLexer {
  private static final String MARKS = "()[],";

  private final String rule;
  private int position;

  DeviceFilterLexer(String rule) {
    this.rule = rule;
  }

  /** All words and, at last, the mark of the end. */
  List<DeviceFilterToken> tokens() {
    List<DeviceFilterToken> tokens = new ArrayList<>();
    while (skipSpace()) {
      tokens.add(next());
    }
    tokens.add(new Mark(rule.length(), '\0'));
    return tokens;
  }

  private boolean skipSpace() {
    while (position < rule.length() && Character.isWhitespace(rule.charAt(position))) {
      position++;
    }
    return position < rule.length();
  }

  private DeviceFilterToken next() {
    int start = position;
    char first = rule.charAt(start);
    if (MARKS.indexOf(first) >= 0) {
      position++;
      return new Mark(start, first);
    }
    if (first == '"' || first == '\'') {
      return text(first);
    }
    position++;
    String word = word(start);
    return first == '-'
        ? new Operator(start, word.substring(1).toLowerCase(Locale.ROOT))
        : new Word(start, word);
  }

  private String word(int start) {
    while (position < rule.length() && isPartOfWord(rule.charAt(position))) {
      position++;
    }
    return rule.substring(start, position);
  }

  private static boolean isPartOfWord(char sign) {
    return Character.isLetterOrDigit(sign) || sign == '.' || sign == '_';
  }

  /** A backtick escapes the sign after it, as in rules for dynamic membership groups. */
  private DeviceFilterToken text(char quote) {
    int start = position++;
    StringBuilder text = new StringBuilder();
    while (position < rule.length() && rule.charAt(position) != quote) {
      if (rule.charAt(position) == '`') {
        position++;
      }
      if (position < rule.length()) {
        text.append(rule.charAt(position++));
      }
    }
    if (position >= rule.length()) {
      throw new DeviceFilterSyntaxException(rule, start, "the text does not end");
    }
    position++;
    return new Text(start, text.toString());
  }
}
