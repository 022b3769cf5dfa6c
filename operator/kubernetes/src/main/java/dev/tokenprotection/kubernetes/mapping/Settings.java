package dev.tokenprotection.kubernetes.mapping;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads what may be left out. A member that is not set is null in the API types, and only there.
 */
final class Settings {
  private Settings() {}

  static <T> T orElse(T value, T fallback) {
    return value == null ? fallback : value;
  }

  static <T> List<T> orEmpty(List<T> values) {
    return values == null ? List.of() : values;
  }

  /** A member of a part that may be left out as a whole. */
  static <P, T> Optional<T> member(P part, Function<P, T> member) {
    return Optional.ofNullable(part).map(member);
  }

  /** The member of {@code first} if it is set, else that of {@code second}, else null. */
  static <P, T> T firstSet(P first, P second, Function<P, T> member) {
    return member(first, member).or(() -> member(second, member)).orElse(null);
  }
}
