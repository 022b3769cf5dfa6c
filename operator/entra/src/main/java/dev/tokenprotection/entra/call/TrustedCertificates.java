package dev.tokenprotection.entra.call;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * The authorities that may issue the certificates of the hosts we talk to: the system's, and those
 * of a bundle beside them.
 *
 * @param context for clients that take one
 * @param trustManager the same trust, for clients that want it apart
 */
public record TrustedCertificates(SSLContext context, X509TrustManager trustManager) {
  /**
   * The system's authorities and those in {@code bundle}.
   *
   * @param bundle certificates in PEM, empty for none
   * @throws CertificateException if the bundle holds no certificate or a broken one
   */
  public static TrustedCertificates systemAnd(String bundle) throws CertificateException {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      List<Certificate> trusted =
          new ArrayList<>(Arrays.asList(managerOf(null).getAcceptedIssuers()));
      trusted.addAll(certificatesIn(bundle));
      for (int i = 0; i < trusted.size(); i++) {
        store.setCertificateEntry("trusted-" + i, trusted.get(i));
      }
      X509TrustManager manager = managerOf(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {manager}, null);
      return new TrustedCertificates(context, manager);
    } catch (CertificateException broken) {
      throw broken;
    } catch (GeneralSecurityException | IOException impossible) {
      throw new IllegalStateException("this Java runtime can't keep certificates", impossible);
    }
  }

  private static List<Certificate> certificatesIn(String bundle) throws CertificateException {
    if (bundle.isBlank()) {
      return List.of();
    }
    List<Certificate> certificates =
        List.copyOf(
            CertificateFactory.getInstance("X.509")
                .generateCertificates(
                    new ByteArrayInputStream(bundle.getBytes(StandardCharsets.UTF_8))));
    if (certificates.isEmpty()) {
      throw new CertificateException("no certificate in it");
    }
    return certificates;
  }

  /** The trust manager over {@code store}; over the system's authorities for null. */
  private static X509TrustManager managerOf(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return Stream.of(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .findFirst()
        .orElseThrow(() -> new GeneralSecurityException("no X.509 trust manager"));
  }
}
