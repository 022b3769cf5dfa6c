package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.EvidenceReading;
import dev.tokenprotection.core.gate.Freshness;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Outcome.Done;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.SignInPort;
import dev.tokenprotection.core.port.Time;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sign-in logs of one tenant, read beside the reconciles whenever a rollout asks for something
 * newer than was read, by one thread at most. Nobody waits for it: who asked too early is woken.
 * What enabled policies block is read every {@link #BLOCKED_READ_EACH} by itself, however the
 * reconciles of the rollouts fare; a rollout is woken when that changes what it was told. Kept in
 * memory only; after a restart the logs are read again, the newest rows first, then from the start
 * of each rollout's evidence.
 */
public final class TenantEvidence implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TenantEvidence.class);

  /** How old at most is what breakers go by. */
  public static final Duration BLOCKED_READ_EACH = Duration.ofMinutes(5);

  /**
   * How long blocked sign-ins are remembered beyond the time in which they count: they come late.
   */
  private static final Duration BLOCKED_REMEMBERED = Duration.ofHours(12);

  private final Time time;
  private final Consumer<ResourceID> wake;
  private final Consumer<Telemetry> onRead;
  private final Consumer<Long> rowsRead;
  private final TelemetryWatch telemetry;
  private final LogReader reader;

  private final Watches watches = new Watches();
  private final Waiting waiting = new Waiting();
  private final Agenda agenda;
  private final OneAtATime readings;
  private SignInPort port;

  /** How the last reading of the newest rows ended, and how that of any did. */
  private LastReading newest = new LastReading.None();

  private LastReading last = new LastReading.None();

  /** When what was blocked is read again. */
  private Time.Alarm nextBlocked = () -> {};

  private boolean closed;

  /**
   * @param wake told of each rollout that waited, once what it waits for was read
   * @param onRead told after each reading how the logs are to read
   * @param rowsRead told of the number of rows of each reading, failed ones too; a row that is read
   *     twice counts twice
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
    this.wake = wake;
    this.onRead = onRead;
    this.rowsRead = rowsRead;
    this.telemetry = new TelemetryWatch(time.now());
    this.reader = new LogReader(telemetry, time.now());
    this.agenda = new Agenda(time.now());
    this.readings = new OneAtATime(executor, this::readNext, this::wakeAll);
  }

  /** Goes on with another connection to the same tenant. */
  public synchronized void connection(SignInPort changed) {
    port = changed;
  }

  /** The evidence of a rollout's stage, if it was read recently enough. */
  public synchronized EvidenceAnswer ask(ResourceID rollout, EvidenceQuestion question) {
    LedgerWatch ledger = watches.ledger(rollout, question);
    Instant now = time.now();
    if (ledger.answers(question)) {
      return new EvidenceAnswer.Known(reading(ledger, now), telemetry.lag());
    }
    Optional<Problem> failure = last.failedSince(question.notBefore());
    if (failure.isPresent()) {
      return new EvidenceAnswer.Known(
          new EvidenceReading.Unavailable(failure.get().sentence()), telemetry.lag());
    }
    waiting.forEvidence(rollout, question);
    switch (question.depth()) {
      case USUAL -> agenda.wantNewest();
      case DEEP -> agenda.wantDeep();
    }
    readings.ask();
    return new EvidenceAnswer.Pending(ledger.percentRead(now));
  }

  /**
   * The most users that the enforced policies blocked within any span of this length; empty while
   * that is not known. Asks for a reading when the last one is older than {@code notBefore}; from
   * then on, the rollout is woken when a later one would be answered otherwise, until {@link
   * #endBreaker}.
   *
   * @param enforcedPolicies the enabled policies of the rollout; one, if all is well
   * @param since what happened before does not count
   */
  public synchronized Optional<Integer> mostBlockedUsers(
      ResourceID rollout,
      Set<PolicyId> enforcedPolicies,
      Duration within,
      Instant since,
      Instant notBefore) {
    Instant now = time.now();
    BlockedWatch breaker =
        watches.breaker(rollout, enforcedPolicies, latest(since, now.minus(within)));
    if (!breaker.wasReadUpTo(notBefore) && newest.failedSince(notBefore).isEmpty()) {
      waiting.forBreaker(rollout, notBefore);
      agenda.wantBlocked();
      readings.ask();
    }
    return breaker.wasRead()
        ? Optional.of(
            breaker.mostUsersWithin(
                within, latest(since, now.minus(within).minus(BLOCKED_REMEMBERED))))
        : Optional.empty();
  }

  /** Nothing of a rollout is enabled any more, so that it blocks nobody. */
  public synchronized void endBreaker(ResourceID rollout) {
    watches.endBreaker(rollout);
    waiting.endBreaker(rollout);
  }

  /** Has the logs looked at, if that was not tried since {@code notBefore}. */
  public synchronized void look(Instant notBefore) {
    if (!newest.wasTriedSince(notBefore)) {
      agenda.wantNewest();
      readings.ask();
    }
  }

  /** A rollout does not need its evidence any more. */
  public synchronized void forget(ResourceID rollout) {
    watches.forget(rollout);
    waiting.forget(rollout);
  }

  /** How late rows of the slower log arrive. */
  public Duration lag() {
    return telemetry.lag();
  }

  /** How the logs are to read. */
  public synchronized Telemetry telemetry() {
    return switch (newest) {
      case LastReading.None none -> new Telemetry.NotRead();
      case LastReading.Good good -> telemetry.seen();
      case LastReading.Bad(Problem problem, Instant at) -> new Telemetry.Unreadable(problem);
    };
  }

  private EvidenceReading reading(LedgerWatch ledger, Instant now) {
    Duration behind = Duration.between(ledger.readUpTo(), now);
    if (behind.compareTo(Freshness.DEFAULT.maximumAge()) > 0) {
      return new EvidenceReading.FallingBehind(behind);
    }
    return new EvidenceReading.Available(ledger.upTo(telemetry.lag()));
  }

  /** Nothing is read by itself any more. */
  @Override
  public synchronized void close() {
    closed = true;
    nextBlocked.cancel();
  }

  /** The breakers are to be read again, so long after {@code last}. */
  private void readBlockedAfter(Instant last) {
    nextBlocked.cancel();
    if (!closed && !watches.breakers().isEmpty()) {
      nextBlocked = time.alarm(last.plus(BLOCKED_READ_EACH), this::blockedIsDue);
    }
  }

  private synchronized void blockedIsDue() {
    if (!closed && !watches.breakers().isEmpty()) {
      // Before asking: if that fails, or the reading never ends, it is asked again.
      readBlockedAfter(time.now());
      agenda.wantBlocked();
      readings.ask();
    }
  }

  private OneAtATime.Piece readNext() {
    Optional<Reading> next = next();
    return next.isEmpty() ? OneAtATime.Piece.NOTHING_LEFT : read(next.get());
  }

  private synchronized Optional<Reading> next() {
    Instant now = time.now();
    List<LedgerWatch> behind = watches.behind(telemetry);
    return agenda
        .take(now, behind.isEmpty() ? Agenda.Older.COMPLETE : Agenda.Older.LACKING)
        .map(
            part ->
                switch (part) {
                  case BLOCKED, NEWEST, LATE, DEEP ->
                      new Reading(
                          part, port, watches.upToDate(telemetry), behind, watches.breakers(), now);
                  case OLDER -> new Reading(part, port, List.of(), behind, List.of(), now);
                });
  }

  private OneAtATime.Piece read(Reading reading) {
    try {
      Outcome<Done> outcome = reading.by(reader);
      if (outcome.failure().isPresent()) {
        return failed(reading, outcome.failure().get());
      }
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("Reading the sign-in logs ended in a defect");
      return failed(reading, defect(e));
    } catch (Error e) {
      failed(reading, defect(e));
      throw e;
    } finally {
      rowsRead.accept(reader.takeRows());
    }
    succeeded(reading).forEach(wake);
    onRead.accept(telemetry());
    return OneAtATime.Piece.DONE;
  }

  private synchronized OneAtATime.Piece failed(Reading reading, Problem problem) {
    last = new LastReading.Bad(problem, time.now());
    switch (reading.part()) {
      case BLOCKED, NEWEST, LATE, DEEP -> newest = last;
      case OLDER -> {}
    }
    agenda.clear();
    readBlockedAfter(time.now());
    return OneAtATime.Piece.FAILED;
  }

  /** Notes what was read; the rollouts that waited for just that, or whose breaker has news. */
  private synchronized Set<ResourceID> succeeded(Reading reading) {
    last = new LastReading.Good(reading.begunAt());
    switch (reading.part()) {
      case BLOCKED -> {
        if (newest instanceof LastReading.Bad) {
          newest = last;
        }
        reading.gaveBlocked();
      }
      case NEWEST -> {
        newest = last;
        reading.gaveNewest(Depth.USUAL);
      }
      case LATE -> {
        newest = last;
        reading.gaveNewest(Depth.USUAL);
        agenda.lookedForLate(reading.begunAt());
      }
      case DEEP -> {
        newest = last;
        reading.gaveNewest(Depth.DEEP);
        agenda.lookedForLate(reading.begunAt());
      }
      case OLDER -> {
        if (!reading.behind().stream().allMatch(ledger -> ledger.isBehind(telemetry))) {
          // Somebody has all older rows now, and can be given the newest ones too.
          agenda.wantNewest();
        }
      }
    }
    if (reading.part() != Agenda.Part.OLDER) {
      readBlockedAfter(reading.begunAt());
    }
    Set<ResourceID> woken = waiting.takeServed(watches);
    woken.addAll(watches.breakersWithNews());
    return woken;
  }

  /** After a failure those who wait decide when it is tried again. */
  private void wakeAll() {
    Set<ResourceID> all;
    synchronized (this) {
      all = waiting.takeAll();
    }
    all.forEach(wake);
    onRead.accept(telemetry());
  }

  private static Problem defect(Throwable defect) {
    return Problem.withoutEffect(
        Problem.Cause.UNREADABLE_ANSWER,
        "read the sign-in logs",
        defect.getClass().getSimpleName(),
        "This is a defect of the operator: please report it with its log.");
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
