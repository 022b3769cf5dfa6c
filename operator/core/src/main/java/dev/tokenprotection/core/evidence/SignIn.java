package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Profile;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;

/**
 * One sign-in of a user, or the part of it that was seen so far; a single row is such a part.
 *
 * <p>All requests of a sign-in must be bound, so it is unbound if any row is, else unreadable if
 * any row is, else bound if one is. Merging parts is commutative and associative: the order of rows
 * does not matter.
 *
 * @param user the user's ordinal, see {@link UserTable}; {@link UserTable#NOBODY} without one
 * @param first when its first row was made
 * @param last when its last row was made; this places the sign-in in time
 * @param outcome its class
 * @param applications the applications of those rows that tell, or should tell, about binding
 * @param client the client of the first row that decided the class
 * @param decidedAt when that row was made
 */
record SignIn(
    int user,
    Instant first,
    Instant last,
    RowClass outcome,
    Set<Application> applications,
    ClientApplication client,
    Instant decidedAt) {

  /** A sign-in of one row. */
  static SignIn ofRow(int user, SignInRow row, RowClass outcome, Set<Application> applications) {
    Instant at = row.createdDateTime();
    Set<Application> told = tellsAboutBinding(outcome) ? applications : Set.of();
    return new SignIn(user, at, at, outcome, told, row.client(), at);
  }

  /** This and another part of the same sign-in together. */
  SignIn with(SignIn other, Profile profile) {
    SignIn decisive = decisiveFirst(profile).compare(this, other) <= 0 ? this : other;
    EnumSet<Application> both = EnumSet.noneOf(Application.class);
    both.addAll(applications);
    both.addAll(other.applications);
    return new SignIn(
        user,
        first.isBefore(other.first) ? first : other.first,
        last.isAfter(other.last) ? last : other.last,
        decisive.outcome,
        both,
        decisive.client,
        decisive.decidedAt);
  }

  private static Comparator<SignIn> decisiveFirst(Profile profile) {
    return Comparator.<SignIn>comparingInt(part -> rank(part.outcome))
        .thenComparingInt(part -> severity(part.outcome, profile))
        .thenComparing(SignIn::decidedAt)
        .thenComparing(part -> part.client.appId())
        .thenComparing(part -> part.client.displayName());
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
