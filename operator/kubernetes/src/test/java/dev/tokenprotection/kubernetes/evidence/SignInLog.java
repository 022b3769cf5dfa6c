package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.AppliedPolicies;
import dev.tokenprotection.core.evidence.AppliedPolicy;
import dev.tokenprotection.core.evidence.BindingDetails;
import dev.tokenprotection.core.evidence.BindingStatus;
import dev.tokenprotection.core.evidence.ClientApplication;
import dev.tokenprotection.core.evidence.ControlOutcome;
import dev.tokenprotection.core.evidence.Correlation;
import dev.tokenprotection.core.evidence.PolicyResult;
import dev.tokenprotection.core.evidence.RowSelection;
import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.evidence.SignInUser;
import dev.tokenprotection.core.evidence.TokenIssuer;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.SignInPort;
import dev.tokenprotection.core.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A log to which the test adds rows, also such as arrive late, and which fails on request. */
final class SignInLog implements SignInPort {
  static final PolicyId OBSERVE = new PolicyId("observe-policy");
  static final PolicyId ENFORCED = new PolicyId("enforced-policy");

  /** A request for rows of a log. */
  record Read(SignInChannel channel, Instant from, Instant to, RowSelection selection) {}

  private record Arrival(SignInRow row, Instant at) {}

  private final Time time;
  private final List<Arrival> rows = new ArrayList<>();
  private final List<Read> reads = new ArrayList<>();
  private final Map<String, Integer> given = new HashMap<>();
  private Predicate<Read> fails = read -> false;
  private Predicate<Read> refuses = read -> false;
  private Predicate<Read> hides = read -> false;
  private Consumer<Read> before = read -> {};

  SignInLog(Time time) {
    this.time = time;
  }

  @Override
  public Outcome<Long> read(
      SignInChannel channel,
      Instant from,
      Instant to,
      RowSelection selection,
      Consumer<SignInRow> taker) {
    Read read = new Read(channel, from, to, selection);
    reads.add(read);
    before.accept(read);
    if (fails.test(read)) {
      return new Outcome.Retryable<>(
          Problem.withoutEffect(
              Problem.Cause.SERVER_ERROR, "read the sign-in log", "503", "It is tried again."));
    }
    if (refuses.test(read)) {
      return new Outcome.Terminal<>(
          Problem.withoutEffect(
              Problem.Cause.REFUSED, "read the sign-in log", "400", "Do not ask for that."));
    }
    List<SignInRow> found =
        rows.stream()
            .filter(arrival -> !hides.test(read))
            .filter(arrival -> !arrival.at().isAfter(time.now()))
            .map(Arrival::row)
            .filter(row -> row.channel() == channel)
            .filter(selection::includes)
            .filter(row -> !row.createdDateTime().isBefore(from))
            .filter(row -> row.createdDateTime().isBefore(to))
            .toList();
    found.forEach(row -> given.merge(row.id(), 1, Integer::sum));
    found.forEach(taker);
    return new Outcome.Ok<>((long) found.size());
  }

  /** From now on, such reads fail. */
  void fail(Predicate<Read> which) {
    fails = which;
  }

  /** From now on, such reads are refused. */
  void refuse(Predicate<Read> which) {
    refuses = which;
  }

  /** From now on, such reads give nothing. */
  void hide(Predicate<Read> which) {
    hides = which;
  }

  /** From now on, this is done before each read. */
  void before(Consumer<Read> action) {
    before = action;
  }

  List<Read> reads() {
    return List.copyOf(reads);
  }

  void forgetReads() {
    reads.clear();
  }

  /** How often each row was given, by its id. */
  Map<String, Integer> given() {
    return Map.copyOf(given);
  }

  void add(SignInRow row) {
    addLate(row, Duration.ZERO);
  }

  void addLate(SignInRow row, Duration late) {
    rows.add(new Arrival(row, row.createdDateTime().plus(late)));
  }

  /** A bound sign-in under the observe policy, in the log of non-interactive ones. */
  static SignInRow bound(String user, Instant at) {
    return row(
        user,
        at,
        SignInChannel.NON_INTERACTIVE,
        new AppliedPolicy(OBSERVE, PolicyResult.REPORT_ONLY_SUCCESS, ControlOutcome.NOT_NAMED),
        new BindingDetails.Reported(BindingStatus.BOUND, 0),
        0);
  }

  /** An unbound sign-in under the observe policy, in the log of non-interactive ones. */
  static SignInRow unbound(String user, Instant at) {
    return row(
        user,
        at,
        SignInChannel.NON_INTERACTIVE,
        new AppliedPolicy(OBSERVE, PolicyResult.REPORT_ONLY_FAILURE, ControlOutcome.NOT_SATISFIED),
        new BindingDetails.Reported(BindingStatus.UNBOUND, 1002),
        0);
  }

  /** A sign-in that the enforced policy blocked. */
  static SignInRow blocked(String user, Instant at) {
    return blocked(user, at, ENFORCED);
  }

  static SignInRow blocked(String user, Instant at, PolicyId by) {
    return row(
        user,
        at,
        SignInChannel.INTERACTIVE,
        new AppliedPolicy(by, PolicyResult.FAILURE, ControlOutcome.NOT_SATISFIED),
        new BindingDetails.Reported(BindingStatus.UNBOUND, 1002),
        530084);
  }

  private static SignInRow row(
      String user,
      Instant at,
      SignInChannel channel,
      AppliedPolicy policy,
      BindingDetails details,
      int errorCode) {
    return new SignInRow(
        user + "-at-" + at,
        at,
        new SignInUser.Member(new UserId(user)),
        new Correlation.None(),
        channel,
        new ClientApplication("outlook", "Outlook"),
        Application.EXCHANGE_ONLINE.appId(),
        List.of(Application.EXCHANGE_ONLINE.appId()),
        new AppliedPolicies.Listed(List.of(policy)),
        details,
        errorCode,
        TokenIssuer.PRIMARY,
        "Windows10");
  }
}
