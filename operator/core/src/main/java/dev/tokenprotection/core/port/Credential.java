package dev.tokenprotection.core.port;

import java.util.function.Supplier;

/** What an application proves itself with. No {@code toString} of one shows what is secret. */
public sealed interface Credential {
  /** A client secret. */
  record ClientSecret(String secret) implements Credential {
    @Override
    public String toString() {
      return "ClientSecret[…]";
    }
  }

  /** A client certificate with its private key, both in PEM. */
  record ClientCertificate(String pem) implements Credential {
    @Override
    public String toString() {
      return "ClientCertificate[…]";
    }
  }

  /**
   * A federated token.
   *
   * @param subject whose tokens these are, which tells credentials apart: {@code
   *     system:serviceaccount:…}
   * @param assertion gives a token that is valid now; asked again for each exchange; may throw
   *     {@link java.io.UncheckedIOException} when none is to be had
   */
  record WorkloadIdentity(String subject, Supplier<String> assertion) implements Credential {
    @Override
    public boolean equals(Object other) {
      return other instanceof WorkloadIdentity that && subject.equals(that.subject);
    }

    @Override
    public int hashCode() {
      return subject.hashCode();
    }

    @Override
    public String toString() {
      return "WorkloadIdentity[" + subject + "]";
    }
  }
}
