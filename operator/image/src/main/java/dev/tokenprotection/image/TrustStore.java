package dev.tokenprotection.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;

/** The file by which a Java runtime knows whom to trust. */
final class TrustStore {
  private TrustStore() {}

  /**
   * Writes a store without a password, whose bytes depend on the certificates and their order.
   *
   * @param certificates in PEM, one each
   */
  static void write(Collection<byte[]> certificates, Path file) throws IOException {
    if (certificates.isEmpty()) {
      throw new IOException("no certificates of authorities to trust");
    }
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      int number = 0;
      for (byte[] pem : certificates) {
        X509Certificate certificate =
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(pem));
        store.setCertificateEntry("%03d".formatted(++number), certificate);
      }
      try (OutputStream out = Files.newOutputStream(file)) {
        store.store(out, null);
      }
    } catch (GeneralSecurityException e) {
      throw new IOException("could not write " + file + ": " + e.getMessage(), e);
    }
  }
}
