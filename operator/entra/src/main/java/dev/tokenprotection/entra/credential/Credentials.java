package dev.tokenprotection.entra.credential;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpPipelineNextPolicy;
import com.azure.core.http.HttpResponse;
import com.azure.core.http.policy.FixedDelayOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.identity.AadCredentialBuilderBase;
import com.azure.identity.ClientAssertionCredentialBuilder;
import com.azure.identity.ClientCertificateCredentialBuilder;
import com.azure.identity.ClientSecretCredentialBuilder;
import dev.tokenprotection.core.port.Credential;
import dev.tokenprotection.core.port.TenantConnection;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import reactor.core.publisher.Mono;

/** Makes azure-identity's credentials out of ours. */
public final class Credentials {
  /** Whether the token service is asked which hosts are trustworthy before it is used. */
  public enum InstanceDiscovery {
    /** For the clouds' own hosts, which are known to it. */
    ON,
    /** For private clouds and simulated tenants, of which it has never heard. */
    OFF
  }

  private final HttpClient http;

  /**
   * @param http talks to the token service; trusts the connection's certificates
   */
  public Credentials(HttpClient http) {
    this.http = http;
  }

  /**
   * A credential without any token.
   *
   * @throws RuntimeException if what it is made of is unusable, such as a broken certificate
   */
  public TokenCredential of(TenantConnection connection, InstanceDiscovery discovery) {
    return switch (connection.credential()) {
      case Credential.ClientSecret(String secret) ->
          reaching(connection, discovery, new ClientSecretCredentialBuilder())
              .clientSecret(secret)
              .build();
      case Credential.ClientCertificate(String pem) ->
          reaching(connection, discovery, new ClientCertificateCredentialBuilder())
              .pemCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
              .build();
      case Credential.WorkloadIdentity workload ->
          reaching(connection, discovery, new ClientAssertionCredentialBuilder())
              .clientAssertion(() -> assertionOf(workload))
              .build();
    };
  }

  /** The JDK's client sets the header itself, and warns of each one that it is given. */
  private static Mono<HttpResponse> withoutContentLength(
      HttpPipelineCallContext context, HttpPipelineNextPolicy next) {
    context.getHttpRequest().getHeaders().remove(HttpHeaderName.CONTENT_LENGTH);
    return next.process();
  }

  private static String assertionOf(Credential.WorkloadIdentity workload) {
    try {
      return workload.assertion().get();
    } catch (RuntimeException unavailable) {
      throw new AssertionUnavailableException(unavailable);
    }
  }

  /** No repetition here: whoever asks for the token decides about it. */
  private <B extends AadCredentialBuilderBase<B>> B reaching(
      TenantConnection connection, InstanceDiscovery discovery, B builder) {
    builder
        .tenantId(connection.tenantId())
        .clientId(connection.clientId())
        .authorityHost(connection.endpoints().login().toString())
        .httpClient(http)
        .addPolicy(Credentials::withoutContentLength)
        .retryOptions(new RetryOptions(new FixedDelayOptions(0, Duration.ZERO)));
    return switch (discovery) {
      case ON -> builder;
      case OFF -> builder.disableInstanceDiscovery();
    };
  }
}
