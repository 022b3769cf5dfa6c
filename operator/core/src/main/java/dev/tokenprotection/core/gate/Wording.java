package dev.tokenprotection.core.gate;

import dev.tokenprotection.core.evidence.ClientCounts;
import dev.tokenprotection.core.evidence.CodeCounts;
import dev.tokenprotection.core.evidence.UnboundCode;
import dev.tokenprotection.core.evidence.UnreadableReason;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Share;
import dev.tokenprotection.core.model.ShortText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Turns verdicts and reasons into sentences for people. Names no user. */
public final class Wording {
  /** Names come from the tenant and may be of any length. */
  private static final int LONGEST_NAME = 60;

  private Wording() {}

  /** One sentence about a verdict: what it is and why. */
  public static String of(Verdict verdict) {
    return name(verdict) + ": " + of(verdict.reasons());
  }

  /** The verdict's name, as in status. */
  public static String name(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Error _ -> "Error";
      case Verdict.Inconclusive _ -> "Inconclusive";
      case Verdict.Failed _ -> "Failed";
      case Verdict.Successful _ -> "Successful";
      case Verdict.Running _ -> "Running";
    };
  }

  /** All reasons in one sentence. */
  public static String of(List<Reason> reasons) {
    return reasons.stream().map(Wording::of).collect(Collectors.joining("; "));
  }

  /** A reason as a clause without a full stop. */
  public static String of(Reason reason) {
    return switch (reason) {
      case Reason.EvidenceUnavailable(String cause) -> cause;
      case Reason.TelemetryWarmup(int percentRead) ->
          "the sign-in log is being read anew after a start, %d%% so far".formatted(percentRead);
      case Reason.CannotKeepUp(Duration behind) ->
          "sign-ins come faster than Graph lets the log be read, which is %s behind; nothing is"
                  .formatted(duration(behind))
              + " judged before it has caught up";
      case Reason.NoRows() ->
          "the sign-in log has no row of anybody; check that it is kept (licence P1) and that the"
              + " application may read it (AuditLog.Read.All)";
      case Reason.NoSignIns(Instant since) ->
          "no sign-in of the cohort was judged by the policies since "
              + since.truncatedTo(ChronoUnit.MINUTES);
      case Reason.Stale(Duration age, Duration limit) ->
          "the sign-in log is late: the evidence ends %s ago (at most %s)"
              .formatted(duration(age), duration(limit));
      case Reason.Silent(Duration silence, Duration limit) ->
          "the sign-in log has been silent for %s (at most %s)"
              .formatted(duration(silence), duration(limit));
      case Reason.TooManyUnreadable unreadable -> unreadable(unreadable);
      case Reason.TooManyNotApplicable(long notApplicable, long applied, Share limit) ->
          "token protection did not apply to %s of %s that the policy judged (at most %s)"
              .formatted(number(notApplicable), count(applied, "sign-in"), limit);
      case Reason.TooFewSignIns(long counted, long needed) ->
          "%s in the window (needs %s)".formatted(count(counted, "sign-in"), number(needed));
      case Reason.TooFewUsers(long counted, long needed) ->
          "%s in the window (needs %s)".formatted(count(counted, "user"), number(needed));
      case Reason.TooLittleCoverage(long seen, long active, Share needed) ->
          "sign-ins of %s of %s (needs %s)"
              .formatted(number(seen), count(active, "active user"), needed);
      case Reason.TooFewActiveDays(int counted, int needed) ->
          "sign-ins on %s (needs %d)".formatted(count(counted, "day"), needed);
      case Reason.ApplicationWithoutSignIns(Application application) ->
          "no sign-in for %s (applicationsWithoutSignIns: Ignore continues without it)"
              .formatted(application.shortName());
      case Reason.RatioTooLow(Measurement measured, Share needed) ->
          "%s (needs %s)".formatted(ratio(measured), needed);
      case Reason.NotSureYet sure -> notSureYet(sure);
      case Reason.SurelyTooLow(Measurement measured, Share failBelow, Share promoteAtOrAbove) ->
          "%s (must not be below %s), upper confidence bound %s (needs %s)"
              .formatted(
                  ratio(measured),
                  failBelow,
                  percent(measured.upperBound(), RoundingMode.CEILING),
                  promoteAtOrAbove);
      case Reason.TooManyBlockedUsers(long blocked, long limit, Enforced judged) ->
          "%s %s (limit: %s)"
              .formatted(count(blocked, "user"), blocked(blocked, judged), number(limit));
      case Reason.ClientLacksBroker(ClientCounts client) ->
          "%s (%s, %s) does not use the broker (WAM): %s"
              .formatted(
                  ShortText.of(client.client().nameForPeople(), LONGEST_NAME),
                  count(client.signIns(), "sign-in"),
                  count(client.usersWithoutBroker(), "user"),
                  UnboundCode.CLIENT_WITHOUT_BROKER.remedy());
      case Reason.UnboundSignIns(CodeCounts code) -> unbound(code);
      case Reason.GoodEnough(Measurement measured, Share promoteAtOrAbove, Share failBelow) ->
          "%s (needs %s), lower confidence bound %s of users (needs at least %s)"
              .formatted(
                  ratio(measured),
                  promoteAtOrAbove,
                  percent(measured.lowerBound(), RoundingMode.FLOOR),
                  failBelow);
    };
  }

  /** A share as a percentage with one decimal, rounded as told. */
  static String percent(double share, RoundingMode rounding) {
    return BigDecimal.valueOf(share).movePointRight(2).setScale(1, rounding) + "%";
  }

  private static String ratio(Measurement measured) {
    String signIns = count(measured.signIns(), "sign-in");
    String users = count(measured.users(), "user");
    return switch (measured.unit()) {
      case USERS -> "%s bound, %s of %s".formatted(about(measured), signIns, users);
      case SIGN_INS -> "%s of %s bound, %s".formatted(about(measured), signIns, users);
    };
  }

  private static String about(Measurement measured) {
    String percent = percent(measured.ratio(), RoundingMode.FLOOR);
    return switch (measured.subject()) {
      case Subject.AllApplications() -> percent;
      case Subject.OneApplication(Application application) ->
          application.shortName() + " " + percent;
    };
  }

  private static String notSureYet(Reason.NotSureYet sure) {
    String subject =
        switch (sure.measured().subject()) {
          case Subject.AllApplications() -> "";
          case Subject.OneApplication(Application application) -> application.shortName() + " ";
        };
    String need =
        "%sneeds %s, all bound, for a lower confidence bound of %s (now %s)"
            .formatted(
                subject,
                count(sure.usersNeeded(), "more user"),
                sure.needed(),
                percent(sure.measured().lowerBound(), RoundingMode.FLOOR));
    return sure.usersNeeded() <= sure.usersUnseen()
        ? need
        : need + ", but the cohort has only " + number(sure.usersUnseen()) + " not seen yet";
  }

  /** Nobody is told that people are blocked while nothing is enforced on them, or the reverse. */
  private static String blocked(long users, Enforced judged) {
    return switch (judged) {
      case NOBODY -> "would be blocked if this were enforced";
      case SOME -> (users == 1 ? "is" : "are") + " blocked, or would be if enforced";
      case ALL -> (users == 1 ? "is" : "are") + " blocked";
    };
  }

  private static String unreadable(Reason.TooManyUnreadable unreadable) {
    return "%s of %s do not tell whether they were bound (at most %s): %s"
        .formatted(
            number(unreadable.unreadable()),
            count(unreadable.signIns(), "sign-in"),
            unreadable.limit(),
            cause(unreadable.mostly()));
  }

  private static String cause(UnreadableReason reason) {
    return switch (reason) {
      case POLICIES_MISSING ->
          "rows lack the applied policies; grant Policy.Read.ConditionalAccess or Policy.Read.All";
      case RESULT_UNKNOWN -> "the policy's result is of an unknown kind";
      case DETAILS_MISSING ->
          "rows lack tokenProtectionStatusDetails, which only Graph beta and recent logs have";
      case DETAILS_UNKNOWN -> "the binding status is of an unknown kind";
      case CONTRADICTION -> "the policy's result and the binding status contradict each other";
      case REPORT_ONLY_INTERRUPTED -> "report-only mode can't take the step that is asked for";
    };
  }

  private static String unbound(CodeCounts code) {
    String numbers = count(code.signIns(), "sign-in") + ", " + count(code.users(), "user");
    return UnboundCode.of(code.code())
        .map(
            known ->
                "unbound %d: %s: %s; %s"
                    .formatted(code.code(), numbers, known.meaning(), known.remedy()))
        .orElseGet(() -> "unbound %d: %s: no reason is known".formatted(code.code(), numbers));
  }

  private static String count(long number, String thing) {
    return number(number) + " " + thing + (number == 1 ? "" : "s");
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String duration(Duration duration) {
    if (duration.toDays() > 0) {
      return duration.toDays() + "d" + duration.toHoursPart() + "h";
    }
    return duration.toHours() > 0
        ? duration.toHours() + "h" + duration.toMinutesPart() + "m"
        : duration.toMinutes() + "m";
  }
}
