package dev.tokenprotection.entra.call;

import java.security.cert.CertificateException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * HTTP clients for those who trust the same certificates, closed when the last of them lets go.
 * Thread-safe.
 */
public final class SharedClients {
  private final Map<String, Shared> byCaBundle = new HashMap<>();

  private static final class Shared {
    private final HttpClients clients;
    private int leases;

    Shared(HttpClients clients) {
      this.clients = clients;
    }
  }

  /** The right to use clients until it is closed. */
  public final class Lease implements AutoCloseable {
    private final String caBundle;
    private final HttpClients clients;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Lease(String caBundle, HttpClients clients) {
      this.caBundle = caBundle;
      this.clients = clients;
    }

    public HttpClients clients() {
      return clients;
    }

    @Override
    public void close() {
      if (!closed.getAndSet(true)) {
        giveBack(caBundle);
      }
    }
  }

  /**
   * Clients that trust the system's certificates and those of a bundle in PEM, which may be empty.
   *
   * @throws CertificateException if the bundle can't be read
   */
  public synchronized Lease lease(String caBundle) throws CertificateException {
    Shared shared = byCaBundle.get(caBundle);
    if (shared == null) {
      shared = new Shared(HttpClients.trusting(TrustedCertificates.systemAnd(caBundle)));
      byCaBundle.put(caBundle, shared);
    }
    shared.leases++;
    return new Lease(caBundle, shared.clients);
  }

  /** For how many sets of certificates there are clients. */
  public synchronized int size() {
    return byCaBundle.size();
  }

  private synchronized void giveBack(String caBundle) {
    Shared shared = byCaBundle.get(caBundle);
    shared.leases--;
    if (shared.leases == 0) {
      byCaBundle.remove(caBundle);
      shared.clients.close();
    }
  }
}
