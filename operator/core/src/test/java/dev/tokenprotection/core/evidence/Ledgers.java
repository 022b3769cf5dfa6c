package dev.tokenprotection.core.evidence;

import static dev.tokenprotection.core.evidence.RowBuilder.NOON;
import static dev.tokenprotection.core.model.Application.EXCHANGE_ONLINE;
import static dev.tokenprotection.core.model.Application.MICROSOFT_TEAMS;
import static dev.tokenprotection.core.model.Application.SHAREPOINT_ONLINE;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Profile;
import dev.tokenprotection.core.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Ledgers of a small cohort, for the tests of counting. */
final class Ledgers {
  static final Duration LATENESS = Duration.ofHours(6);
  static final Instant START = NOON.minus(Duration.ofDays(3));
  static final Instant END = NOON.plus(Duration.ofDays(1));
  static final EvidencePeriod PERIOD = new EvidencePeriod(START, Duration.ofDays(7));
  static final Cohort ADA_BOB_EVE =
      Cohort.settled(Set.of(new UserId("ada"), new UserId("bob"), new UserId("eve")));

  private Ledgers() {}

  static Counts totalOf(RowBuilder... rows) {
    return evidenceOf(rows).all().total();
  }

  static Evidence evidenceOf(RowBuilder... rows) {
    EvidenceLedger ledger = ledger();
    Stream.of(rows).map(RowBuilder::build).forEach(ledger::add);
    return ledger.upTo(END);
  }

  static EvidenceLedger ledger() {
    return ledger(scope(Metric.ALLOWED));
  }

  static EvidenceLedger ledger(EvidenceScope scope) {
    return new EvidenceLedger(scope, PERIOD, ADA_BOB_EVE, LATENESS);
  }

  static EvidenceLedger ledgerOf(String... users) {
    List<UserId> members = Stream.of(users).map(UserId::new).toList();
    return new EvidenceLedger(scope(Metric.ALLOWED), PERIOD, Cohort.settled(members), LATENESS);
  }

  static EvidenceScope scope(Metric metric) {
    return scope(Profile.WINDOWS_NATIVE, metric);
  }

  static EvidenceScope scope(Profile profile, Metric metric) {
    Set<Application> office = Set.of(EXCHANGE_ONLINE, SHAREPOINT_ONLINE, MICROSOFT_TEAMS);
    return new EvidenceScope(
        profile, office, RowBuilder.OBSERVE, RowBuilder.ENFORCED, GuestRule.SET_ASIDE, metric);
  }

  static EvidenceScope appleScope(Metric metric) {
    return scope(Profile.APPLE_NATIVE, metric);
  }
}
