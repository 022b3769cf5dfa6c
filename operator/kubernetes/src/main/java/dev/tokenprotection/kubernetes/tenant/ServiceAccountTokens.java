package dev.tokenprotection.kubernetes.tenant;

import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * Tokens of ServiceAccounts for Entra. Source: Kubernetes API reference, TokenRequest
 * authentication.k8s.io/v1; Microsoft Entra, "Workload identity federation", section "How it works"
 * (audience).
 */
final class ServiceAccountTokens implements ServiceAccountTokenSource {
  private static final String AUDIENCE = "api://AzureADTokenExchange";

  /** Long enough for one exchange; the API server takes nothing shorter. */
  private static final Duration LIFETIME = Duration.ofMinutes(10);

  private final KubernetesClient client;

  ServiceAccountTokens(KubernetesClient client) {
    this.client = client;
  }

  /** Whose tokens these are. */
  static String subject(String namespace, String serviceAccount) {
    return "system:serviceaccount:" + namespace + ":" + serviceAccount;
  }

  @Override
  public String token(String namespace, String serviceAccount) {
    try {
      TokenRequest answer =
          client
              .serviceAccounts()
              .inNamespace(namespace)
              .withName(serviceAccount)
              .tokenRequest(
                  new TokenRequestBuilder()
                      .withNewSpec()
                      .withAudiences(AUDIENCE)
                      .withExpirationSeconds(LIFETIME.toSeconds())
                      .endSpec()
                      .build());
      return answer.getStatus().getToken();
    } catch (KubernetesClientException e) {
      throw new UncheckedIOException(
          new IOException(
              "Could not get a token for the ServiceAccount "
                  + serviceAccount
                  + ": "
                  + e.getCode()
                  + " from the API server. Create the ServiceAccount, and let the operator create"
                  + " serviceaccounts/token in this namespace."));
    }
  }
}
