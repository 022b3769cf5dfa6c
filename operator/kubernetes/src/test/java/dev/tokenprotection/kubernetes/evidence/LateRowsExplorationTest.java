package dev.tokenprotection.kubernetes.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.evidence.BlockedSignIns;
import dev.tokenprotection.core.evidence.Cohort;
import dev.tokenprotection.core.evidence.Evidence;
import dev.tokenprotection.core.evidence.EvidenceLedger;
import dev.tokenprotection.core.evidence.EvidenceReading;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.gate.Enforced;
import dev.tokenprotection.core.gate.Freshness;
import dev.tokenprotection.core.gate.Gate;
import dev.tokenprotection.core.gate.GateContext;
import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows that come late, twice and in any order, unbound ones up to as late as is tolerated: what is
 * known when a stage may be left is what reading everything again would tell.
 */
class LateRowsExplorationTest extends EvidenceQuestions {
  private static final Duration LENGTH = Duration.ofHours(30);
  private static final int USERS = 30;

  /** Without it hardly any row is later than rows are old when they are read. */
  private static final double STRAGGLERS = 0.002;

  private record Arrival(SignInRow row, Instant at) {}

  static IntStream seeds() {
    return IntStream.range(0, 60);
  }

  private final List<Arrival> arrivals = new ArrayList<>();
  private long stragglers;

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void no_unbound_row_is_missed_when_a_stage_may_be_left_and_the_verdict_is_that_of_all_rows(
      int seed) {
    Random random = new Random(seed);
    double unbound = random.nextDouble() * 0.08;
    write(random, unbound);
    warm(OFFICE);
    Instant end = NOW.plus(LENGTH);
    int deep = 0;
    while (time.now().isBefore(end)) {
      time.advance(Duration.ofMinutes(5 + random.nextInt(15)));
      breakerKnowsWhatCameAnHourAgo();
      answer(Depth.USUAL);
      if (random.nextInt(12) == 0) {
        deep++;
        isWhatAllRowsTell(answer(Depth.DEEP));
      }
    }
    assertThat(deep).as("deep readings").isPositive();
  }

  private Evidence answer(Depth depth) {
    EvidenceQuestion question = of(depth);
    ask(OFFICE, question);
    readAll();
    return evidenceOf(ask(OFFICE, question));
  }

  private void isWhatAllRowsTell(Evidence found) {
    EvidenceQuestion question = of(Depth.DEEP);
    EvidenceLedger all =
        new EvidenceLedger(
            question.scope(), question.period(), question.cohort(), Duration.ofDays(30));
    seen(time.now()).forEach(all::add);
    Evidence told = all.upTo(found.end());

    assertThat(found.all().unboundByCode()).isEqualTo(told.all().unboundByCode());
    assertThat(found.window().unboundByCode()).isEqualTo(told.window().unboundByCode());
    assertThat(found.blockedUsers()).isEqualTo(told.blockedUsers());
    assertThat(found.coverage()).isEqualTo(told.coverage());
    assertThat(found.all().total().bound())
        .isBetween(told.all().total().bound() - stragglers, told.all().total().bound());
    assertThat(verdict(found)).isEqualTo(verdict(told));
  }

  private Object verdict(Evidence evidence) {
    GateContext context = new GateContext(time.now(), 1, Freshness.DEFAULT, Enforced.NOBODY);
    return Gate.evaluate(GateCriteria.DEFAULT, new EvidenceReading.Available(evidence), context)
        .getClass();
  }

  private void breakerKnowsWhatCameAnHourAgo() {
    blocked(OFFICE);
    readAll();
    BlockedSignIns all = new BlockedSignIns(Set.of(SignInLog.ENFORCED));
    seen(time.now().minus(Duration.ofMinutes(80))).forEach(all::add);
    Instant remembered = time.now().minus(Duration.ofHours(13));
    all.forgetBefore(remembered.isAfter(NOW) ? remembered : NOW);

    assertThat(blocked(OFFICE).orElseThrow()).isGreaterThanOrEqualTo(all.mostUsersWithin(HOUR));
  }

  private EvidenceQuestion of(Depth depth) {
    EvidenceQuestion question = since(NOW);
    Cohort cohort =
        Cohort.settled(
            IntStream.range(0, USERS)
                .mapToObj(user -> new UserId("user" + user))
                .collect(Collectors.toSet()));
    return new EvidenceQuestion(question.scope(), question.period(), cohort, time.now(), depth);
  }

  private List<SignInRow> seen(Instant at) {
    return arrivals.stream()
        .filter(arrival -> !arrival.at().isAfter(at))
        .map(Arrival::row)
        .toList();
  }

  private void write(Random random, double unbound) {
    for (Instant at = NOW; at.isBefore(NOW.plus(LENGTH)); at = at.plusSeconds(90)) {
      Instant created = at.plusMillis(random.nextInt(90_000));
      String user = "user" + random.nextInt(USERS);
      double kind = random.nextDouble();
      if (kind < unbound) {
        arrives(SignInLog.unbound(user, created), upTo(random, Ages.TOLERATED), random);
      } else if (kind < unbound + 0.01) {
        arrives(SignInLog.blocked(user, created), upTo(random, Ages.TOLERATED), random);
      } else if (kind > 1 - STRAGGLERS) {
        stragglers++;
        arrives(SignInLog.bound(user, created), upTo(random, Ages.TOLERATED), random);
      } else {
        arrives(SignInLog.bound(user, created), upTo(random, Duration.ofMinutes(28)), random);
      }
    }
  }

  /** Some rows come twice. */
  private void arrives(SignInRow row, Duration late, Random random) {
    arrivals.add(new Arrival(row, row.createdDateTime().plus(late)));
    log.addLate(row, late);
    if (random.nextInt(20) == 0) {
      log.addLate(row, late);
    }
  }

  private static Duration upTo(Random random, Duration most) {
    return Duration.ofMillis((long) (random.nextDouble() * most.toMillis()));
  }
}
