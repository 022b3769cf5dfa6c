package dev.tokenprotection.core.gate;

import static dev.tokenprotection.core.gate.CriteriaBuilder.criteria;
import static dev.tokenprotection.core.gate.EvidenceBuilder.NOW;
import static dev.tokenprotection.core.gate.EvidenceBuilder.evidence;
import static dev.tokenprotection.core.model.Application.EXCHANGE_ONLINE;
import static dev.tokenprotection.core.model.Application.MICROSOFT_TEAMS;
import static dev.tokenprotection.core.model.Application.SHAREPOINT_ONLINE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.evidence.Counts;
import dev.tokenprotection.core.evidence.Coverage;
import dev.tokenprotection.core.evidence.Evidence;
import dev.tokenprotection.core.evidence.EvidenceReading;
import dev.tokenprotection.core.model.Application;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for any evidence, on random evidence around the thresholds. */
class GatePropertyTest {
  private static final long SEED = 7;
  private static final int WORLDS = 3_000;
  private static final List<Application> APPLICATIONS =
      List.of(EXCHANGE_ONLINE, SHAREPOINT_ONLINE, MICROSOFT_TEAMS);

  /** One user's sign-ins: those that are not bound are unbound. */
  private record User(int signIns, int unbound) {
    User withOneMoreUnbound() {
      return new User(signIns, Math.min(signIns, unbound + 1));
    }
  }

  @Test
  void a_bound_sign_in_that_becomes_unbound_never_helps() {
    int changed = 0;
    for (int world = 0; world < WORLDS; world++) {
      Random random = new Random(SEED + world);
      User[] users = randomUsers(random);
      GateCriteria criteria = randomCriteria(random);
      Verdict before = judge(criteria, users);
      int whom = random.nextInt(users.length);
      users[whom] = users[whom].withOneMoreUnbound();
      Verdict after = judge(criteria, users);
      assertThat(goodness(after))
          .as("seed %d: %s, then %s", SEED + world, before, after)
          .isLessThanOrEqualTo(goodness(before));
      changed += goodness(after) == goodness(before) ? 0 : 1;
    }
    assertThat(changed).as("worlds at the edge of a verdict").isGreaterThan(20);
  }

  @Test
  void success_needs_evidence_that_is_there_fresh_readable_and_enough() {
    int successes = 0;
    for (int world = 0; world < WORLDS; world++) {
      Random random = new Random(SEED + world);
      GateCriteria criteria = randomCriteria(random);
      Evidence evidence = randomEvidence(random);
      if (Gate.evaluate(criteria, new EvidenceReading.Available(evidence), context(1))
          instanceof Verdict.Successful) {
        successes++;
        Counts window = evidence.window().total();
        Coverage coverage = evidence.coverage();
        assertThat(window.signIns()).isPositive().isGreaterThanOrEqualTo(criteria.minSignIns());
        assertThat(window.users()).isPositive().isGreaterThanOrEqualTo(criteria.minUsers());
        assertThat(window.unreadable() * 100).isLessThanOrEqualTo(window.signIns());
        assertThat((double) coverage.seen() / coverage.active())
            .isGreaterThanOrEqualTo(criteria.minCoverage().fraction());
        assertThat(evidence.all().activeDays()).isGreaterThanOrEqualTo(criteria.minActiveDays());
        assertThat(Duration.between(evidence.end(), NOW)).isLessThanOrEqualTo(Duration.ofHours(6));
        assertThat(evidence.newestRow()).isAfterOrEqualTo(NOW.minus(Duration.ofDays(2)));
        assertThat(evidence.blockedUsers())
            .isLessThanOrEqualTo(criteria.maxBlockedUsers().of(evidence.all().total().users()));
      }
    }
    assertThat(successes).as("successes among the worlds, seed %d", SEED).isGreaterThan(50);
  }

  @Test
  void too_little_evidence_never_fails_a_stage() {
    int failures = 0;
    for (int world = 0; world < WORLDS; world++) {
      Random random = new Random(SEED + world);
      GateCriteria criteria = randomCriteria(random);
      Evidence evidence = randomEvidence(random);
      if (Gate.evaluate(criteria, new EvidenceReading.Available(evidence), context(1))
          instanceof Verdict.Failed) {
        failures++;
        assertThat(evidence.window().total().users())
            .isPositive()
            .isGreaterThanOrEqualTo(criteria.minUsers());
        assertThat(Duration.between(evidence.end(), NOW)).isLessThanOrEqualTo(Duration.ofHours(6));
      }
    }
    assertThat(failures).as("failures among the worlds, seed %d", SEED).isGreaterThan(50);
  }

