package dev.tokenprotection.entra;

import static dev.tokenprotection.entra.TestTenant.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.port.Credential;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.core.port.TenantConnection;
import dev.tokenprotection.core.port.TenantFactsPort;
import dev.tokenprotection.core.port.TenantFactsPort.SecurityDefaults;
import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.fault.Fault;
import dev.tokenprotection.simulator.fault.Faults;
import dev.tokenprotection.simulator.fault.RequestMatcher;
import dev.tokenprotection.simulator.tenant.FederatedCredential;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.TenantSettings.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  private static final RequestMatcher TOKEN = RequestMatcher.path("/oauth2/v2.0/token$");
  private static final String SUBJECT = "system:serviceaccount:identity:contoso";
  private static final String ISSUER = "https://kubernetes.example";

  private static TestTenant tenant;

  @BeforeAll
  static void start() {
    tenant = TestTenant.immediate();
  }

  @AfterAll
  static void stop() {
    tenant.close();
  }

  @BeforeEach
  void reset() {
    tenant.reset();
  }

  @Test
  void a_secret_is_exchanged_once_for_many_calls() {
    TenantFactsPort facts = tenant.connect().facts();

    ok(facts.securityDefaults());
    ok(facts.licence());

    assertThat(tokenRequests()).isEqualTo(1);
  }

  @Test
  void a_token_is_renewed_before_it_ends() {
    tokensLast(Duration.ofMinutes(5));
    TenantFactsPort facts = tenant.connect().facts();
    ok(facts.securityDefaults());

    ok(facts.securityDefaults());

    assertThat(tokenRequests()).isEqualTo(2);
  }

  @Test
  void a_certificate_is_exchanged() {
    TestCertificate certificate = TestCertificate.create();
    tenant
        .simulator
        .tenant()
        .apps()
        .change(SmallTenant.CLIENT_ID, app -> app.withCertificate(certificate.certificate()));

    assertThat(firstUse(new Credential.ClientCertificate(certificate.pem())))
        .isInstanceOf(Outcome.Ok.class);
  }

  @Test
  void a_federated_token_is_exchanged_and_asked_for_anew_each_time() {
    federate(SUBJECT);
    int[] asked = {0};
    Credential credential =
        new Credential.WorkloadIdentity(
            SUBJECT,
            () -> {
              asked[0]++;
              return TestAssertion.of(ISSUER, SUBJECT);
            });
    tokensLast(Duration.ofMinutes(5));
    TenantFactsPort facts = tenant.connect(credential).facts();
    ok(facts.securityDefaults());
    int askedForTheFirst = asked[0];

    ok(facts.securityDefaults());

    assertThat(asked[0]).isGreaterThan(askedForTheFirst);
  }

  @Test
  void a_wrong_secret_is_told() {
    Problem problem = refused(new Credential.ClientSecret("wrong~secret"));

    assertThat(problem.cause()).isEqualTo(Cause.SECRET_INVALID);
    assertThat(problem.attempted())
        .isEqualTo(
            "get a token for application "
                + SmallTenant.CLIENT_ID
                + " in tenant "
                + TestTenant.TENANT_ID);
    assertThat(problem.answer()).startsWith("401 invalid_client AADSTS7000215, trace ");
    assertThat(problem.sentence()).doesNotContain("wrong~secret");
  }

  @Test
  void an_expired_secret_is_told_and_its_successor_helps() {
    tenant.simulator.tenant().apps().expireSecrets(SmallTenant.CLIENT_ID, tenant.clock.instant());
    TenantFactsPort facts = tenant.connect().facts();
    assertThat(facts.securityDefaults().failure().map(Problem::cause))
        .contains(Cause.SECRET_EXPIRED);

    tenant
        .simulator
        .tenant()
        .apps()
        .expireSecrets(SmallTenant.CLIENT_ID, tenant.clock.instant().plus(Duration.ofDays(1)));

    ok(facts.securityDefaults());
  }

  @Test
  void an_unknown_application_is_told() {
    TenantConnection connection =
        new TenantConnection(
            TestTenant.TENANT_ID,
            "c0000000-0000-0000-0000-00000000ffff",
            TestTenant.SECRET,
            tenant.endpoints());

    assertThat(refused(connection).cause()).isEqualTo(Cause.APPLICATION_UNKNOWN);
  }

  @Test
  void an_unknown_tenant_is_told() {
    TenantConnection connection =
        new TenantConnection(
            "22222222-2222-2222-2222-222222222222",
            SmallTenant.CLIENT_ID,
            TestTenant.SECRET,
            tenant.endpoints());

    Problem problem = refused(connection);

    assertThat(problem.cause()).isEqualTo(Cause.TENANT_UNKNOWN);
    assertThat(problem.remedy()).contains("22222222-2222-2222-2222-222222222222");
  }

  @Test
  void a_tenant_id_that_is_none_is_told() {
    TenantConnection connection =
        new TenantConnection(
            "no tenant/../id", SmallTenant.CLIENT_ID, TestTenant.SECRET, tenant.endpoints());

    assertThat(refused(connection).cause()).isEqualTo(Cause.CREDENTIAL_UNUSABLE);
  }

  @Test
  void a_federation_that_does_not_match_is_told_with_the_subject() {
    federate("system:serviceaccount:identity:fabrikam");

    Problem problem =
        refused(new Credential.WorkloadIdentity(SUBJECT, () -> TestAssertion.of(ISSUER, SUBJECT)));

    assertThat(problem.cause()).isEqualTo(Cause.FEDERATION_MISMATCH);
    assertThat(problem.answer()).contains("AADSTS700213");
    assertThat(problem.remedy()).contains(SUBJECT);
  }

  @Test
  void an_application_without_federation_is_told() {
    Problem problem =
        refused(new Credential.WorkloadIdentity(SUBJECT, () -> TestAssertion.of(ISSUER, SUBJECT)));

    assertThat(problem.cause()).isEqualTo(Cause.FEDERATION_MISMATCH);
  }

  @Test
  void a_federated_token_that_is_not_to_be_had_may_come_later() {
    Outcome<SecurityDefaults> outcome =
        firstUse(
            new Credential.WorkloadIdentity(
                SUBJECT,
                () -> {
                  throw new UncheckedIOException(new IOException("the API server is away"));
                }));

    assertThat(outcome).isInstanceOf(Outcome.Retryable.class);
    Problem problem = outcome.failure().orElseThrow();
    assertThat(problem.cause()).isEqualTo(Cause.CREDENTIAL_UNUSABLE);
    assertThat(problem.answer()).contains(SUBJECT);
  }

  @Test
  void a_certificate_that_is_not_registered_is_told() {
    Problem problem = refused(new Credential.ClientCertificate(TestCertificate.create().pem()));

    assertThat(problem.cause()).isEqualTo(Cause.CREDENTIAL_UNUSABLE);
    assertThat(problem.remedy()).contains("Upload the certificate");
  }

  @Test
  void a_certificate_that_can_not_be_read_is_told() {
    Problem problem = refused(new Credential.ClientCertificate("-----BEGIN NONSENSE-----"));

    assertThat(problem.cause()).isEqualTo(Cause.CREDENTIAL_UNUSABLE);
    assertThat(problem.sentence()).contains("client certificate").doesNotContain("NONSENSE");
  }

  @Test
  void a_token_service_that_fails_is_asked_again() {
    tenant.simulator.faults().on(TOKEN, 1, Fault.Status.unavailable());

    assertThat(firstUse(TestTenant.SECRET)).isInstanceOf(Outcome.Ok.class);
  }

  @Test
  void a_token_service_that_stays_away_is_no_fault_of_the_credential() {
    tenant.simulator.faults().on(TOKEN, Faults.ALWAYS, Fault.Status.unavailable());

    Outcome<SecurityDefaults> outcome = firstUse(TestTenant.SECRET);

    assertThat(outcome).isInstanceOf(Outcome.Retryable.class);
    assertThat(outcome.failure().orElseThrow().cause()).isEqualTo(Cause.SERVER_ERROR);
  }

  @Test
  void a_cut_connection_to_the_token_service_is_no_fault_of_the_credential() {
    tenant.simulator.faults().on(TOKEN, Faults.ALWAYS, new Fault.Cut());

    Outcome<SecurityDefaults> outcome = firstUse(TestTenant.SECRET);

    assertThat(outcome).isInstanceOf(Outcome.Retryable.class);
    assertThat(outcome.failure().orElseThrow().cause()).isEqualTo(Cause.UNREACHABLE);
  }

  @Test
  void a_token_service_that_throttles_is_no_fault_of_the_credential() {
    tenant.simulator.faults().on(TOKEN, Faults.ALWAYS, Fault.Status.throttled());

    Outcome<SecurityDefaults> outcome = firstUse(TestTenant.SECRET);

    assertThat(outcome).isInstanceOf(Outcome.Throttled.class);
    assertThat(outcome.failure().map(Problem::cause)).contains(Cause.THROTTLED);
  }

  private static void tokensLast(Duration lifetime) {
    Tenant simulated = tenant.simulator.tenant();
    Tokens tokens = simulated.settings().tokens().withLifetime(lifetime);
    simulated.settings(simulated.settings().with(tokens));
  }

  private static void federate(String subject) {
    tenant
        .simulator
        .tenant()
        .apps()
        .change(
            SmallTenant.CLIENT_ID,
            app ->
                app.withFederatedCredential(
                    new FederatedCredential(
                        ISSUER, subject, FederatedCredential.DEFAULT_AUDIENCE)));
  }

  private static Outcome<SecurityDefaults> firstUse(Credential credential) {
    return tenant.connect(credential).facts().securityDefaults();
  }

  private static Problem refused(Credential credential) {
    return refused(tenant.connection(credential));
  }

  private static Problem refused(TenantConnection connection) {
    Outcome<SecurityDefaults> outcome =
        ok(tenant.connector().connect(connection)).facts().securityDefaults();
    assertThat(outcome).isInstanceOf(Outcome.Terminal.class);
    return outcome.failure().orElseThrow();
  }

  private static int tokenRequests() {
    return tenant.simulator.requests().matching(r -> r.path().endsWith("/token")).size();
  }
}
