package dev.tokenprotection.core.gate;

import dev.tokenprotection.core.evidence.Evidence;
import dev.tokenprotection.core.evidence.EvidenceReading;
import dev.tokenprotection.core.evidence.Metric;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Judges whether the evidence of a stage is good enough to leave it.
 *
 * <p>The first that holds is the verdict: the evidence could not be read; it says too little; it is
 * surely bad; it is good and surely not bad; neither. How often a verdict must come is for the
 * stage machine to count.
 */
public final class Gate {
  /** More unreadable sign-ins than this, of the counted ones, make the evidence inconclusive. */
  static final Share UNREADABLE_LIMIT = Share.ofPercent(1);

  /** More sign-ins than this, of those that the policy judged, should not be exempt. */
  static final Share NOT_APPLICABLE_LIMIT = Share.ofPercent(5);

  /** So many codes and clients are named beside the reasons themselves. */
  private static final int EXPLANATIONS = 5;

  private final GateCriteria criteria;
  private final BindingSuccess thresholds;
  private final Evidence evidence;
  private final GateContext context;
  private final ErrorBudget budget;

  private Gate(GateCriteria criteria, Evidence evidence, GateContext context) {
    if (evidence.metric() != criteria.metric()) {
      throw new IllegalArgumentException(
          "evidence counted by " + evidence.metric() + " can't be judged by " + criteria.metric());
    }
    this.criteria = criteria;
    this.thresholds = criteria.bindingSuccess();
    this.evidence = evidence;
    this.context = context;
    this.budget = ErrorBudget.of(thresholds.confidence(), context.attempt());
  }

  /** The verdict on what was read. */
  public static Verdict evaluate(
      GateCriteria criteria, EvidenceReading reading, GateContext context) {
    return switch (reading) {
      case EvidenceReading.Unavailable(String cause) ->
          new Verdict.Error(List.of(new Reason.EvidenceUnavailable(cause)));
      case EvidenceReading.WarmingUp(int percentRead) ->
          new Verdict.Inconclusive(List.of(new Reason.TelemetryWarmup(percentRead)));
      case EvidenceReading.FallingBehind(Duration behind) ->
          new Verdict.Inconclusive(List.of(new Reason.CannotKeepUp(behind)));
      case EvidenceReading.Available(Evidence evidence) ->
          new Gate(criteria, evidence, context).verdict();
    };
  }

  /**
   * Ratio and bounds, for display: first of all applications together, then of each that has
   * sign-ins in the window.
   */
  public static List<Measurement> measure(
      GateCriteria criteria, Evidence evidence, GateContext context) {
    Gate gate = new Gate(criteria, evidence, context);
    return Stream.concat(Stream.of(gate.total()), gate.applications().filter(Judged::hasSignIns))
        .map(gate::measured)
        .toList();
  }

  private Verdict verdict() {
    List<Reason> doubts = new Floors(criteria, evidence, context).doubts();
    if (!doubts.isEmpty()) {
      return new Verdict.Inconclusive(withExplanations(doubts));
    }
    List<Reason> failures = failures();
    if (!failures.isEmpty()) {
      return new Verdict.Failed(withExplanations(failures));
    }
    List<Reason> shortfalls = shortfalls();
    if (!shortfalls.isEmpty()) {
      return new Verdict.Running(withExplanations(shortfalls));
    }
    return new Verdict.Successful(withExplanations(List.of(goodEnough())));
  }

  private List<Reason> failures() {
    List<Reason> failures = new ArrayList<>();
    long limit = criteria.maxBlockedUsers().of(evidence.all().total().users());
    if (evidence.blockedUsers() > limit) {
      failures.add(
          new Reason.TooManyBlockedUsers(evidence.blockedUsers(), limit, context.enforced()));
    }
    List<Judged> judged =
        switch (thresholds.scope()) {
          case TOTAL -> List.of(total());
          case EACH_APPLICATION -> applications().toList();
        };
    double alpha = budget.dividedAmong(judged.size());
    judged.stream()
        .filter(one -> one.ratioIsBelow(thresholds.failBelow(), thresholds.unit()))
        .filter(one -> one.isSurelyBelow(thresholds.promoteAtOrAbove(), alpha))
        .forEach(
            one ->
                failures.add(
                    new Reason.SurelyTooLow(
                        measured(one), thresholds.failBelow(), thresholds.promoteAtOrAbove())));
    return failures;
  }

  /** What is missing to success. All together must pass even if applications are judged singly. */
  private List<Reason> shortfalls() {
    List<Reason> shortfalls = new ArrayList<>(shortfallsOf(total()));
    switch (thresholds.scope()) {
      case TOTAL -> {}
      case EACH_APPLICATION ->
          applications()
              .forEach(
                  one -> {
                    shortfalls.addAll(silence(one));
                    shortfalls.addAll(shortfallsOf(one));
                  });
    }
    return shortfalls;
  }

  private List<Reason> silence(Judged one) {
    return switch (one.subject()) {
      case Subject.OneApplication(Application application)
          when !one.hasSignIns() && thresholds.silentApplications() == SilentApplications.HOLD ->
          List.of(new Reason.ApplicationWithoutSignIns(application));
      case Subject.OneApplication _, Subject.AllApplications _ -> List.of();
    };
  }

  private List<Reason> shortfallsOf(Judged one) {
    if (!one.ratioReaches(thresholds.promoteAtOrAbove(), thresholds.unit())) {
      return List.of(new Reason.RatioTooLow(measured(one), thresholds.promoteAtOrAbove()));
    }
    boolean wasSeen = one.all().users() > 0;
    if (wasSeen && !one.isSurelyAtLeast(thresholds.failBelow(), budget.alpha())) {
      long needed = one.usersNeeded(thresholds.failBelow(), budget.alpha());
      long unseen = evidence.coverage().members() - one.all().users();
      return List.of(new Reason.NotSureYet(measured(one), thresholds.failBelow(), needed, unseen));
    }
    return List.of();
  }

  private Reason goodEnough() {
    return new Reason.GoodEnough(
        measured(total()), thresholds.promoteAtOrAbove(), thresholds.failBelow());
  }

  private List<Reason> withExplanations(List<Reason> reasons) {
    List<Reason> all = new ArrayList<>(reasons);
    evidence.window().byClient().stream()
        .filter(client -> client.lacksBroker())
        .limit(EXPLANATIONS)
        .forEach(client -> all.add(new Reason.ClientLacksBroker(client)));
    evidence.window().unboundByCode().stream()
        .limit(EXPLANATIONS)
        .forEach(code -> all.add(new Reason.UnboundSignIns(code)));
    return all;
  }

  private Measurement measured(Judged one) {
    return one.measured(thresholds.unit(), budget.forEachEnd());
  }

  private Judged total() {
    return new Judged(
        new Subject.AllApplications(),
        evidence.all().total(),
        evidence.window().total(),
        metric(),
        evidence.coverage().members());
  }

  private Stream<Judged> applications() {
    return evidence.all().byApplication().entrySet().stream()
        .map(
            entry ->
                new Judged(
                    new Subject.OneApplication(entry.getKey()),
                    entry.getValue(),
                    evidence.window().byApplication().get(entry.getKey()),
                    metric(),
                    evidence.coverage().members()));
  }

  private Metric metric() {
    return evidence.metric();
  }
}
