package dev.tokenprotection.simulator.wire;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certification authority of its own, made afresh at each start, and a server certificate from it
 * for loopback. Nothing of it is stored.
 */
public final class LoopbackCertificates {
  private static final char[] NO_PASSWORD = new char[0];
  private static final Duration VALID = Duration.ofDays(30);

  private final X509Certificate authority;
  private final X509Certificate server;
  private final KeyPair serverKeys;

  private LoopbackCertificates(
      X509Certificate authority, X509Certificate server, KeyPair serverKeys) {
    this.authority = authority;
    this.server = server;
    this.serverKeys = serverKeys;
  }

  /**
   * Makes both certificates.
   *
   * @param hostNames names the server is also known under, besides those of loopback
   */
  public static LoopbackCertificates create(List<String> hostNames) {
    try {
      KeyPair authorityKeys = keys();
      KeyPair serverKeys = keys();
      X500Name authorityName = new X500Name("CN=Simulated Entra tenant CA");
      X509Certificate authority =
          issue(
              builder(authorityName, authorityName, authorityKeys)
                  .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                  .addExtension(
                      Extension.keyUsage,
                      true,
                      new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                  .addExtension(
                      Extension.subjectKeyIdentifier,
                      false,
                      new JcaX509ExtensionUtils()
                          .createSubjectKeyIdentifier(authorityKeys.getPublic())),
              authorityKeys);
      X509Certificate server =
          issue(
              builder(authorityName, new X500Name("CN=localhost"), serverKeys)
                  .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                  .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                  .addExtension(
                      Extension.extendedKeyUsage,
                      false,
                      new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth))
                  .addExtension(
                      Extension.authorityKeyIdentifier,
                      false,
                      new JcaX509ExtensionUtils()
                          .createAuthorityKeyIdentifier(authorityKeys.getPublic()))
                  .addExtension(
                      Extension.subjectAlternativeName, false, alternativeNames(hostNames)),
              authorityKeys);
      return new LoopbackCertificates(authority, server, serverKeys);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("this JDK cannot make certificates on P-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not encode a certificate", e);
    }
  }

  /** The authority's certificate, for clients that are to trust the server. */
  public String authorityPem() {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(authority);
    } catch (IOException e) {
      throw new UncheckedIOException("could not encode a certificate", e);
    }
    return text.toString();
  }

  /** For the server. */
  public SSLContext serverContext() throws GeneralSecurityException, IOException {
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "server", serverKeys.getPrivate(), NO_PASSWORD, new X509Certificate[] {server, authority});
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(store, NO_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), null, null);
    return context;
  }

  /** For a Java client that trusts this server and no other. */
  public SSLContext clientContext() {
    try {
      KeyStore store = emptyStore();
      store.setCertificateEntry("authority", authority);
      TrustManagerFactory trustManagers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trustManagers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trustManagers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK cannot set up TLS", e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not make an empty key store", e);
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private static X509v3CertificateBuilder builder(X500Name issuer, X500Name subject, KeyPair keys) {
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(64, new SecureRandom()).add(BigInteger.ONE),
        Date.from(now.minus(Duration.ofHours(1))),
        Date.from(now.plus(VALID)),
        subject,
        keys.getPublic());
  }

  private static X509Certificate issue(X509v3CertificateBuilder builder, KeyPair issuerKeys)
      throws OperatorCreationException, GeneralSecurityException {
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(
                new JcaContentSignerBuilder("SHA256withECDSA").build(issuerKeys.getPrivate())));
  }

  private static GeneralNames alternativeNames(List<String> hostNames) {
    List<GeneralName> names = new ArrayList<>();
    names.add(new GeneralName(GeneralName.dNSName, "localhost"));
    names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    names.add(new GeneralName(GeneralName.iPAddress, "::1"));
    hostNames.forEach(name -> names.add(new GeneralName(GeneralName.dNSName, name)));
    return new GeneralNames(names.toArray(GeneralName[]::new));
  }
}
