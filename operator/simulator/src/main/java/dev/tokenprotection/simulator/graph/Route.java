package dev.tokenprotection.simulator.graph;

import dev.tokenprotection.simulator.wire.WireResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path that is served.
 *
 * @param method HTTP method
 * @param pattern segments; {@code {name}} stands for any one, and {@code (appId={name})} for an
 *     alternate key behind the segment before it
 * @param access what the caller needs
 * @param handler answers
 */
record Route(
    String method, List<String> pattern, Access access, Function<GraphCall, WireResponse> handler) {

  private static final Pattern KEYED = Pattern.compile("([\\w.]+)\\((.*)\\)");

  static Route of(
      String method, String path, Access access, Function<GraphCall, WireResponse> handler) {
    return new Route(method, List.of(path.split("/")), access, handler);
  }

  /**
   * The segments of a path with keys in parentheses taken apart: {@code users('a')} is {@code
   * users/a}, {@code servicePrincipals(appId='b')} is {@code servicePrincipals/(appId=b)}.
   */
  static List<String> normalised(List<String> segments) {
    List<String> all = new ArrayList<>();
    for (String segment : segments) {
      Matcher keyed = KEYED.matcher(segment);
      if (keyed.matches()) {
        all.add(keyed.group(1));
        String key = keyed.group(2).replace("'", "");
        all.add(key.contains("=") ? "(" + key + ")" : key);
      } else {
        all.add(segment);
      }
    }
    return all;
  }

  /** The keys in the path, or empty when the path is another one. */
  Optional<Map<String, String>> match(List<String> segments) {
    if (segments.size() != pattern.size()) {
      return Optional.empty();
    }
    Map<String, String> keys = new LinkedHashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      if (!matches(pattern.get(i), segments.get(i), keys)) {
        return Optional.empty();
      }
    }
    return Optional.of(keys);
  }

  private static boolean matches(String expected, String segment, Map<String, String> keys) {
    if (expected.startsWith("{")) {
      keys.put(expected.substring(1, expected.length() - 1), segment);
      return !segment.startsWith("(");
    }
    if (expected.startsWith("(")) {
      String prefix = expected.substring(0, expected.indexOf('{'));
      if (!segment.regionMatches(true, 0, prefix, 0, prefix.length())) {
        return false;
      }
      String name = expected.substring(expected.indexOf('{') + 1, expected.indexOf('}'));
      keys.put(name, segment.substring(prefix.length(), segment.length() - 1));
      return true;
    }
    return expected.equalsIgnoreCase(segment);
  }
}
