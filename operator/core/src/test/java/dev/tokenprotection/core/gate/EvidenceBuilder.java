package dev.tokenprotection.core.gate;

import static dev.tokenprotection.core.model.Application.EXCHANGE_ONLINE;
import static dev.tokenprotection.core.model.Application.MICROSOFT_TEAMS;
import static dev.tokenprotection.core.model.Application.SHAREPOINT_ONLINE;

import dev.tokenprotection.core.evidence.ClientApplication;
import dev.tokenprotection.core.evidence.ClientCounts;
import dev.tokenprotection.core.evidence.CodeCounts;
import dev.tokenprotection.core.evidence.Counts;
import dev.tokenprotection.core.evidence.Coverage;
import dev.tokenprotection.core.evidence.Evidence;
import dev.tokenprotection.core.evidence.EvidenceReading;
import dev.tokenprotection.core.evidence.Metric;
import dev.tokenprotection.core.evidence.Tally;
import dev.tokenprotection.core.evidence.UnreadableReason;
import dev.tokenprotection.core.model.Application;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Builds evidence for tests. Without further words: 100 users of a cohort of 100, each with ten
 * bound sign-ins for each of Exchange, SharePoint and Teams, on seven days, an hour old.
 */
final class EvidenceBuilder {
  static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  static final int SIGN_INS_A_USER = 10;

  private Metric metric = Metric.ALLOWED;
  private Instant end = NOW.minus(Duration.ofHours(1));
  private Instant newestRow = NOW.minus(Duration.ofMinutes(5));
  private Counts all = users(100, 0);
  private Counts window = users(100, 0);
  private final Map<Application, Counts> allByApplication = new EnumMap<>(Application.class);
  private final Map<Application, Counts> windowByApplication = new EnumMap<>(Application.class);
  private final List<ClientCounts> clients = new ArrayList<>();
  private final List<CodeCounts> codes = new ArrayList<>();
  private long cohort = 100;
  private long seen = 100;
  private long active = 100;
  private int activeDays = 7;
  private long notApplicable;
  private long blockedUsers;

  private EvidenceBuilder() {
    application(EXCHANGE_ONLINE, all);
    application(SHAREPOINT_ONLINE, all);
    application(MICROSOFT_TEAMS, all);
  }

  static EvidenceBuilder evidence() {
    return new EvidenceBuilder();
  }

  /** Users of whom some never bind and all others always do. */
  static Counts users(long bound, long unbound) {
    return new Counts(
        bound * SIGN_INS_A_USER,
        0,
        unbound * SIGN_INS_A_USER,
        0,
        bound + unbound,
        bound * 1_000_000,
        unbound * 1_000_000);
  }

  /** The same everywhere: in total and for each application, since the start and in the window. */
  EvidenceBuilder everywhere(Counts counts) {
    total(counts);
    allByApplication.replaceAll((_, _) -> counts);
    windowByApplication.replaceAll((_, _) -> counts);
    return this;
  }

  EvidenceBuilder total(Counts counts) {
    all = counts;
    return window(counts);
  }

  EvidenceBuilder window(Counts counts) {
    window = counts;
    return this;
  }

  EvidenceBuilder all(Counts counts) {
    all = counts;
    return this;
  }

  EvidenceBuilder application(Application application, Counts counts) {
    return application(application, counts, counts);
  }

  EvidenceBuilder application(Application application, Counts all, Counts window) {
    allByApplication.put(application, all);
    windowByApplication.put(application, window);
    return this;
  }

  EvidenceBuilder cohort(long members) {
    return coverage(Math.min(seen, members), Math.min(active, members), members);
  }

  EvidenceBuilder coverage(long seen, long active, long members) {
    this.seen = seen;
    this.active = active;
    this.cohort = members;
    return this;
  }

  EvidenceBuilder activeDays(int days) {
    activeDays = days;
    return this;
  }

  EvidenceBuilder notApplicable(long signIns) {
    notApplicable = signIns;
    return this;
  }

  EvidenceBuilder blockedUsers(long users) {
    blockedUsers = users;
    return this;
  }

  EvidenceBuilder client(String name, long bound, long withoutBroker, long users) {
    ClientApplication client = new ClientApplication(name, name);
    clients.add(new ClientCounts(client, bound, withoutBroker, 0, withoutBroker, users));
    return this;
  }

  EvidenceBuilder code(int code, long signIns, long users) {
    codes.add(new CodeCounts(code, signIns, users));
    return this;
  }

  EvidenceBuilder end(Instant end) {
    this.end = end;
    return this;
  }

  EvidenceBuilder newestRow(Instant newestRow) {
    this.newestRow = newestRow;
    return this;
  }

  EvidenceBuilder metric(Metric metric) {
    this.metric = metric;
    return this;
  }

  Evidence build() {
    return new Evidence(
        metric,
        NOW.minus(Duration.ofDays(20)),
        NOW.minus(Duration.ofDays(7)),
        end,
        newestRow,
        tally(all, allByApplication),
        tally(window, windowByApplication),
        new Coverage(seen, active, cohort),
        blockedUsers);
  }

  EvidenceReading read() {
    return new EvidenceReading.Available(build());
  }

  private Tally tally(Counts total, Map<Application, Counts> byApplication) {
    Map<UnreadableReason, Long> unreadable =
        total.unreadable() == 0
            ? Map.of()
            : Map.of(UnreadableReason.DETAILS_MISSING, total.unreadable());
    return new Tally(
        total, byApplication, clients, codes, unreadable, notApplicable, 0, Map.of(), activeDays);
  }
}
