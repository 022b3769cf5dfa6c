package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Platform;
import dev.tokenprotection.core.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Counts the rows of one rollout's stage. Give it every row of the tenant's log, in any order and
 * as often as they are read; ask it for the evidence up to a moment.
 *
 * <p>A policy write, a new stage or another scope needs a new ledger; a changed cohort does not.
 * Not safe for use by several threads.
 *
 * <p>Rows younger than the lateness are kept one by one, so that late ones find their place. Older
 * ones are counts only: what they need depends on the number of users, not of sign-ins.
 */
public final class EvidenceLedger {
  private static final long NANOS_BELOW_A_SECOND = 999_999_999;

  private final EvidenceScope scope;
  private final EvidencePeriod period;
  private final Duration lateness;
  private final RowClassifier classifier;
  private final SignInAssembly assembly;
  private final Books books;
  private final ClientNames clients = new ClientNames();
  private final UserTable users = new UserTable();

  /** The second of each user's first activity, rounded up. */
  private final UserNumbers firstActive;

  private Instant newestRow = Instant.MIN;
  private Instant closedUpTo = Instant.MIN;

  /**
   * Starts to count.
   *
   * @param scope which rows are evidence
   * @param period from when on
   * @param cohort whose rows
   * @param lateness how long before the end of the evidence a row may be made and still be added
   *     after that evidence was asked for; the overlap that is read again must not reach back
   *     further
   */
  public EvidenceLedger(
      EvidenceScope scope, EvidencePeriod period, Cohort cohort, Duration lateness) {
    if (lateness.isNegative()) {
      throw new IllegalArgumentException("lateness is not negative: " + lateness);
    }
    this.scope = scope;
    this.period = period;
    this.lateness = lateness;
    this.classifier = new RowClassifier(scope);
    this.assembly = new SignInAssembly(scope.profile(), clients);
    this.books = new Books(scope, period, cohort.size());
    this.firstActive = new UserNumbers(cohort.size());
    users.enrol(cohort);
  }

  /**
   * From now on, rows count for these users. Those who are new count from the rows that are added
   * next. Those who left count no more among users and sign-ins; what their sign-ins added to the
   * numbers of clients, to what was set aside and to the active days stays.
   */
  public void changeCohort(Cohort changed) {
    users.enrol(changed);
  }

  /**
   * Takes a row of the log. A row that was read before changes nothing, nor does one that is older
   * than {@link #closedUpTo}.
   */
  public void add(SignInRow row) {
    if (row.createdDateTime().isAfter(newestRow)) {
      newestRow = row.createdDateTime();
    }
    if (!row.createdDateTime().isAfter(closedUpTo)
        || row.createdDateTime().isBefore(period.start())) {
      return;
    }
    switch (row.user()) {
      case SignInUser.Member(UserId id) -> addOf(id, row);
      case SignInUser.Guest(UserId id) -> addOf(id, row);
      case SignInUser.Unidentified() -> addOfNobody(row);
    }
  }

  /**
   * The evidence up to a moment (in whole seconds), see {@link EvidencePeriod#end}. If it is asked
   * for an earlier moment than before, since the measured delay of the log grew, what was counted
   * stays counted.
   */
  public Evidence upTo(Instant end) {
    readUpTo(end);
    Instant wanted = end.truncatedTo(ChronoUnit.SECONDS);
    Instant countedTo = wanted.isBefore(closedUpTo) ? closedUpTo : wanted;
    Books recent = new Books(scope, period, users.limit());
    assembly.upTo(countedTo, recent::add);

    long windowSlot = period.slotOf(countedTo.minus(period.window()));
    Summation all = summation(books.all(), recent.all());
    Summation window = summation(books.from(windowSlot), recent.from(windowSlot));
    return new Evidence(
        scope.metric(),
        period.start(),
        period.windowStart(countedTo),
        wanted,
        newestRow,
        all.tally(),
        window.tally(),
        coverage(all, countedTo),
        blockedUsers(recent, window));
  }

