package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.api.v1alpha1.Cloud;
import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.EntraTenantSpec;
import dev.tokenprotection.api.v1alpha1.SecretKeyReference;
import dev.tokenprotection.core.port.Credential;
import dev.tokenprotection.core.port.Endpoints;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.core.port.TenantConnection;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** From an EntraTenant to a connected tenant. */
final class TenantConnections {
  private static final String DEFAULT_CA_KEY = "ca.crt";

  private final HeldConnections held;
  private final EndpointAllowList allowList;
  private final SecretReader secrets;
  private final ServiceAccountTokenSource tokens;

  TenantConnections(
      HeldConnections held,
      EndpointAllowList allowList,
      SecretReader secrets,
      ServiceAccountTokenSource tokens) {
    this.held = held;
    this.allowList = allowList;
    this.secrets = secrets;
    this.tokens = tokens;
  }

  /** The Secrets of its namespace that an EntraTenant needs. */
  static Set<String> secretNames(EntraTenantSpec spec) {
    Set<String> names = new HashSet<>();
    if (spec.credential() != null && spec.credential().clientSecret() != null) {
      names.add(spec.credential().clientSecret().secretRef().name());
    }
    if (spec.credential() != null && spec.credential().clientCertificate() != null) {
      names.add(spec.credential().clientCertificate().secretRef().name());
    }
    if (spec.endpoints() != null && spec.endpoints().caBundleRef() != null) {
      names.add(spec.endpoints().caBundleRef().name());
    }
    return names;
  }

  /**
   * @param resource one that {@code TenantValidation} has nothing against
   */
  Attempt<Tenant> connect(EntraTenant resource) {
    EntraTenantSpec spec = resource.getSpec();
    String namespace = resource.getMetadata().getNamespace();
    return endpoints(spec, namespace)
        .flatMap(allowList::check)
        .flatMap(
            endpoints ->
                credential(spec, namespace)
                    .flatMap(
                        credential ->
                            held.connect(
                                ResourceID.fromResource(resource),
                                new TenantConnection(
                                    spec.tenantId().toLowerCase(Locale.ROOT),
                                    spec.clientId().toLowerCase(Locale.ROOT),
                                    credential,
                                    endpoints))));
  }

  /** The tenant that {@link #connect} gave for {@code resource} can be used. */
  void proved(EntraTenant resource, Tenant tenant) {
    held.proved(ResourceID.fromResource(resource), tenant);
  }

  private Attempt<Endpoints> endpoints(EntraTenantSpec spec, String namespace) {
    Endpoints cloud = endpoints(spec.cloud());
    if (spec.endpoints() == null) {
      return Attempt.done(cloud);
    }
    URI login = uri(spec.endpoints().login(), cloud.login());
    URI graph = uri(spec.endpoints().graph(), cloud.graph());
    SecretKeyReference bundle = spec.endpoints().caBundleRef();
    return bundle == null
        ? Attempt.done(new Endpoints(login, graph, ""))
        : secrets
            .read(namespace, bundle.name(), orElse(bundle.key(), DEFAULT_CA_KEY))
            .map(pem -> new Endpoints(login, graph, pem));
  }

  private static Endpoints endpoints(Cloud cloud) {
    return switch (cloud) {
      case null -> Endpoints.GLOBAL;
      case GLOBAL -> Endpoints.GLOBAL;
      case US_GOV -> Endpoints.US_GOV;
      case US_GOV_DOD -> Endpoints.US_GOV_DOD;
      case CHINA -> Endpoints.CHINA;
      case UNKNOWN -> throw new IllegalArgumentException("a cloud that this version does not know");
    };
  }

  private Attempt<Credential> credential(EntraTenantSpec spec, String namespace) {
    var credential = spec.credential();
    return switch (credential.type()) {
      case CLIENT_SECRET -> {
        SecretKeyReference reference = credential.clientSecret().secretRef();
        yield secrets
            .read(namespace, reference.name(), SecretSource.clientSecretKey(reference))
            .map(Credential.ClientSecret::new);
      }
      case CLIENT_CERTIFICATE ->
          certificate(namespace, credential.clientCertificate().secretRef().name());
      case WORKLOAD_IDENTITY ->
          workloadIdentity(namespace, credential.workloadIdentity().serviceAccountRef().name());
      case MANAGED_IDENTITY, UNKNOWN ->
          throw new IllegalArgumentException("validation refuses " + credential.type());
    };
  }

  private Attempt<Credential> certificate(String namespace, String secret) {
    return secrets
        .read(namespace, secret, "tls.crt")
        .flatMap(
            certificate ->
                secrets
                    .read(namespace, secret, "tls.key")
                    .map(key -> new Credential.ClientCertificate(certificate + "\n" + key + "\n")));
  }

  private Attempt<Credential> workloadIdentity(String namespace, String serviceAccount) {
    try {
      // Asked for once here, so that a missing ServiceAccount is named for what it is.
      tokens.token(namespace, serviceAccount);
    } catch (UncheckedIOException e) {
      return Attempt.failed(
          Trouble.forPerson(
              ConditionReason.SERVICE_ACCOUNT_TOKEN_DENIED, e.getCause().getMessage()));
    }
    return Attempt.done(
        new Credential.WorkloadIdentity(
            ServiceAccountTokens.subject(namespace, serviceAccount),
            () -> tokens.token(namespace, serviceAccount)));
  }

  private static URI uri(String text, URI fallback) {
    return text == null ? fallback : URI.create(text);
  }

  private static String orElse(String text, String fallback) {
    return text == null ? fallback : text;
  }
}
