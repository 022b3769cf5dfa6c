package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.EvidencePeriod;
import dev.tokenprotection.core.evidence.EvidenceReading;
import dev.tokenprotection.core.gate.Freshness;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.SignInPort;
import dev.tokenprotection.core.port.Time;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sign-in logs of one tenant, read beside the reconciles whenever a rollout asks for something
 * newer than was read, by one thread at most. Nobody waits for it: who asked too early is woken.
 * Kept in memory only; after a restart the logs are read again from the start of each rollout's
 * evidence.
 */
public final class TenantEvidence {
  private static final Logger LOG = LoggerFactory.getLogger(TenantEvidence.class);

  /**
   * How long blocked sign-ins are remembered beyond the time in which they count: they come late.
   */
  private static final Duration BLOCKED_REMEMBERED = Duration.ofHours(12);

  private final Time time;
  private final Executor executor;
  private final Consumer<ResourceID> wake;
  private final Consumer<Telemetry> onRead;
  private final Consumer<Long> rowsRead;
  private final TelemetryWatch telemetry;
  private final LogReader reader;

  private final Map<ResourceID, LedgerWatch> ledgers = new HashMap<>();
  private final Map<ResourceID, BlockedWatch> breakers = new HashMap<>();
  private final Set<ResourceID> waiting = new HashSet<>();
  private SignInPort port;
  private Stand stand = Stand.IDLE;
  private Instant readUpTo = Instant.MIN;
  private LastReading last = new LastReading.None();

  /** How the last reading ended. */
  private sealed interface LastReading {
    record None() implements LastReading {}

    record Good() implements LastReading {}

    record Bad(Problem problem, Instant at) implements LastReading {}

    /** The problem of a reading that failed at {@code moment} or later; empty if none did. */
    default Optional<Problem> failedSince(Instant moment) {
      return this instanceof Bad(Problem problem, Instant at) && !at.isBefore(moment)
          ? Optional.of(problem)
          : Optional.empty();
    }
  }

  /** Whether the logs are being read. */
  private enum Stand {
    IDLE,
    READING,
    /** Somebody asked for something newer meanwhile. */
    READING_AGAIN_AFTER
  }

  /**
   * @param wake told of each rollout that waited, once what it waits for was read
   * @param onRead told after each reading how the logs are to read
   * @param rowsRead told of the number of rows of each reading
   */
  public TenantEvidence(
      SignInPort port,
      Time time,
      Executor executor,
      Consumer<ResourceID> wake,
      Consumer<Telemetry> onRead,
      Consumer<Long> rowsRead) {
    this.port = port;
    this.time = time;
    this.executor = executor;
    this.wake = wake;
    this.onRead = onRead;
    this.rowsRead = rowsRead;
    this.telemetry = new TelemetryWatch(time.now());
    this.reader = new LogReader(telemetry);
  }

  /** Goes on with another connection to the same tenant. */
  public synchronized void connection(SignInPort changed) {
    port = changed;
  }

  /** The evidence of a rollout's stage, if it was read recently enough. */
  public synchronized EvidenceAnswer ask(ResourceID rollout, EvidenceQuestion question) {
    LedgerWatch ledger =
        Optional.ofNullable(ledgers.get(rollout))
            .filter(watch -> watch.counts(question.scope(), question.period()))
            .orElseGet(() -> begin(rollout, question));
    ledger.changeCohort(question.cohort());
    Instant now = time.now();
    if (isFresh(ledger, question.notBefore())) {
      return new EvidenceAnswer.Known(reading(ledger, now), telemetry.lag());
    }
    Optional<Problem> failure = last.failedSince(question.notBefore());
    if (failure.isPresent()) {
      return new EvidenceAnswer.Known(
          new EvidenceReading.Unavailable(failure.get().sentence()), telemetry.lag());
    }
    want(rollout);
    return new EvidenceAnswer.Pending(ledger.percentRead(now));
  }

  /**
   * The most users that the enforced policy blocked within any span of this length; empty while
   * that is not known. Asks for a reading when the last one is older than {@code notBefore}.
   *
   * @param since what happened before does not count
   */
  public synchronized Optional<Integer> mostBlockedUsers(
      ResourceID rollout,
      PolicyId enforcedPolicy,
      Duration within,
      Instant since,
      Instant notBefore) {
    Instant now = time.now();
    Instant forgotten = latest(since, now.minus(within).minus(BLOCKED_REMEMBERED));
    BlockedWatch breaker =
        Optional.ofNullable(breakers.get(rollout))
            .filter(watch -> watch.counts(enforcedPolicy))
            .orElseGet(
                () -> {
                  BlockedWatch begun =
                      new BlockedWatch(enforcedPolicy, latest(since, now.minus(within)));
                  breakers.put(rollout, begun);
                  return begun;
                });
    if (readUpTo.isBefore(notBefore) && last.failedSince(notBefore).isEmpty()) {
      want(rollout);
    }
    return readUpTo.equals(Instant.MIN)
        ? Optional.empty()
        : Optional.of(breaker.mostUsersWithin(within, forgotten));
  }

