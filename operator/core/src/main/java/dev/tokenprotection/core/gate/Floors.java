package dev.tokenprotection.core.gate;

import dev.tokenprotection.core.evidence.Counts;
import dev.tokenprotection.core.evidence.Coverage;
import dev.tokenprotection.core.evidence.Evidence;
import dev.tokenprotection.core.evidence.Tally;
import dev.tokenprotection.core.evidence.UnreadableReason;
import dev.tokenprotection.core.model.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The checks of whether evidence says enough to be judged at all. */
record Floors(GateCriteria criteria, Evidence evidence, GateContext context) {

  /** Why the evidence says too little; empty if it says enough. */
  List<Reason> doubts() {
    List<Reason> doubts = new ArrayList<>();
    missing().ifPresent(doubts::add);
    stale().ifPresent(doubts::add);
    if (!doubts.isEmpty()) {
      return doubts;
    }
    unreadable().ifPresent(doubts::add);
    notApplicable().ifPresent(doubts::add);
    tooFewSignIns().ifPresent(doubts::add);
    tooFewUsers().ifPresent(doubts::add);
    tooLittleCoverage().ifPresent(doubts::add);
    tooFewActiveDays().ifPresent(doubts::add);
    return doubts;
  }

  private Optional<Reason> missing() {
    if (evidence.newestRow().equals(Instant.MIN)) {
      return Optional.of(new Reason.NoRows());
    }
    return evidence.window().total().signIns() == 0
        ? Optional.of(new Reason.NoSignIns(evidence.windowStart()))
        : Optional.empty();
  }

  private Optional<Reason> stale() {
    Duration age = Duration.between(evidence.end(), context.now());
    Duration maximumAge = context.freshness().maximumAge();
    if (age.compareTo(maximumAge) > 0) {
      return Optional.of(new Reason.Stale(age, maximumAge));
    }
    if (evidence.newestRow().equals(Instant.MIN)) {
      return Optional.empty();
    }
    Duration silence = Duration.between(evidence.newestRow(), context.now());
    Duration maximumSilence = context.freshness().maximumSilence();
    return silence.compareTo(maximumSilence) > 0
        ? Optional.of(new Reason.Silent(silence, maximumSilence))
        : Optional.empty();
  }

  private Optional<Reason> unreadable() {
    Tally window = evidence.window();
    Counts total = window.total();
    if (isWithin(Gate.UNREADABLE_LIMIT, total.unreadable(), total.signIns())) {
      return Optional.empty();
    }
    UnreadableReason mostly =
        window.unreadable().entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .orElseThrow()
            .getKey();
    return Optional.of(
        new Reason.TooManyUnreadable(
            total.unreadable(), total.signIns(), Gate.UNREADABLE_LIMIT, mostly));
  }

  private Optional<Reason> notApplicable() {
    Tally window = evidence.window();
    return isWithin(Gate.NOT_APPLICABLE_LIMIT, window.notApplicable(), window.applied())
        ? Optional.empty()
        : Optional.of(
            new Reason.TooManyNotApplicable(
                window.notApplicable(), window.applied(), Gate.NOT_APPLICABLE_LIMIT));
  }

  private Optional<Reason> tooFewSignIns() {
    long counted = evidence.window().total().signIns();
    return counted < criteria.minSignIns()
        ? Optional.of(new Reason.TooFewSignIns(counted, criteria.minSignIns()))
        : Optional.empty();
  }

  private Optional<Reason> tooFewUsers() {
    long counted = evidence.window().total().users();
    return counted < criteria.minUsers()
        ? Optional.of(new Reason.TooFewUsers(counted, criteria.minUsers()))
        : Optional.empty();
  }

  private Optional<Reason> tooLittleCoverage() {
    Coverage coverage = evidence.coverage();
    return coverage.seen() * Share.WHOLE < criteria.minCoverage().millionths() * coverage.active()
        ? Optional.of(
            new Reason.TooLittleCoverage(
                coverage.seen(), coverage.active(), criteria.minCoverage()))
        : Optional.empty();
  }

  private Optional<Reason> tooFewActiveDays() {
    int counted = evidence.all().activeDays();
    return counted < criteria.minActiveDays()
        ? Optional.of(new Reason.TooFewActiveDays(counted, criteria.minActiveDays()))
        : Optional.empty();
  }

  private static boolean isWithin(Share limit, long part, long whole) {
    return part * Share.WHOLE <= limit.millionths() * whole;
  }
}
