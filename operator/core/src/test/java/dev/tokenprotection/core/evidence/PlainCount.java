package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Platform;
import dev.tokenprotection.core.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Counts rows in the plainest way that the rules can be written down: all rows at hand, sorted,
 * with maps. The ledger must agree with it.
 */
final class PlainCount {
  private final EvidenceScope scope;
  private final EvidencePeriod period;
  private final Cohort cohort;
  private final RowClassifier classifier;

  /** A sign-in with its rows in order of time. */
  private record Whole(Optional<UserId> user, List<SignInRow> rows, RowClass outcome) {
    Instant last() {
      return rows.getLast().createdDateTime();
    }
  }

  private record Shares(long good, long bad, long unreadable) {
    Shares plus(Shares other) {
      return new Shares(good + other.good, bad + other.bad, unreadable + other.unreadable);
    }
  }

  PlainCount(EvidenceScope scope, EvidencePeriod period, Cohort cohort) {
    this.scope = scope;
    this.period = period;
    this.cohort = cohort;
    this.classifier = new RowClassifier(scope);
  }

  Evidence evidence(Collection<SignInRow> rows, Instant end) {
    List<SignInRow> counted =
        distinct(rows).stream()
            .filter(row -> !row.createdDateTime().isAfter(end))
            .filter(this::isOfCohortSinceItsStart)
            .toList();
    List<Whole> all = signIns(counted);
    Instant windowStart = period.windowStart(end);
    List<Whole> window = all.stream().filter(one -> !one.last().isBefore(windowStart)).toList();
    return new Evidence(
        scope.metric(),
        period.start(),
        windowStart,
        end,
        rows.stream()
            .map(SignInRow::createdDateTime)
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN),
        tally(all),
        tally(window),
        coverage(rows, all, end),
        blocked(all, window));
  }

  private static Collection<SignInRow> distinct(Collection<SignInRow> rows) {
    Map<String, SignInRow> byId = new HashMap<>();
    rows.forEach(row -> byId.put(row.id(), row));
    return byId.values();
  }

  private boolean isOfCohortSinceItsStart(SignInRow row) {
    if (row.createdDateTime().isBefore(period.start())) {
      return false;
    }
    return userOf(row)
        .map(
            user ->
                cohort
                    .countedFrom(user)
                    .map(from -> !row.createdDateTime().isBefore(from))
                    .orElse(false))
        .orElseGet(() -> classifier.classify(row) instanceof RowClass.SetAside);
  }

  private static Optional<UserId> userOf(SignInRow row) {
    return switch (row.user()) {
      case SignInUser.Member(UserId id) -> Optional.of(id);
      case SignInUser.Guest(UserId id) -> Optional.of(id);
      case SignInUser.Unidentified() -> Optional.empty();
    };
  }

  private List<Whole> signIns(List<SignInRow> rows) {
    Map<List<Object>, List<SignInRow>> groups = new HashMap<>();
    for (SignInRow row : rows) {
      if (!(classifier.classify(row) instanceof RowClass.Unrelated)) {
        Object correlation =
            row.correlation() instanceof Correlation.None ? row.id() : row.correlation();
        groups.computeIfAbsent(List.of(userOf(row), correlation), _ -> new ArrayList<>()).add(row);
      }
    }
    List<Whole> signIns = new ArrayList<>();
    groups.values().forEach(group -> split(group).forEach(one -> signIns.add(whole(one))));
    return signIns;
  }

  private static List<List<SignInRow>> split(List<SignInRow> group) {
    group.sort(Comparator.comparing(SignInRow::createdDateTime));
    List<List<SignInRow>> parts = new ArrayList<>();
    Instant previous = Instant.MIN;
    for (SignInRow row : group) {
      if (parts.isEmpty()
          || Duration.between(previous, row.createdDateTime()).toMillis() >= 600_000) {
        parts.add(new ArrayList<>());
      }
      parts.getLast().add(row);
      previous = row.createdDateTime();
    }
    return parts;
  }

  private Whole whole(List<SignInRow> rows) {
    List<RowClass> classes = rows.stream().map(classifier::classify).toList();
    RowClass outcome =
        unbound(classes)
            .or(() -> first(classes, RowClass.Unreadable.class))
            .or(() -> first(classes, RowClass.Bound.class))
            .or(() -> first(classes, RowClass.NotApplicable.class))
            .or(() -> first(classes, RowClass.SetAside.class))
            .orElseGet(RowClass.Interrupted::new);
    return new Whole(userOf(rows.getFirst()), rows, outcome);
  }

  private Optional<RowClass> unbound(List<RowClass> classes) {
    return classes.stream()
        .filter(RowClass.Unbound.class::isInstance)
        .min(
            Comparator.comparing((RowClass unbound) -> heals(codeOf(unbound)))
                .thenComparing(unbound -> codeOf(unbound) == 0)
                .thenComparing(PlainCount::codeOf));
  }

  private static Optional<RowClass> first(List<RowClass> classes, Class<? extends RowClass> kind) {
    return classes.stream().filter(kind::isInstance).min(Comparator.comparing(PlainCount::reason));
  }

  private static int reason(RowClass rowClass) {
    return switch (rowClass) {
      case RowClass.Unreadable(UnreadableReason reason) -> reason.ordinal();
      case RowClass.SetAside(SetAsideReason reason) -> reason.ordinal();
      case RowClass.Bound _,
          RowClass.Unbound _,
          RowClass.NotApplicable _,
          RowClass.Interrupted _,
          RowClass.Unrelated _ ->
          0;
    };
  }

  private static int codeOf(RowClass rowClass) {
    return rowClass instanceof RowClass.Unbound(int code) ? code : 0;
  }

  private boolean heals(int code) {
    return UnboundCode.isSelfRemediable(code, scope.profile());
  }

  private Tally tally(List<Whole> signIns) {
    Map<Application, Counts> byApplication = new EnumMap<>(Application.class);
    for (Application application : scope.applications()) {
      byApplication.put(
          application, counts(signIns, one -> applications(one).contains(application)));
    }
    Map<UnreadableReason, Long> unreadable = new EnumMap<>(UnreadableReason.class);
    Map<SetAsideReason, Long> setAside = new EnumMap<>(SetAsideReason.class);
    for (Whole one : signIns) {
      if (one.outcome() instanceof RowClass.Unreadable(UnreadableReason reason)) {
        unreadable.merge(reason, 1L, Long::sum);
      }
      if (one.outcome() instanceof RowClass.SetAside(SetAsideReason reason)) {
        setAside.merge(reason, 1L, Long::sum);
      }
    }
    Set<LocalDate> days = new HashSet<>();
    signIns.stream()
        .filter(PlainCount::isCounted)
        .forEach(one -> days.add(LocalDate.ofInstant(one.last(), ZoneOffset.UTC)));
    return new Tally(
        counts(signIns, _ -> true),
        byApplication,
        clients(signIns),
        codes(signIns),
        unreadable,
        count(signIns, RowClass.NotApplicable.class),
        count(signIns, RowClass.Interrupted.class),
        setAside,
        days.size());
  }

  private Counts counts(List<Whole> signIns, Predicate<Whole> isIn) {
    long bound = 0;
    long selfRemediable = 0;
    long unbound = 0;
    long unreadable = 0;
    Map<UserId, Shares> users = new HashMap<>();
    for (Whole one : signIns.stream().filter(isIn).filter(PlainCount::isCounted).toList()) {
      UserId user = one.user().orElseThrow();
      switch (one.outcome()) {
        case RowClass.Bound() -> {
          bound++;
          users.merge(user, new Shares(1, 0, 0), Shares::plus);
        }
        case RowClass.Unbound(int code) when heals(code) -> {
          selfRemediable++;
          boolean good = scope.metric() == Metric.ENFORCEABLE;
          users.merge(user, new Shares(good ? 1 : 0, good ? 0 : 1, 0), Shares::plus);
        }
        case RowClass.Unbound _ -> {
          unbound++;
          users.merge(user, new Shares(0, 1, 0), Shares::plus);
        }
        default -> {
          unreadable++;
          users.merge(user, new Shares(0, 0, 1), Shares::plus);
        }
      }
    }
    long good = 0;
    long bad = 0;
    for (Shares shares : users.values()) {
      long all = shares.good() + shares.bad() + shares.unreadable();
      good += 1_000_000 * shares.good() / all;
      bad += 1_000_000 * shares.bad() / all;
    }
    return new Counts(bound, selfRemediable, unbound, unreadable, users.size(), good, bad);
  }

  private static boolean isCounted(Whole one) {
    return one.outcome() instanceof RowClass.Bound
        || one.outcome() instanceof RowClass.Unbound
        || one.outcome() instanceof RowClass.Unreadable;
  }

  private Set<Application> applications(Whole one) {
    EnumSet<Application> found = EnumSet.noneOf(Application.class);
    for (SignInRow row : one.rows()) {
      RowClass rowClass = classifier.classify(row);
      if (rowClass instanceof RowClass.Bound
          || rowClass instanceof RowClass.Unbound
          || rowClass instanceof RowClass.Unreadable) {
        found.addAll(row.applicationsAmong(scope.applications()));
      }
    }
    return found;
  }

  private List<ClientCounts> clients(List<Whole> signIns) {
    Map<ClientApplication, List<Whole>> byClient = new HashMap<>();
    signIns.stream()
        .filter(PlainCount::isCounted)
        .forEach(one -> byClient.computeIfAbsent(clientOf(one), _ -> new ArrayList<>()).add(one));
    return byClient.entrySet().stream()
        .map(entry -> clientCounts(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparing((ClientCounts counts) -> -counts.unbound())
                .thenComparing(counts -> -counts.signIns())
                .thenComparing(counts -> counts.client().appId()))
        .toList();
  }

  private static ClientCounts clientCounts(ClientApplication client, List<Whole> signIns) {
    List<Whole> withoutBroker =
        signIns.stream().filter(one -> one.outcome().equals(new RowClass.Unbound(1008))).toList();
    return new ClientCounts(
        client,
        count(signIns, RowClass.Bound.class),
        count(signIns, RowClass.Unbound.class),
        count(signIns, RowClass.Unreadable.class),
        withoutBroker.size(),
        withoutBroker.stream().map(Whole::user).distinct().count());
  }

  private ClientApplication clientOf(Whole one) {
    return one.rows().stream()
        .filter(row -> classifier.classify(row).equals(one.outcome()))
        .min(
            Comparator.comparing(SignInRow::createdDateTime)
                .thenComparing(row -> row.client().appId()))
        .orElseThrow()
        .client();
  }

  private static List<CodeCounts> codes(List<Whole> signIns) {
    Map<Integer, List<Whole>> byCode = new TreeMap<>();
    for (Whole one : signIns) {
      if (one.outcome() instanceof RowClass.Unbound(int code)) {
        byCode.computeIfAbsent(code, _ -> new ArrayList<>()).add(one);
      }
    }
    return byCode.entrySet().stream()
        .map(
            entry ->
                new CodeCounts(
                    entry.getKey(),
                    entry.getValue().size(),
                    entry.getValue().stream().map(Whole::user).distinct().count()))
        .sorted(Comparator.comparing((CodeCounts counts) -> -counts.signIns()))
        .toList();
  }

  private static long count(List<Whole> signIns, Class<? extends RowClass> kind) {
    return signIns.stream().filter(one -> kind.isInstance(one.outcome())).count();
  }

  private Coverage coverage(Collection<SignInRow> rows, List<Whole> all, Instant end) {
    Set<UserId> active = new HashSet<>();
    cohort.members().stream()
        .filter(user -> cohort.countedFrom(user).orElseThrow().isAfter(end))
        .forEach(active::add);
    for (SignInRow row : rows) {
      if (row.createdDateTime().isBefore(period.start())
          || row.createdDateTime().isAfter(end)
          || userOf(row).flatMap(cohort::countedFrom).isEmpty()) {
        continue;
      }
      RowClass rowClass = classifier.classify(row);
      boolean onPlatform =
          row.issuer() == TokenIssuer.PRIMARY
              && OperatingSystem.platformOf(row.operatingSystem())
                  .filter((Platform platform) -> scope.profile().platforms().contains(platform))
                  .isPresent();
      boolean isActive =
          !(rowClass instanceof RowClass.SetAside)
              && (!(rowClass instanceof RowClass.Unrelated) || onPlatform);
      if (isActive) {
        active.add(userOf(row).orElseThrow());
      }
    }
    long seen = all.stream().filter(PlainCount::isCounted).map(Whole::user).distinct().count();
    return new Coverage(seen, active.size(), cohort.size());
  }

  private long blocked(List<Whole> all, List<Whole> window) {
    Map<UserId, Instant> lastGood = new HashMap<>();
    Map<UserId, Instant> lastBad = new HashMap<>();
    for (Whole one : all) {
      boolean good =
          one.outcome() instanceof RowClass.Bound
              || one.outcome() instanceof RowClass.Unbound(int code)
                  && heals(code)
                  && scope.metric() == Metric.ENFORCEABLE;
      if (good) {
        lastGood.merge(one.user().orElseThrow(), one.last(), PlainCount::later);
      } else if (one.outcome() instanceof RowClass.Unbound) {
        lastBad.merge(one.user().orElseThrow(), one.last(), PlainCount::later);
      }
    }
    Set<UserId> blocked = new HashSet<>();
    lastBad.forEach(
        (user, bad) -> {
          if (!lastGood.getOrDefault(user, Instant.MIN).isAfter(bad)) {
            blocked.add(user);
          }
        });
    Set<ClientApplication> broken = new HashSet<>();
    clients(window).stream()
        .filter(ClientCounts::lacksBroker)
        .forEach(counts -> broken.add(counts.client()));
    window.stream()
        .filter(one -> one.outcome().equals(new RowClass.Unbound(1008)))
        .filter(one -> broken.contains(clientOf(one)))
        .forEach(one -> blocked.add(one.user().orElseThrow()));
    return blocked.size();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