  /** Has the logs looked at, if that was not tried since {@code notBefore}. */
  public synchronized void look(Instant notBefore) {
    if (readUpTo.isBefore(notBefore) && last.failedSince(notBefore).isEmpty()) {
      begin();
    }
  }

  /** A rollout does not need its evidence any more. */
  public synchronized void forget(ResourceID rollout) {
    ledgers.remove(rollout);
    breakers.remove(rollout);
    waiting.remove(rollout);
  }

  /** How late rows of the slower log arrive. */
  public Duration lag() {
    return telemetry.lag();
  }

  /** How the logs are to read. */
  public synchronized Telemetry telemetry() {
    return switch (last) {
      case LastReading.None none -> new Telemetry.NotRead();
      case LastReading.Good good -> telemetry.seen();
      case LastReading.Bad(Problem problem, Instant at) -> new Telemetry.Unreadable(problem);
    };
  }

  private LedgerWatch begin(ResourceID rollout, EvidenceQuestion question) {
    LedgerWatch begun = new LedgerWatch(question.scope(), question.period(), question.cohort());
    ledgers.put(rollout, begun);
    return begun;
  }

  private boolean isFresh(LedgerWatch ledger, Instant notBefore) {
    return !readUpTo.isBefore(notBefore) && ledger.wasReadIn(readUpTo);
  }

  private EvidenceReading reading(LedgerWatch ledger, Instant now) {
    Duration behind = Duration.between(readUpTo, now);
    if (behind.compareTo(Freshness.DEFAULT.maximumAge()) > 0) {
      return new EvidenceReading.FallingBehind(behind);
    }
    return new EvidenceReading.Available(
        ledger.upTo(EvidencePeriod.end(readUpTo, telemetry.lag())));
  }

  private void want(ResourceID rollout) {
    waiting.add(rollout);
    begin();
  }

  private void begin() {
    switch (stand) {
      case IDLE -> {
        stand = Stand.READING;
        executor.execute(this::read);
      }
      case READING -> stand = Stand.READING_AGAIN_AFTER;
      case READING_AGAIN_AFTER -> {}
    }
  }

  private void read() {
    do {
      readOnce();
    } while (goesOn());
    wakeAll();
  }

  private void readOnce() {
    Instant now = time.now();
    List<LogWatch> watches = new ArrayList<>();
    List<LedgerWatch> counted;
    SignInPort current;
    synchronized (this) {
      stand = Stand.READING;
      counted = List.copyOf(ledgers.values());
      watches.add(telemetry);
      watches.addAll(counted);
      watches.addAll(breakers.values());
      current = port;
    }
    try {
      Outcome<Long> outcome = reader.read(current, watches, now);
      outcome.success().ifPresent(rowsRead);
      outcome.failure().ifPresentOrElse(this::failed, () -> succeeded(counted, now));
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("Reading the sign-in logs ended in a defect");
      failed(defect(e));
    }
  }

  private synchronized void failed(Problem problem) {
    last = new LastReading.Bad(problem, time.now());
  }

  private synchronized void succeeded(List<LedgerWatch> counted, Instant begunAt) {
    last = new LastReading.Good();
    readUpTo = begunAt;
    counted.forEach(ledger -> ledger.readIn(begunAt));
  }

  private synchronized boolean goesOn() {
    // After a failure those who wait are woken first: they decide when it is tried again.
    if (stand == Stand.READING_AGAIN_AFTER && last instanceof LastReading.Good) {
      return true;
    }
    stand = Stand.IDLE;
    return false;
  }

  private void wakeAll() {
    List<ResourceID> woken;
    synchronized (this) {
      woken = List.copyOf(waiting);
      waiting.clear();
    }
    woken.forEach(wake);
    onRead.accept(telemetry());
  }

  private static Problem defect(RuntimeException e) {
    return Problem.withoutEffect(
        Problem.Cause.UNREADABLE_ANSWER,
        "read the sign-in logs",
        e.getClass().getSimpleName(),
        "This is a defect of the operator: please report it with its log.");
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