  @Test
  void starting_anew_never_makes_the_same_evidence_pass() {
    for (int world = 0; world < WORLDS; world++) {
      Random random = new Random(SEED + world);
      GateCriteria criteria = randomCriteria(random);
      EvidenceReading evidence = new EvidenceReading.Available(randomEvidence(random));
      int attempt = 1 + random.nextInt(10);
      Verdict earlier = Gate.evaluate(criteria, evidence, context(attempt));
      Verdict later = Gate.evaluate(criteria, evidence, context(attempt + 1));
      if (later instanceof Verdict.Successful) {
        assertThat(earlier).as("seed %d", SEED + world).isInstanceOf(Verdict.Successful.class);
      }
    }
  }

  @Test
  void every_verdict_has_a_reason_in_words() {
    for (int world = 0; world < WORLDS; world++) {
      Random random = new Random(SEED + world);
      Verdict verdict =
          Gate.evaluate(
              randomCriteria(random),
              new EvidenceReading.Available(randomEvidence(random)),
              context(1));
      assertThat(verdict.reasons()).as("seed %d", SEED + world).isNotEmpty();
      assertThat(Wording.of(verdict)).as("seed %d", SEED + world).doesNotContain("null", "NaN");
    }
  }

  private static int goodness(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Failed _ -> 0;
      case Verdict.Error _, Verdict.Inconclusive _ -> 1;
      case Verdict.Running _ -> 2;
      case Verdict.Successful _ -> 3;
    };
  }

  private static Verdict judge(GateCriteria criteria, User[] users) {
    EvidenceBuilder evidence =
        evidence()
            .everywhere(counts(users))
            .coverage(users.length, users.length, users.length)
            .blockedUsers(blocked(users));
    return Gate.evaluate(criteria, evidence.read(), context(1));
  }

  private static Counts counts(User[] users) {
    long bound = 0;
    long unbound = 0;
    long good = 0;
    long bad = 0;
    for (User user : users) {
      bound += user.signIns() - user.unbound();
      unbound += user.unbound();
      good += 1_000_000L * (user.signIns() - user.unbound()) / user.signIns();
      bad += 1_000_000L * user.unbound() / user.signIns();
    }
    return new Counts(bound, 0, unbound, 0, users.length, good, bad);
  }

  private static long blocked(User[] users) {
    long blocked = 0;
    for (User user : users) {
      blocked += user.unbound() == user.signIns() ? 1 : 0;
    }
    return blocked;
  }

  private static User[] randomUsers(Random random) {
    User[] users = new User[1 + random.nextInt(150)];
    double badness = random.nextDouble() * random.nextDouble() * .3;
    for (int i = 0; i < users.length; i++) {
      int signIns = 1 + random.nextInt(20);
      int unbound = 0;
      for (int j = 0; j < signIns; j++) {
        unbound += random.nextDouble() < badness ? 1 : 0;
      }
      users[i] = new User(signIns, unbound);
    }
    return users;
  }

  private static GateCriteria randomCriteria(Random random) {
    return criteria()
        .minSignIns(random.nextInt(500))
        .minUsers(random.nextInt(40))
        .minCoverage(random.nextInt(100) + "%")
        .minActiveDays(random.nextInt(6))
        .maxBlockedUsers(random.nextBoolean() ? "2%" : "" + random.nextInt(5))
        .promoteAtOrAbove((95 + random.nextInt(6)) + "%")
        .failBelow((80 + random.nextInt(16)) + "%")
        .unit(RatioUnit.values()[random.nextInt(2)])
        .scope(GateScope.values()[random.nextInt(2)])
        .silentApplications(SilentApplications.values()[random.nextInt(2)])
        .build();
  }

  private static Evidence randomEvidence(Random random) {
    Counts window = withUnreadable(counts(randomUsers(random)), random);
    long active = window.users() + random.nextInt(20);
    EvidenceBuilder evidence =
        evidence()
            .total(window)
            .coverage(window.users(), active, active + random.nextInt(20))
            .activeDays(random.nextInt(10))
            .notApplicable(random.nextInt(10))
            .blockedUsers(random.nextInt(4))
            .end(NOW.minus(Duration.ofMinutes(random.nextInt(60 * 8))))
            .newestRow(
                random.nextInt(20) == 0
                    ? Instant.MIN
                    : NOW.minus(Duration.ofHours(random.nextInt(24 * 3))));
    for (Application application : APPLICATIONS) {
      evidence.application(application, random.nextInt(5) == 0 ? Counts.NONE : window);
    }
    return random.nextInt(20) == 0 ? evidence.everywhere(Counts.NONE).build() : evidence.build();
  }

  private static Counts withUnreadable(Counts counts, Random random) {
    long unreadable = random.nextInt(3) == 0 ? random.nextLong(counts.bound() / 20 + 1) : 0;
    return new Counts(
        counts.bound() - unreadable,
        0,
        counts.unbound(),
        unreadable,
        counts.users(),
        counts.goodMicros(),
        counts.badMicros());
  }

  private static GateContext context(int attempt) {
    return new GateContext(NOW, attempt, Freshness.DEFAULT, Enforced.NOBODY);
  }
}
