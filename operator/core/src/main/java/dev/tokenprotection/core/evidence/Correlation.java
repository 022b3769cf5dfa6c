package dev.tokenprotection.core.evidence;

import java.util.Locale;

/**
 * What ties the requests of one sign-in together. Clients make the id up: it may change within a
 * sign-in, and be used again. Source: Microsoft Graph beta, "signIn resource type", correlationId.
 */
public sealed interface Correlation {

  /** The zero GUID, which clients send when they have no id. */
  String ZERO = "00000000-0000-0000-0000-000000000000";

  /**
   * An id that other requests may share.
   *
   * @param id lower case, neither blank nor zero: use {@link #of}
   */
  record Shared(String id) implements Correlation {
    public Shared {
      if (id.isBlank() || id.equals(ZERO)) {
        throw new IllegalArgumentException("a shared correlation id is neither blank nor zero");
      }
      id = id.toLowerCase(Locale.ROOT);
    }
  }

  /** No id: the row is a sign-in of its own. */
  record None() implements Correlation {}

  /** The correlation that the log's text stands for: blank and zero mean none. */
  static Correlation of(String id) {
    return id.isBlank() || id.equals(ZERO) ? new None() : new Shared(id);
  }
}
