package dev.tokenprotection.entra;

import com.microsoft.graph.core.authentication.AzureIdentityAuthenticationProvider;
import com.microsoft.graph.core.requests.BaseGraphRequestAdapter;
import com.microsoft.graph.serviceclient.GraphServiceClient;
import com.microsoft.kiota.authentication.AuthenticationProvider;
import com.microsoft.kiota.authentication.ObservabilityOptions;
import dev.tokenprotection.core.port.PolicyPort;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.core.port.TenantConnection;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.entra.call.GraphCalls;
import dev.tokenprotection.entra.call.SharedClients;
import dev.tokenprotection.entra.call.TenantPace;
import dev.tokenprotection.entra.credential.Credentials;
import dev.tokenprotection.entra.credential.Credentials.InstanceDiscovery;
import dev.tokenprotection.entra.credential.TokenRefusals;
import dev.tokenprotection.entra.credential.TokenSource;
import dev.tokenprotection.entra.directory.GraphAudits;
import dev.tokenprotection.entra.directory.GraphDirectory;
import dev.tokenprotection.entra.directory.GraphTenantFacts;
import dev.tokenprotection.entra.directory.GroupWrites;
import dev.tokenprotection.entra.policy.GraphPolicies;
import dev.tokenprotection.entra.policy.GraphWhatIf;
import dev.tokenprotection.entra.signin.GraphSignIns;
import java.net.URI;
import java.time.Duration;

/** Puts the parts together that one connected tenant is made of. */
record TenantWiring(
    URI graph,
    TokenSource tokens,
    AuthenticationProvider authentication,
    SharedClients.Lease lease,
    Time time,
    String clientId) {
  static TenantWiring of(
      TenantConnection connection,
      InstanceDiscovery discovery,
      SharedClients.Lease lease,
      Time time) {
    URI graph = connection.endpoints().graph();
    String scope = graph.resolve("/.default").toString();
    Credentials credentials = new Credentials(lease.clients().tokens());
    TokenSource tokens =
        new TokenSource(
            () -> credentials.of(connection, discovery),
            scope,
            new TokenRefusals(connection),
            time);
    return new TenantWiring(
        graph, tokens, authentication(tokens, graph, scope), lease, time, connection.clientId());
  }

  /**
   * The host is named since the SDK sends no token, and does not say so, to one that it does not
   * know. Continuous access evaluation stays off: its tokens live for a day, and a permission that
   * is granted meanwhile would not be in them.
   */
  private static AuthenticationProvider authentication(
      TokenSource tokens, URI graph, String scope) {
    return new AzureIdentityAuthenticationProvider(
        tokens.asCredential(),
        new String[] {graph.getHost()},
        new ObservabilityOptions(),
        false,
        scope);
  }

  /**
   * @param longestWrite how long a write may take in all, on the machine's clock
   */
  Tenant tenant(TenantPace pace, ApiVersion policyApi, Duration longestWrite) {
    GraphServiceClient v1 = sdk(ApiVersion.V1_0);
    GraphServiceClient beta = sdk(ApiVersion.BETA);
    GraphCalls calls = calls(v1, pace, longestWrite);
    GraphCalls betaCalls = calls(beta, pace, longestWrite);
    PolicyPort policies =
        switch (policyApi) {
          case V1_0 -> new GraphPolicies(v1, calls);
          case BETA -> new GraphPolicies(beta, betaCalls);
        };
    return new EntraTenant(
        policies,
        new GraphDirectory(v1, calls, new GroupWrites(v1, calls, graph)),
        new GraphTenantFacts(v1, calls, tokens, new GraphWhatIf(v1, calls)),
        new GraphSignIns(beta, betaCalls, time),
        new GraphAudits(v1, calls, clientId),
        lease);
  }

  private GraphServiceClient sdk(ApiVersion version) {
    String baseUrl = graph.resolve("/" + version.segment()).toString();
    return new GraphServiceClient(
        new BaseGraphRequestAdapter(authentication, baseUrl, lease.clients().graph()));
  }

  private GraphCalls calls(GraphServiceClient sdk, TenantPace pace, Duration longestWrite) {
    return new GraphCalls(
        sdk.getRequestAdapter(), lease.clients().graph(), tokens, pace, graph, longestWrite);
  }
}
