package dev.tokenprotection.core.desired;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Just enough of the rule language of device filters to see that one rule leaves out more devices
 * than another: a rule is a list of alternatives joined by {@code -or}, which binds weaker than
 * {@code -and}. Source: Microsoft Entra, "Rules for dynamic membership groups", section "Operator
 * precedence".
 */
final class DeviceRule {
  private static final String OR = "-or";

  private DeviceRule() {}

  /**
   * The alternatives of a rule outside parentheses and quotes, without the blanks and parentheses
   * around each.
   */
  static Set<String> alternatives(String rule) {
    Set<String> found = new LinkedHashSet<>();
    int depth = 0;
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < rule.length(); i++) {
      char c = rule.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')') {
        depth--;
      } else if (!quoted && depth == 0 && isOr(rule, i)) {
        found.add(bare(rule.substring(start, i)));
        start = i + OR.length();
        i = start - 1;
      }
    }
    found.add(bare(rule.substring(start)));
    found.remove("");
    return found;
  }

  private static boolean isOr(String rule, int at) {
    return rule.regionMatches(true, at, OR, 0, OR.length())
        && at > 0
        && isBoundary(rule.charAt(at - 1))
        && at + OR.length() < rule.length()
        && isBoundary(rule.charAt(at + OR.length()));
  }

  private static boolean isBoundary(char c) {
    return Character.isWhitespace(c) || c == '(' || c == ')';
  }

  private static String bare(String clause) {
    String text = clause.strip();
    while (text.startsWith("(") && closesAtEnd(text)) {
      text = text.substring(1, text.length() - 1).strip();
    }
    return text;
  }

  private static boolean closesAtEnd(String text) {
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '(') {
        depth++;
      } else if (!quoted && c == ')' && --depth == 0) {
        return i == text.length() - 1;
      }
    }
    return false;
  }
}
