package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Profile;
import java.util.Comparator;
import java.util.Set;

/**
 * One sign-in of a user, or the part of it that was seen so far; a single row is such a part.
 * Moments are in milliseconds since the epoch, rounded up: a row after a moment in whole seconds
 * must not look as if it came by it.
 *
 * <p>All requests of a sign-in must be bound, so it is unbound if any row is, else unreadable if
 * any row is, else bound if one is. Merging parts is commutative and associative: the order of rows
 * does not matter.
 *
 * @param key what its rows have in common
 * @param first when its first row was made
 * @param last when its last row was made; this places the sign-in in time
 * @param outcome its class
 * @param applications the applications of those rows that tell, or should tell, about binding; see
 *     {@link ApplicationBits}
 * @param client the client of the first row that decided the class; see {@link ClientNames}
 * @param decidedAt when that row was made
 */
record SignIn(
    SignInKey key,
    long first,
    long last,
    RowClass outcome,
    int applications,
    int client,
    long decidedAt) {
  private static final long NANOS_BELOW_A_MILLISECOND = 999_999;

  /** A sign-in of one row. */
  static SignIn ofRow(
      SignInKey key, SignInRow row, RowClass outcome, Set<Application> applications, int client) {
    long at = row.createdDateTime().plusNanos(NANOS_BELOW_A_MILLISECOND).toEpochMilli();
    int told = tellsAboutBinding(outcome) ? ApplicationBits.of(applications) : 0;
    return ofRow(key, at, outcome, told, client);
  }

  /** A sign-in of one row, which was made {@code at} that moment. */
  static SignIn ofRow(SignInKey key, long at, RowClass outcome, int applications, int client) {
    return new SignIn(key, at, at, outcome, applications, client, at);
  }

  /** The ordinal of the user. */
  int user() {
    return key.user();
  }

  /**
   * This and another part of the same sign-in together.
   *
   * @param decisiveFirst see {@link #decisiveFirst}
   */
  SignIn with(SignIn other, Comparator<SignIn> decisiveFirst) {
    SignIn decisive = decisiveFirst.compare(this, other) <= 0 ? this : other;
    return new SignIn(
        key,
        Math.min(first, other.first),
        Math.max(last, other.last),
        decisive.outcome,
        applications | other.applications,
        decisive.client,
        decisive.decidedAt);
  }

  /** Of two parts of a sign-in, the one that decides what it is comes first. */
  static Comparator<SignIn> decisiveFirst(Profile profile, ClientNames clients) {
    return Comparator.<SignIn>comparingInt(part -> rank(part.outcome))
        .thenComparingInt(part -> severity(part.outcome, profile))
        .thenComparingLong(SignIn::decidedAt)
        .thenComparing(part -> clients.client(part.client).appId());
  }

  private static int rank(RowClass outcome) {
    return switch (outcome) {
      case RowClass.Unbound _ -> 0;
      case RowClass.Unreadable _ -> 1;
      case RowClass.Bound _ -> 2;
      case RowClass.NotApplicable _ -> 3;
      case RowClass.SetAside _ -> 4;
      case RowClass.Interrupted _ -> 5;
      case RowClass.Unrelated _ -> 6;
    };
  }

  /** Among outcomes of one rank the smallest is kept: a sign-in heals only if all of it heals. */
  private static int severity(RowClass outcome, Profile profile) {
    return switch (outcome) {
      case RowClass.Unbound(int code) when UnboundCode.isSelfRemediable(code, profile) ->
          Integer.MAX_VALUE / 2 + code;
      case RowClass.Unbound(int code) -> code == 0 ? Integer.MAX_VALUE / 2 : code;
      case RowClass.Unreadable(UnreadableReason reason) -> reason.ordinal();
      case RowClass.SetAside(SetAsideReason reason) -> reason.ordinal();
      case RowClass.Bound _,
          RowClass.NotApplicable _,
          RowClass.Interrupted _,
          RowClass.Unrelated _ ->
          0;
    };
  }

  private static boolean tellsAboutBinding(RowClass outcome) {
    return switch (outcome) {
      case RowClass.Bound _, RowClass.Unbound _, RowClass.Unreadable _ -> true;
      case RowClass.NotApplicable _,
          RowClass.SetAside _,
          RowClass.Interrupted _,
          RowClass.Unrelated _ ->
          false;
    };
  }
}
