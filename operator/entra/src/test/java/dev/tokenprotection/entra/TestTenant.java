package dev.tokenprotection.entra;

import dev.tokenprotection.core.port.Credential;
import dev.tokenprotection.core.port.Endpoints;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.core.port.TenantConnection;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.simulator.SimulatedTenant;
import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.log.LoggedRequest;
import dev.tokenprotection.simulator.tenant.TenantClock;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A simulated tenant, and the adapter connected to it over https. Its clock stands still until the
 * adapter waits, which moves it: no test takes the time that it tells about.
 */
final class TestTenant implements AutoCloseable {
  static final String TENANT_ID = "11111111-1111-1111-1111-111111111111";
  static final Credential SECRET = new Credential.ClientSecret(SmallTenant.CLIENT_SECRET);
  static final Instant START = Instant.parse("2026-11-02T09:00:00Z");

  final TenantClock clock = TenantClock.standing(START);
  final SimulatedTenant simulator;
  private final TestTime time = new TestTime(clock::instant, clock::advance);
  final List<Duration> waits = time.waits;

  private TestTenant(String tenantId, TenantSettings settings) {
    simulator =
        SimulatedTenant.builder()
            .tenantId(tenantId)
            .clock(clock)
            .settings(settings)
            .scenario(new SmallTenant())
            .start();
  }

  /** A tenant that answers at once and consistently. */
  static TestTenant immediate() {
    return new TestTenant(TENANT_ID, TenantSettings.immediate());
  }

  /** A tenant with the throttles, delays and stale reads of the real service. */
  static TestTenant likeEntra() {
    return new TestTenant(TENANT_ID, TenantSettings.likeEntra());
  }

  /** As it was started; the clock goes on. */
  TestTenant reset() {
    simulator.reset();
    waits.clear();
    return this;
  }

  /** The time that the tenant and the adapter share. */
  Time time() {
    return time;
  }

  EntraTenantConnector connector() {
    return connector(ApiVersion.V1_0);
  }

  EntraTenantConnector connector(ApiVersion policyApi) {
    return connector(policyApi, Tenant.LONGEST_WRITE);
  }

  EntraTenantConnector connector(ApiVersion policyApi, Duration longestWrite) {
    return new EntraTenantConnector(time, Set.of("127.0.0.1"), policyApi, longestWrite);
  }

  /** A fresh connection with the application's secret. */
  Tenant connect() {
    return connect(SECRET);
  }

  Tenant connect(Credential credential) {
    return ok(connector().connect(connection(credential)));
  }

  TenantConnection connection(Credential credential) {
    return new TenantConnection(TENANT_ID, SmallTenant.CLIENT_ID, credential, endpoints());
  }

  Endpoints endpoints() {
    return new Endpoints(simulator.loginUri(), simulator.graphUri(), simulator.caCertificatePem());
  }

  /** The application has these permissions and no other from now on. */
  void grant(String... roles) {
    simulator.tenant().apps().change(SmallTenant.CLIENT_ID, app -> app.withRoles(Set.of(roles)));
  }

  /** The requests to Graph so far. */
  List<LoggedRequest> graphRequests() {
    return simulator
        .requests()
        .matching(r -> r.path().startsWith("/v1.0/") || r.path().startsWith("/beta/"));
  }

  /** The writes to Graph so far, as {@code METHOD path body}. */
  List<String> writes() {
    return simulator.requests().graphWrites().stream()
        .map(r -> (r.method() + " " + r.path() + " " + r.body()).strip())
        .toList();
  }

  static <T> T ok(Outcome<T> outcome) {
    return outcome
        .success()
        .orElseThrow(
            () -> new AssertionError(outcome.failure().orElseThrow().sentence() + " " + outcome));
  }

  @Override
  public void close() {
    simulator.close();
  }
}
