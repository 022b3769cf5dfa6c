package dev.tokenprotection.entra;

import dev.tokenprotection.core.port.AllowedHosts;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Problem.Cause;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.core.port.TenantConnection;
import dev.tokenprotection.core.port.TenantConnector;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.entra.call.SharedClients;
import dev.tokenprotection.entra.call.TenantPace;
import dev.tokenprotection.entra.credential.Credentials.InstanceDiscovery;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Connects to Entra tenants. The pace is the tenant's, whoever connects; connections that trust the
 * same certificates share their HTTP clients, which end with the last of them. Thread-safe.
 */
public final class EntraTenantConnector implements TenantConnector {
  private final Time time;
  private final AllowedHosts allowedHosts;
  private final ApiVersion policyApi;
  private final Duration longestWrite;
  private final Map<Tenancy, TenantPace> paces = new HashMap<>();
  private final SharedClients clients = new SharedClients();

  /**
   * @param time by which limits and tokens run
   * @param allowedHosts hosts that may be talked to beside the clouds' own, with or without a port
   * @param policyApi which version of the API the policy calls use
   */
  public EntraTenantConnector(Time time, Set<String> allowedHosts, ApiVersion policyApi) {
    this(time, allowedHosts, policyApi, Tenant.LONGEST_WRITE);
  }

  EntraTenantConnector(
      Time time, Set<String> allowedHosts, ApiVersion policyApi, Duration longestWrite) {
    this.time = time;
    this.allowedHosts = new AllowedHosts(allowedHosts);
    this.policyApi = policyApi;
    this.longestWrite = longestWrite;
  }

  @Override
  public synchronized Outcome<Tenant> connect(TenantConnection connection) {
    Optional<URI> refused = allowedHosts.refused(connection.endpoints());
    if (refused.isPresent()) {
      return terminal(
          connection,
          Cause.ENDPOINT_NOT_ALLOWED,
          "the installation does not allow the endpoint " + refused.get(),
          "Use one of the clouds' own endpoints, or have the host added to the allowed hosts of"
              + " the installation.");
    }
    try {
      SharedClients.Lease lease = clients.lease(connection.endpoints().caBundle());
      return new Outcome.Ok<>(
          TenantWiring.of(connection, discovery(connection), lease, time)
              .tenant(paceOf(connection), policyApi, longestWrite));
    } catch (CertificateException broken) {
      return terminal(
          connection,
          Cause.CREDENTIAL_UNUSABLE,
          "the CA bundle could not be read",
          "Put certificates in PEM into what spec.endpoints.caBundleRef names.");
    }
  }

  /** For how many sets of trusted certificates there are HTTP clients. */
  int openClients() {
    return clients.size();
  }

  /** Only the clouds' own token services are known to instance discovery. */
  private static InstanceDiscovery discovery(TenantConnection connection) {
    return AllowedHosts.hasCloudLogin(connection.endpoints())
        ? InstanceDiscovery.ON
        : InstanceDiscovery.OFF;
  }

  private TenantPace paceOf(TenantConnection connection) {
    return paces.computeIfAbsent(Tenancy.of(connection), t -> new TenantPace(time));
  }

  private static Outcome<Tenant> terminal(
      TenantConnection connection, Cause cause, String answer, String remedy) {
    return new Outcome.Terminal<>(
        Problem.withoutEffect(cause, "connect to tenant " + connection.tenantId(), answer, remedy));
  }

  /** A tenant of a cloud. */
  private record Tenancy(String tenantId, URI graph) {
    static Tenancy of(TenantConnection connection) {
      return new Tenancy(connection.tenantId(), connection.endpoints().graph());
    }
  }
}
