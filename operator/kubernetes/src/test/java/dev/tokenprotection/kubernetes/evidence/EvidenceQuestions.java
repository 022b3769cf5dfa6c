package dev.tokenprotection.kubernetes.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.evidence.Cohort;
import dev.tokenprotection.core.evidence.Evidence;
import dev.tokenprotection.core.evidence.EvidencePeriod;
import dev.tokenprotection.core.evidence.EvidenceReading;
import dev.tokenprotection.core.evidence.EvidenceScope;
import dev.tokenprotection.core.evidence.GuestRule;
import dev.tokenprotection.core.evidence.Metric;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Profile;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.kubernetes.testing.ManualTime;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A log, a tenant that reads it, and rollouts that ask; nothing is read until a test says so. */
class EvidenceQuestions {
  static final Instant NOW = Instant.parse("2026-11-12T12:00:00Z");
  static final Duration HOUR = Duration.ofHours(1);
  static final ResourceID OFFICE = new ResourceID("office", "security");
  static final ResourceID PLANT = new ResourceID("plant", "security");
  static final Cohort ADA = Cohort.settled(Set.of(new UserId("ada")));

  final ManualTime time = new ManualTime(NOW);
  final SignInLog log = new SignInLog(time);
  final Deque<Runnable> tasks = new ArrayDeque<>();
  final List<ResourceID> woken = new ArrayList<>();
  final List<Telemetry> told = new ArrayList<>();
  final TenantEvidence evidence =
      new TenantEvidence(log, time, tasks::add, woken::add, told::add, rows -> {});

  /** The same, with an executor that takes no work as long as there is a refusal. */
  TenantEvidence evidenceRefused(Deque<RuntimeException> refusals) {
    return new TenantEvidence(
        log,
        time,
        task -> {
          if (!refusals.isEmpty()) {
            throw refusals.remove();
          }
          tasks.add(task);
        },
        woken::add,
        told::add,
        rows -> {});
  }

  void warm(ResourceID rollout) {
    ask(rollout, fiveDays());
    readAll();
    assertThat(ask(rollout, fiveDays())).isInstanceOf(EvidenceAnswer.Known.class);
    woken.clear();
  }

  EvidenceAnswer ask(ResourceID rollout, EvidenceQuestion question) {
    return evidence.ask(rollout, question);
  }

  Optional<Integer> blocked(ResourceID rollout) {
    return evidence.mostBlockedUsers(
        rollout,
        Set.of(SignInLog.ENFORCED),
        HOUR,
        Instant.EPOCH,
        time.now().minus(Duration.ofMinutes(5)));
  }

  void readAll() {
    while (!tasks.isEmpty()) {
      tasks.removeFirst().run();
    }
  }

  void signInHourly(String user, Instant from, Instant to) {
    for (Instant at = from; at.isBefore(to); at = at.plus(HOUR)) {
      log.add(SignInLog.bound(user, at));
    }
  }

  static boolean isOld(SignInLog.Read read) {
    return read.to().isBefore(NOW.minus(Duration.ofHours(12)));
  }

  static EvidenceQuestion fiveDays() {
    return since(NOW.minus(Duration.ofDays(5)));
  }

  static EvidenceQuestion since(Instant start) {
    return new EvidenceQuestion(
        new EvidenceScope(
            Profile.WINDOWS_NATIVE,
            Set.of(Application.EXCHANGE_ONLINE),
            SignInLog.OBSERVE,
            SignInLog.ENFORCED,
            GuestRule.SET_ASIDE,
            Metric.ALLOWED),
        new EvidencePeriod(start, Duration.ofDays(7)),
        ADA,
        NOW,
        Depth.USUAL);
  }

  static EvidenceQuestion to(Depth depth, Instant notBefore) {
    EvidenceQuestion question = fiveDays();
    return new EvidenceQuestion(
        question.scope(), question.period(), question.cohort(), notBefore, depth);
  }

  static Evidence evidenceOf(EvidenceAnswer answer) {
    assertThat(answer).isInstanceOf(EvidenceAnswer.Known.class);
    EvidenceReading reading = ((EvidenceAnswer.Known) answer).reading();
    assertThat(reading).isInstanceOf(EvidenceReading.Available.class);
    return ((EvidenceReading.Available) reading).evidence();
  }

  static String unavailable(EvidenceAnswer answer) {
    assertThat(answer).isInstanceOf(EvidenceAnswer.Known.class);
    EvidenceReading reading = ((EvidenceAnswer.Known) answer).reading();
    assertThat(reading).isInstanceOf(EvidenceReading.Unavailable.class);
    return ((EvidenceReading.Unavailable) reading).toString();
  }
}
