package dev.tokenprotection.tests.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.evidence.Cohort;
import dev.tokenprotection.core.evidence.Evidence;
import dev.tokenprotection.core.evidence.EvidencePeriod;
import dev.tokenprotection.core.evidence.EvidenceReading;
import dev.tokenprotection.core.evidence.EvidenceScope;
import dev.tokenprotection.core.evidence.GuestRule;
import dev.tokenprotection.core.evidence.Metric;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.Profile;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Credential;
import dev.tokenprotection.core.port.Endpoints;
import dev.tokenprotection.core.port.SignInPort;
import dev.tokenprotection.core.port.TenantConnection;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.entra.ApiVersion;
import dev.tokenprotection.entra.EntraTenantConnector;
import dev.tokenprotection.kubernetes.evidence.Depth;
import dev.tokenprotection.kubernetes.evidence.EvidenceAnswer;
import dev.tokenprotection.kubernetes.evidence.EvidenceQuestion;
import dev.tokenprotection.kubernetes.evidence.TenantEvidence;
import dev.tokenprotection.simulator.SimulatedTenant;
import dev.tokenprotection.simulator.scenario.Scenario;
import dev.tokenprotection.simulator.tenant.TenantClock;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * A simulated tenant whose logs are read for one rollout as the operator reads them, over https, on
 * a clock that stands until it is moved. Its pilot is observed and enforced at once.
 */
final class ReadTenant implements AutoCloseable {
  static final Instant START = Instant.parse("2026-11-02T06:00:00Z");
  static final ResourceID OFFICE = new ResourceID("office", "security");
  private static final PolicyId OBSERVE = new PolicyId("66666666-0000-4000-8000-000000000001");
  private static final PolicyId ENFORCED = new PolicyId("66666666-0000-4000-8000-000000000002");
  private static final String PILOT = "44444444-0000-4000-8000-000000000001";

  private static final String POLICIES =
      """
      basedOn: default
      policies:
      - id: %s
        displayName: Observe
        state: enabledForReportingButNotEnforced
        conditions: &conditions
          applications:
            includeApplications:
            - 00000002-0000-0ff1-ce00-000000000000
            - 00000003-0000-0ff1-ce00-000000000000
            - cc15fd57-2c6c-4117-a88c-83b1d56b4bbe
          users: {includeGroups: [%s]}
          platforms: {includePlatforms: [windows]}
          clientAppTypes: [mobileAppsAndDesktopClients]
        sessionControls: &controls {secureSignInSession: {isEnabled: true}}
      - id: %s
        displayName: Enforce
        state: enabled
        conditions: *conditions
        sessionControls: *controls
      """
          .formatted(OBSERVE.value(), PILOT, ENFORCED.value());

  final TenantClock clock = TenantClock.standing(START);
  final SimulatedTenant simulator;
  private final Time time = new MovedByWaiting(clock);
  private final SignInPort signIns;
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final Cohort cohort;
  private final TenantEvidence evidence;
  private long read;

  /** A wait moves the clock, and takes no time. No alarm rings: who counts rows asks for them. */
  private record MovedByWaiting(TenantClock clock) implements Time {
    @Override
    public Instant now() {
      return clock.instant();
    }

    @Override
    public long nanos() {
      return Duration.between(START, now()).toNanos();
    }

    @Override
    public Alarm alarm(Instant moment, Runnable action) {
      return () -> {};
    }

    @Override
    public void sleep(Duration duration) {
      clock.advance(duration);
    }

    @Override
    public Work begin() {
      return Work.NOT_COUNTED;
    }

    @Override
    public Mutex newMutex() {
      return Mutex.of(new ReentrantLock());
    }
  }

  private ReadTenant(Scenario scenario) {
    simulator =
        SimulatedTenant.builder()
            .tenantId(scenario.tenantId())
            .clock(clock)
            .settings(TenantSettings.immediate())
            .scenario(scenario)
            .start();
    signIns =
        new EntraTenantConnector(time, Set.of("127.0.0.1"), ApiVersion.V1_0)
            .connect(
                new TenantConnection(
                    scenario.tenantId(),
                    "22222222-2222-2222-2222-222222222222",
                    new Credential.ClientSecret("simulated-secret"),
                    new Endpoints(
                        simulator.loginUri(), simulator.graphUri(), simulator.caCertificatePem())))
            .success()
            .orElseThrow()
            .signIns();
    cohort =
        Cohort.settled(
            simulator.tenant().memberships().membersOf(PILOT).stream()
                .map(UserId::new)
                .collect(Collectors.toSet()));
    evidence =
        new TenantEvidence(
            signIns, time, tasks::add, rollout -> {}, told -> {}, rows -> read += rows);
  }

  static ReadTenant start() {
    return new ReadTenant(Scenario.parse("read-tenant", POLICIES));
  }

  Instant now() {
    return clock.instant();
  }

  /** What a rollout asks when its gate is evaluated; the evidence, read if need be. */
  Evidence ask(Instant stageStart, Depth depth) {
    EvidenceQuestion question =
        new EvidenceQuestion(
            new EvidenceScope(
                Profile.WINDOWS_NATIVE,
                Set.of(
                    Application.EXCHANGE_ONLINE,
                    Application.SHAREPOINT_ONLINE,
                    Application.MICROSOFT_TEAMS),
                OBSERVE,
                ENFORCED,
                GuestRule.SET_ASIDE,
                Metric.ALLOWED),
            new EvidencePeriod(stageStart, Duration.ofDays(7)),
            cohort,
            now(),
            depth);
    evidence.ask(OFFICE, question);
    readAll();
    EvidenceAnswer answer = evidence.ask(OFFICE, question);
    assertThat(answer).isInstanceOf(EvidenceAnswer.Known.class);
    EvidenceReading reading = ((EvidenceAnswer.Known) answer).reading();
    assertThat(reading).isInstanceOf(EvidenceReading.Available.class);
    return ((EvidenceReading.Available) reading).evidence();
  }

  /** What the breaker of a rollout asks. */
  Optional<Integer> blocked() {
    evidence.mostBlockedUsers(OFFICE, Set.of(ENFORCED), Duration.ofHours(1), START, now());
    readAll();
    return evidence.mostBlockedUsers(OFFICE, Set.of(ENFORCED), Duration.ofHours(1), START, now());
  }

  /** How many rows the operator counts as read. */
  long read() {
    return read;
  }

  long written() {
    return simulator.tenant().signInLog().written();
  }

  long served() {
    return simulator.tenant().servedSignIns();
  }

  Duration lag() {
    return evidence.lag();
  }

  private void readAll() {
    while (!tasks.isEmpty()) {
      tasks.removeFirst().run();
    }
  }

  @Override
  public void close() {
    simulator.close();
  }
}
