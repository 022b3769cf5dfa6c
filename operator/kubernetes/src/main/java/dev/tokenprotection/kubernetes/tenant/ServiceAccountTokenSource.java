package dev.tokenprotection.kubernetes.tenant;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Gives tokens of ServiceAccounts for Entra. */
@FunctionalInterface
public interface ServiceAccountTokenSource {
  /** Where there is no API server that could give any. */
  ServiceAccountTokenSource NONE =
      (namespace, serviceAccount) -> {
        throw new UncheckedIOException(
            new IOException(
                "Could not get a token for the ServiceAccount "
                    + serviceAccount
                    + ": there is no API server to ask. Use one that has it, or a client secret or"
                    + " certificate."));
      };

  /**
   * A new token.
   *
   * @throws UncheckedIOException when there is none to be had, with a message for people
   */
  String token(String namespace, String serviceAccount);

  /** The tokens of the API server. */
  static ServiceAccountTokenSource of(KubernetesClient client) {
    return new ServiceAccountTokens(client);
  }
}
