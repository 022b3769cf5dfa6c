package dev.tokenprotection.core.model;

/** A limit on a number of users, given as a number or as a share of them. */
public sealed interface CountOrShare {

  /** At most this many. */
  record Count(long limit) implements CountOrShare {
    public Count {
      if (limit < 0) {
        throw new IllegalArgumentException("a limit is not negative: " + limit);
      }
    }
  }

  /** At most this share, rounded up. */
  record OfWhole(Share limit) implements CountOrShare {}

  /**
   * The limit that a text such as {@code 5} or {@code 2%} stands for.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static CountOrShare parse(String text) {
    if (text.endsWith("%")) {
      return new OfWhole(Share.parse(text));
    }
    if (!text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is neither a number such as 5 nor a percentage such as 2%");
    }
    return new Count(Long.parseLong(text));
  }

  /** The smallest limit that there is for any whole but none: a share is rounded up. */
  default long smallest() {
    return of(1);
  }

  /** The limit for a whole of this size. */
  default long of(long whole) {
    return switch (this) {
      case Count(long limit) -> limit;
      case OfWhole(Share limit) -> limit.ofRoundedUp(whole);
    };
  }
}