  /**
   * Says that the log was read completely up to a moment, so that rows older than that by more than
   * the lateness need no longer be kept one by one. Call it after each slice of a long read.
   */
  public void readUpTo(Instant moment) {
    close(moment.minus(lateness).truncatedTo(ChronoUnit.SECONDS));
  }

  /** Rows up to this moment are not taken any more: there is no use in reading them again. */
  public Instant closedUpTo() {
    return closedUpTo;
  }

  private void addOf(UserId id, SignInRow row) {
    int user = users.ordinalOf(id);
    if (user == UserTable.NOBODY) {
      return;
    }
    RowClass outcome = classifier.classify(row);
    if (isSignOfActivity(row, outcome)) {
      Instant roundedUp = row.createdDateTime().plusNanos(NANOS_BELOW_A_SECOND);
      firstActive.keepSmallest(user, period.secondOf(roundedUp));
    }
    if (!row.createdDateTime().isBefore(users.countedFrom(user))) {
      keep(row, user, outcome);
    }
  }

  private void addOfNobody(SignInRow row) {
    RowClass outcome = classifier.classify(row);
    if (outcome instanceof RowClass.SetAside) {
      keep(row, UserTable.NOBODY, outcome);
    }
  }

  private void keep(SignInRow row, int user, RowClass outcome) {
    if (!(outcome instanceof RowClass.Unrelated)) {
      assembly.add(row, user, outcome, row.applicationsAmong(scope.applications()));
    }
  }

  /** A row that our policy judged is one of the profile's platforms, whatever its text says. */
  private boolean isSignOfActivity(SignInRow row, RowClass outcome) {
    return switch (outcome) {
      case RowClass.SetAside _ -> false;
      case RowClass.Unrelated _ -> isOnPlatform(row);
      case RowClass.Bound _,
          RowClass.Unbound _,
          RowClass.Unreadable _,
          RowClass.NotApplicable _,
          RowClass.Interrupted _ ->
          true;
    };
  }

  private boolean isOnPlatform(SignInRow row) {
    Optional<Platform> platform = OperatingSystem.platformOf(row.operatingSystem());
    return row.issuer() == TokenIssuer.PRIMARY
        && platform.map(scope.profile().platforms()::contains).orElse(false);
  }

  private void close(Instant moment) {
    if (!moment.isAfter(closedUpTo)) {
      return;
    }
    assembly.release(moment, books::add);
    books.closeBefore(period.slotOf(moment.minus(period.window())));
    closedUpTo = moment;
  }

  private Summation summation(List<SlotCounts> closed, List<SlotCounts> recent) {
    List<SlotCounts> slots = new ArrayList<>(closed);
    slots.addAll(recent);
    return new Summation(scope, slots, clients, users);
  }

  private Coverage coverage(Summation all, Instant countedTo) {
    long seen = 0;
    long active = 0;
    for (int user = 0; user < users.limit(); user++) {
      if (users.isMember(user)) {
        seen += all.saw(user) ? 1 : 0;
        active += isActive(user, countedTo) ? 1 : 0;
      }
    }
    return new Coverage(seen, active, users.size());
  }

  /** Nobody could watch a member whose sign-ins do not count yet, so he must not be left out. */
  private boolean isActive(int user, Instant countedTo) {
    int first = firstActive.of(user);
    return first != UserNumbers.NONE && first <= period.secondOf(countedTo)
        || users.countedFrom(user).isAfter(countedTo);
  }

  private long blockedUsers(Books recent, Summation window) {
    BitSet blocked = window.usersOfClientsWithoutBroker();
    for (int user = 0; user < users.limit(); user++) {
      if (users.isMember(user) && books.lastWasBad(user, recent)) {
        blocked.set(user);
      }
    }
    return blocked.cardinality();
  }
}
