package dev.tokenprotection.entra;

import static dev.tokenprotection.entra.TestTenant.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.port.Credential;
import dev.tokenprotection.core.port.Endpoints;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.core.port.TenantConnection;
import dev.tokenprotection.entra.call.HttpClients;
import dev.tokenprotection.simulator.SmallTenant;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntraTenantConnectorTest {
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
  void to_connect_makes_no_request() {
    ok(tenant.connector().connect(tenant.connection(TestTenant.SECRET)));

    assertThat(tenant.simulator.requests().all()).isEmpty();
  }

  @Test
  void of_many_replaced_connections_one_pair_of_clients_is_left_and_the_threads_of_others_end()
      throws InterruptedException {
    EntraTenantConnector connector = tenant.connector();
    List<HttpClients> replaced = new ArrayList<>();
    EntraTenant current = connect(connector, "");
    for (int i = 1; i <= 5; i++) {
      ok(current.facts().licence());
      EntraTenant next = connect(connector, "\n".repeat(i));
      replaced.add(current.lease().clients());
      current.close();
      current = next;
    }

    assertThat(connector.openClients()).isEqualTo(1);
    for (HttpClients clients : replaced) {
      assertThat(clients.tokenTransport().awaitTermination(Duration.ofMinutes(1))).isTrue();
      assertThat(clients.graph().connectionPool().connectionCount()).isZero();
    }
    ok(current.facts().licence());
  }

  @Test
  void connections_that_trust_the_same_share_clients_until_the_last_is_closed() {
    EntraTenantConnector connector = tenant.connector();
    EntraTenant one = connect(connector, "");
    EntraTenant other = connect(connector, "");
    assertThat(other.lease().clients()).isSameAs(one.lease().clients());

    one.close();
    one.close();
    ok(other.facts().licence());

    other.close();
    assertThat(connector.openClients()).isZero();
    Outcome<?> outcome = connect(connector, "").facts().licence();
    assertThat(outcome).isInstanceOf(Outcome.Ok.class);
  }

  @Test
  void a_rotated_secret_is_used_at_once() {
    EntraTenantConnector connector = tenant.connector();
    Tenant wrong = ok(connector.connect(tenant.connection(new Credential.ClientSecret("old"))));
    assertThat(wrong.facts().licence()).isInstanceOf(Outcome.Terminal.class);

    Tenant right = ok(connector.connect(tenant.connection(TestTenant.SECRET)));

    ok(right.facts().licence());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "https://graph.microsoft.com.evil.example",
        "https://graph.microsoft.com@evil.example",
        "https://user@graph.microsoft.com",
        "https://graph.microsoft.com:8443",
        "http://graph.microsoft.com",
        "https://graph.microsoft.com/proxy",
        "https://graph.microsoft.com?host=evil.example",
        "graph.microsoft.com",
        "https://login.microsoftonline.com"
      })
  void a_graph_host_that_is_not_allowed_is_refused_before_any_token_is_asked_for(String graph) {
    Endpoints endpoints =
        new Endpoints(
            tenant.simulator.loginUri(), URI.create(graph), tenant.simulator.caCertificatePem());

    Outcome<Tenant> outcome = tenant.connector().connect(connectionTo(endpoints));

    assertThat(outcome).isInstanceOf(Outcome.Terminal.class);
    Problem problem = outcome.failure().orElseThrow();
    assertThat(problem.cause()).isEqualTo(Cause.ENDPOINT_NOT_ALLOWED);
    assertThat(problem.sentence()).contains(graph);
    assertThat(tenant.simulator.requests().all()).isEmpty();
  }

  @Test
  void a_token_service_that_is_not_allowed_is_refused_too() {
    Endpoints endpoints =
        new Endpoints(URI.create("https://evil.example"), tenant.simulator.graphUri(), "");

    assertThat(tenant.connector().connect(connectionTo(endpoints)).failure().map(Problem::cause))
        .contains(Cause.ENDPOINT_NOT_ALLOWED);
  }

  @Test
  void the_hosts_of_all_clouds_are_allowed() {
    EntraTenantConnector connector =
        new EntraTenantConnector(tenant.time(), Set.of(), ApiVersion.V1_0);

    for (Endpoints cloud :
        new Endpoints[] {
          Endpoints.GLOBAL, Endpoints.US_GOV, Endpoints.US_GOV_DOD, Endpoints.CHINA
        }) {
      assertThat(connector.connect(connectionTo(cloud))).isInstanceOf(Outcome.Ok.class);
    }
    assertThat(connector.connect(connectionTo(tenant.endpoints())))
        .isInstanceOf(Outcome.Terminal.class);
  }

  @Test
  void a_host_may_be_allowed_for_one_port_only() {
    String authority = tenant.simulator.graphUri().getAuthority();
    EntraTenantConnector thisPort =
        new EntraTenantConnector(tenant.time(), Set.of(authority), ApiVersion.V1_0);
    EntraTenantConnector anotherPort =
        new EntraTenantConnector(tenant.time(), Set.of("127.0.0.1:1"), ApiVersion.V1_0);

    assertThat(thisPort.connect(connectionTo(tenant.endpoints()))).isInstanceOf(Outcome.Ok.class);
    assertThat(anotherPort.connect(connectionTo(tenant.endpoints())))
        .isInstanceOf(Outcome.Terminal.class);
  }

  @Test
  void a_private_host_is_used_without_instance_discovery() {
    ok(tenant.connect().facts().licence());

    assertThat(tenant.simulator.requests().all())
        .extracting(r -> r.method() + " " + r.path())
        .containsExactly(
            "POST /" + TestTenant.TENANT_ID + "/oauth2/v2.0/token", "GET /v1.0/subscribedSkus");
  }

  @Test
  void a_certificate_of_an_unknown_authority_is_told_with_the_remedy() {
    Endpoints withoutBundle =
        new Endpoints(tenant.simulator.loginUri(), tenant.simulator.graphUri(), "");

    Outcome<?> outcome =
        ok(tenant.connector().connect(connectionTo(withoutBundle))).facts().licence();

    assertThat(outcome).isInstanceOf(Outcome.Retryable.class);
    Problem problem = outcome.failure().orElseThrow();
    assertThat(problem.cause()).isEqualTo(Cause.UNREACHABLE);
    assertThat(problem.remedy()).contains("caBundleRef");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"nonsense", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"})
  void a_bundle_that_can_not_be_read_is_told(String bundle) {
    Endpoints endpoints =
        new Endpoints(tenant.simulator.loginUri(), tenant.simulator.graphUri(), bundle);

    Outcome<Tenant> outcome = tenant.connector().connect(connectionTo(endpoints));

    assertThat(outcome).isInstanceOf(Outcome.Terminal.class);
    assertThat(outcome.failure().orElseThrow().answer()).contains("CA bundle");
  }

  /** A connection whose bundle is another text, with the same certificates, for another end. */
  private static EntraTenant connect(EntraTenantConnector connector, String endOfBundle) {
    Endpoints endpoints = tenant.endpoints();
    return (EntraTenant)
        ok(
            connector.connect(
                connectionTo(
                    new Endpoints(
                        endpoints.login(),
                        endpoints.graph(),
                        endpoints.caBundle() + endOfBundle))));
  }

  private static TenantConnection connectionTo(Endpoints endpoints) {
    return new TenantConnection(
        TestTenant.TENANT_ID, SmallTenant.CLIENT_ID, TestTenant.SECRET, endpoints);
  }
}
