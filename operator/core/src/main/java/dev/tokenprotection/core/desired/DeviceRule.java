package dev.tokenprotection.core.desired;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Just enough of the rule language of device filters to see that one rule leaves out more devices
 * than another: a rule is a list of alternatives joined by {@code -or}, which binds weaker than
 * {@code -and}. Source: Microsoft Entra, "Rules for dynamic membership groups", sections "Operator
 * precedence" and "Values" (texts stand in double or single quotes, a backtick escapes a quote).
 */
public final class DeviceRule {
  private static final String OR = "-or";
  private static final char ESCAPE = '`';
  private static final int QUOTED = -1;

  private DeviceRule() {}

  /** Whether each quote and each parenthesis that opens closes, and none closes before. */
  public static boolean isClosed(String rule) {
    int[] depths = depths(rule);
    return depths[rule.length()] == 0;
  }

  /**
   * The alternatives of a rule outside quotes, without the blanks and parentheses around each. An
   * alternative that is itself a list of alternatives in parentheses is taken apart too; one inside
   * an {@code -and} or {@code -not} is left whole, and so is a rule that is not closed.
   */
  static Set<String> alternatives(String rule) {
    String text = bare(rule);
    if (text.isEmpty()) {
      return Set.of();
    }
    int[] depths = depths(text);
    if (depths[text.length()] != 0) {
      return Set.of(text);
    }
    Set<String> found = new LinkedHashSet<>();
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      if (depths[i] == 0 && isOr(text, i)) {
        found.addAll(alternatives(text.substring(start, i)));
        start = i + OR.length();
      }
    }
    if (start == 0) {
      return Set.of(text);
    }
    found.addAll(alternatives(text.substring(start)));
    return found;
  }

  /**
   * In how many parentheses each character stands, {@link #QUOTED} in quotes; of a parenthesis that
   * closes, those before it. The last entry is of the end of the rule: 0 for one that is closed.
   */
  private static int[] depths(String rule) {
    int[] depths = new int[rule.length() + 1];
    int depth = 0;
    char quote = 0;
    for (int i = 0; i < rule.length(); i++) {
      char c = rule.charAt(i);
      depths[i] = quote == 0 ? depth : QUOTED;
      if (quote != 0) {
        if (c == ESCAPE && i + 1 < rule.length()) {
          depths[++i] = QUOTED;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth < 0) {
        depths[rule.length()] = depth;
        return depths;
      }
    }
    depths[rule.length()] = quote == 0 ? depth : QUOTED;
    return depths;
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

  /** Whether the parenthesis that opens the text closes at its end, not before. */
  private static boolean closesAtEnd(String text) {
    int[] depths = depths(text);
    for (int i = 1; i < text.length(); i++) {
      if (depths[i] == 0) {
        return false;
      }
    }
    return depths[text.length()] == 0 && text.endsWith(")");
  }
}
