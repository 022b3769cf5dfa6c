package dev.tokenprotection.core.evidence;

import java.util.UUID;

/**
 * What the rows of one sign-in have in common.
 *
 * @param user the user's ordinal, see {@link UserTable}; {@link UserTable#NOBODY} without one
 * @param kind what the id is the id of
 * @param id the id of the correlation, or of the row itself if it has none
 */
record SignInKey(int user, Kind kind, UUID id) {

  enum Kind {
    CORRELATION,
    ROW
  }

  static SignInKey of(int user, SignInRow row) {
    return switch (row.correlation()) {
      case Correlation.Shared(String id) -> new SignInKey(user, Kind.CORRELATION, CompactId.of(id));
      case Correlation.None() -> new SignInKey(user, Kind.ROW, CompactId.of(row.id()));
    };
  }
}
