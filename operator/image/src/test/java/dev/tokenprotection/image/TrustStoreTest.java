package dev.tokenprotection.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustStoreTest {
  @TempDir private Path folder;

  @Test
  void what_was_written_is_trusted_and_has_the_same_bytes_each_time() throws Exception {
    List<byte[]> authorities = someAuthorities();

    TrustStore.write(authorities, folder.resolve("one"));
    TrustStore.write(authorities, folder.resolve("two"));

    KeyStore read = KeyStore.getInstance(folder.resolve("one").toFile(), (char[]) null);
    assertThat(read.size()).isEqualTo(authorities.size());
    assertThat(read.isCertificateEntry("001")).isTrue();
    assertThat(Digests.ofFile(folder.resolve("one")))
        .isEqualTo(Digests.ofFile(folder.resolve("two")));
  }

  @Test
  void a_store_that_trusts_nobody_is_not_written() {
    assertThatThrownBy(() -> TrustStore.write(List.of(), folder.resolve("none")))
        .isInstanceOf(IOException.class);
  }

  /** Three of those that this JVM trusts, in PEM. */
  private static List<byte[]> someAuthorities() throws Exception {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init((KeyStore) null);
    X509TrustManager manager = (X509TrustManager) factory.getTrustManagers()[0];
    List<byte[]> pem = new ArrayList<>();
    for (var certificate : Arrays.asList(manager.getAcceptedIssuers()).subList(0, 3)) {
      pem.add(
          ("-----BEGIN CERTIFICATE-----\n"
                  + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                  + "\n-----END CERTIFICATE-----\n")
              .getBytes(StandardCharsets.US_ASCII));
    }
    return pem;
  }
}
