package dev.tokenprotection.simulator.signin;

import dev.tokenprotection.simulator.population.Person;
import dev.tokenprotection.simulator.population.UsagePath;
import dev.tokenprotection.simulator.signin.Step.Decided;
import dev.tokenprotection.simulator.signin.policy.JudgedSignIn.Outcome;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.User;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * Lets the people sign in, in the order of time. Each sign-in is judged by what is effective at its
 * own time, once; so what comes out does not depend on how often or when it is asked to go on. Not
 * thread-safe.
 */
final class SignInSimulation {
  private final Tenant tenant;
  private final SignInSettings settings;
  private final DayPlanner planner;
  private final Consumer<SignInRow> log;
  private final PolicyJudge judge = new PolicyJudge();
  private final Coping coping = new Coping();
  private final Deque<Attempt> planned = new ArrayDeque<>();
  private final PriorityQueue<Attempt> followUps = new PriorityQueue<>(Attempt.IN_TIME);
  private LocalDate nextDay;

  /**
   * Nobody has signed in yet.
   *
   * @param start attempts planned before it are not made
   * @param log takes the rows; those of one sign-in in order, those of several nearly so
   */
  SignInSimulation(
      Tenant tenant,
      List<Person> people,
      SignInSettings settings,
      Instant start,
      Consumer<SignInRow> log) {
    this.tenant = tenant;
    this.settings = settings;
    this.planner = new DayPlanner(people, settings.zone());
    this.log = log;
    this.nextDay = start.atZone(settings.zone()).toLocalDate();
    planNextDay();
    planned.removeIf(attempt -> attempt.at().isBefore(start));
  }

  /** Makes all attempts up to that time, inclusive. */
  void advanceTo(Instant now) {
    while (!nextDay.atStartOfDay(settings.zone()).toInstant().isAfter(now)) {
      planNextDay();
    }
    for (Optional<Attempt> next = poll(now); next.isPresent(); next = poll(now)) {
      make(next.get());
    }
  }

  private void planNextDay() {
    planned.addAll(planner.plan(nextDay));
    nextDay = nextDay.plusDays(1);
  }

  /** Takes the earliest attempt that is due. */
  private Optional<Attempt> poll(Instant now) {
    Attempt work = planned.peek();
    Attempt followUp = followUps.peek();
    boolean workFirst =
        followUp == null || work != null && Attempt.IN_TIME.compare(work, followUp) <= 0;
    Attempt next = workFirst ? work : followUp;
    if (next == null || next.at().isAfter(now)) {
      return Optional.empty();
    }
    return Optional.of(workFirst ? planned.remove() : followUps.remove());
  }

  private void make(Attempt attempt) {
    Optional<User> user = tenant.user(attempt.person().id()).filter(User::accountEnabled);
    if (user.isPresent()) {
      Optional<UsagePath> way = coping.way(attempt);
      way.ifPresent(path -> signIn(visit(attempt.by(path), user.get())));
    }
  }

  private Visit visit(Attempt attempt, User user) {
    return new Visit(
        attempt,
        user,
        coping.device(attempt),
        tenant.transitiveGroupsOf(user.id(), attempt.at()),
        tenant.policiesEffectiveAt(attempt.at()));
  }

  private void signIn(Visit visit) {
    Attempt attempt = visit.attempt();
    RowMaker rows = new RowMaker(visit, settings);
    for (Step step : SignInScript.of(attempt, visit.device(), settings.quirks())) {
      Step answered =
          BackupAuthentication.answersAt(attempt.at()) ? step.answeredByBackupService() : step;
      Verdict verdict = judge.judge(visit, answered);
      log.accept(rows.next(answered, verdict));
      if (answered.end() instanceof Decided && verdict.blocks()) {
        followUps.addAll(afterBlock(visit, answered, verdict));
        return;
      }
    }
    coping.allowed(attempt);
  }

  private List<Attempt> afterBlock(Visit visit, Step step, Verdict verdict) {
    Instant at = visit.attempt().at().plus(step.after());
    boolean mends =
        verdict.outcome() == Outcome.BLOCKED_BY_TOKEN_PROTECTION
            && step.binding().isSelfRemediableOn(visit.device().platform());
    return mends
        ? coping.promptedToUpgrade(visit.attempt(), at)
        : coping.blocked(visit.attempt(), at);
  }
}
