package dev.tokenprotection.entra;

import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.core.port.TenantConnection;
import dev.tokenprotection.core.port.TenantConnector;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.entra.call.HttpClients;
import dev.tokenprotection.entra.call.Pause;
import dev.tokenprotection.entra.call.TenantPace;
import dev.tokenprotection.entra.call.TrustedCertificates;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Connects to Entra tenants. Of an application in a tenant the latest connection is kept, so a
 * rotated secret is forgotten when its successor comes; the pace is the tenant's, whoever connects.
 * Thread-safe.
 */
public final class EntraTenantConnector implements TenantConnector {
  private final Time time;
  private final EndpointRules endpointRules;
  private final ApiVersion policyApi;
  private final Pause pause;
  private final Duration longestWrite;
  private final Map<Registration, Connected> tenants = new HashMap<>();
  private final Map<Tenancy, TenantPace> paces = new HashMap<>();
  private final Map<String, HttpClients> clients = new HashMap<>();

  /**
   * @param time by which limits and tokens run
   * @param allowedHosts hosts that may be talked to beside the clouds' own, with or without a port
   * @param policyApi which version of the API the policy calls use
   */
  public EntraTenantConnector(Time time, Set<String> allowedHosts, ApiVersion policyApi) {
    this(time, allowedHosts, policyApi, Pause.SLEEP, Tenant.LONGEST_WRITE);
  }

  EntraTenantConnector(
      Time time,
      Set<String> allowedHosts,
      ApiVersion policyApi,
      Pause pause,
      Duration longestWrite) {
    this.time = time;
    this.endpointRules = new EndpointRules(allowedHosts);
    this.policyApi = policyApi;
    this.pause = pause;
    this.longestWrite = longestWrite;
  }

  @Override
  public synchronized Outcome<Tenant> connect(TenantConnection connection) {
    Registration registration = Registration.of(connection);
    Connected known = tenants.get(registration);
    if (known != null && known.connection().equals(connection)) {
      return new Outcome.Ok<>(known.tenant());
    }
    String refused = endpointRules.refused(connection.endpoints());
    if (!refused.isEmpty()) {
      return terminal(
          connection,
          Cause.ENDPOINT_NOT_ALLOWED,
          "the installation does not allow the endpoint " + refused,
          "Use one of the clouds' own endpoints, or have the host added to the allowed hosts of"
              + " the installation.");
    }
    try {
      HttpClients http = clientsTrusting(connection.endpoints().caBundle());
      Tenant tenant =
          TenantWiring.of(connection, endpointRules.discovery(connection.endpoints()), http, time)
              .tenant(paceOf(connection), policyApi, longestWrite);
      tenants.put(registration, new Connected(connection, tenant));
      return new Outcome.Ok<>(tenant);
    } catch (CertificateException broken) {
      return terminal(
          connection,
          Cause.CREDENTIAL_UNUSABLE,
          "the CA bundle could not be read",
          "Put certificates in PEM into what spec.endpoints.caBundleRef names.");
    }
  }

  private HttpClients clientsTrusting(String caBundle) throws CertificateException {
    HttpClients known = clients.get(caBundle);
    if (known == null) {
      known = HttpClients.trusting(TrustedCertificates.systemAnd(caBundle));
      clients.put(caBundle, known);
    }
    return known;
  }

  private TenantPace paceOf(TenantConnection connection) {
    return paces.computeIfAbsent(Tenancy.of(connection), t -> new TenantPace(time, pause));
  }

  private static Outcome<Tenant> terminal(
      TenantConnection connection, Cause cause, String answer, String remedy) {
    return new Outcome.Terminal<>(
        Problem.withoutEffect(cause, "connect to tenant " + connection.tenantId(), answer, remedy));
  }

  /** A connection that was made. */
  private record Connected(TenantConnection connection, Tenant tenant) {}

  /** An application in a tenant. */
  private record Registration(Tenancy tenancy, String clientId, URI login) {
    static Registration of(TenantConnection connection) {
      return new Registration(
          Tenancy.of(connection), connection.clientId(), connection.endpoints().login());
    }
  }

  /** A tenant of a cloud. */
  private record Tenancy(String tenantId, URI graph) {
    static Tenancy of(TenantConnection connection) {
      return new Tenancy(connection.tenantId(), connection.endpoints().graph());
    }
  }
}
