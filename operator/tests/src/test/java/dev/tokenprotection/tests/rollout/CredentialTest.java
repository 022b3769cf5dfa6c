package dev.tokenprotection.tests.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.simulator.tenant.AppRegistration;
import dev.tokenprotection.simulator.tenant.FederatedCredential;
import dev.tokenprotection.tests.testbed.ChartApiServer;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Credentials other than a secret, from the resource to the tenant: tokens of real ServiceAccounts,
 * verified by the keys of the real API server, and certificates, exchanged by azure-identity.
 */
class CredentialTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectNode NO_KEYS =
      JSON.createObjectNode().set("keys", JSON.createArrayNode());
  private static final String SERVICE_ACCOUNT = "entra-contoso";
  private static final String CERTIFICATE = "contoso-client-certificate";

  private final RolloutWorld world = RolloutWorld.of("credential", "default");
  private final OperatorInProcess operator = OperatorInProcess.start(world);

  /** Nothing that succeeds here can have been done with a secret. */
  @BeforeEach
  void expireSecrets() {
    world.tenant().apps().expireSecrets(RolloutWorld.CLIENT_ID, Instant.EPOCH);
  }

  @AfterEach
  void close() {
    operator.close();
    world.close();
  }

  @Test
  void a_rollout_runs_by_workload_identity_once_the_subject_is_federated() {
    String issuer = trustIssuer();
    createServiceAccount(world.namespace());
    register(
        app ->
            app.withFederatedCredential(
                federated(issuer, "system:serviceaccount:another:" + SERVICE_ACCOUNT)));

    applyWith(CredentialTest::workloadIdentity);

    Condition refused = assertTenantTells("FederationMismatch", "AADSTS700213");
    assertThat(refused.message()).contains(subject());
    assertThat(world.writes()).isEmpty();

    register(app -> app.withFederatedCredential(federated(issuer, subject())));

    assertSoaks();
    assertThat(world.simulated().requests().all())
        .anyMatch(request -> request.path().contains("/oauth2/"));
  }

  @Test
  void a_token_that_the_issuer_did_not_sign_is_not_taken() {
    String issuer = trustIssuer();
    world.tenant().apps().keySet(issuer, NO_KEYS);
    createServiceAccount(world.namespace());
    register(app -> app.withFederatedCredential(federated(issuer, subject())));

    applyWith(CredentialTest::workloadIdentity);

    assertThat(
            world.awaitTenantCondition("Ready", c -> c.message().contains("AADSTS700027")).status())
        .isEqualTo("False");

    trustIssuer();
    assertSoaks();
  }

  @Test
  void a_service_account_of_another_namespace_can_not_be_named() {
    String issuer = trustIssuer();
    String other = ChartApiServer.newNamespace("credential-other");
    createServiceAccount(other);
    register(
        app ->
            app.withFederatedCredential(
                federated(issuer, "system:serviceaccount:" + other + ":" + SERVICE_ACCOUNT)));

    applyWith(CredentialTest::workloadIdentity);

    Condition denied = assertTenantTells("ServiceAccountTokenDenied", SERVICE_ACCOUNT);
    assertThat(denied.message()).contains("404").contains("Create the ServiceAccount");
    assertThat(world.simulated().requests().all())
        .noneMatch(request -> request.path().contains("/oauth2/"));

    createServiceAccount(world.namespace());
    register(app -> app.withFederatedCredential(federated(issuer, subject())));

    assertSoaks();
  }

  @Test
  void a_rollout_runs_by_client_certificate_once_the_right_one_is_in_the_secret() {
    ClientCertificate registered = ClientCertificate.create();
    register(app -> app.withCertificate(registered.certificate()));
    putIntoSecret(ClientCertificate.create());

    applyWith(CredentialTest::certificate);

    Condition refused =
        world.awaitTenantCondition("Ready", c -> c.message().contains("AADSTS700027"));
    assertThat(refused.message()).contains(RolloutWorld.CLIENT_ID).doesNotContain("BEGIN");
    assertThat(world.writes()).isEmpty();

    putIntoSecret(registered);

    assertSoaks();
  }

  private void assertSoaks() {
    world.awaitRollout("Soaking", status -> "Soaking".equals(status.phase()));
    world.awaitCondition("Ready", condition -> "True".equals(condition.status()));
    assertThat(world.policiesNamed("Enable Token Protection (Pilot)")).hasSize(2);
  }

  private Condition assertTenantTells(String reason, String words) {
    Condition ready =
        world.awaitTenantCondition("Ready", condition -> reason.equals(condition.reason()));
    assertThat(ready.status()).isEqualTo("False");
    assertThat(ready.message()).contains(words);
    return ready;
  }

  private void applyWith(UnaryOperator<ObjectNode> credential) {
    world.applyExample(
        "tenant.yaml",
        resource -> {
          if ("EntraTenant".equals(resource.path("kind").asText())) {
            credential.apply(resource.withObject("/spec").putObject("credential"));
          }
        });
    world.applyExample(RolloutWorld.MANIFEST);
  }

  private static ObjectNode workloadIdentity(ObjectNode credential) {
    credential.put("type", "WorkloadIdentity");
    credential
        .putObject("workloadIdentity")
        .putObject("serviceAccountRef")
        .put("name", SERVICE_ACCOUNT);
    return credential;
  }

  private static ObjectNode certificate(ObjectNode credential) {
    credential.put("type", "ClientCertificate");
    credential.putObject("clientCertificate").putObject("secretRef").put("name", CERTIFICATE);
    return credential;
  }

  /** The tenant knows the keys of the API server from now on; its issuer. */
  private String trustIssuer() {
    try {
      String issuer =
          JSON.readTree(world.client().raw("/.well-known/openid-configuration"))
              .path("issuer")
              .asText();
      world.tenant().apps().keySet(issuer, JSON.readTree(world.client().raw("/openid/v1/jwks")));
      return issuer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String subject() {
    return "system:serviceaccount:" + world.namespace() + ":" + SERVICE_ACCOUNT;
  }

  private static FederatedCredential federated(String issuer, String subject) {
    return new FederatedCredential(issuer, subject, FederatedCredential.DEFAULT_AUDIENCE);
  }

  private void register(UnaryOperator<AppRegistration> change) {
    world.tenant().apps().change(RolloutWorld.CLIENT_ID, change);
  }

  private void createServiceAccount(String namespace) {
    world
        .client()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(SERVICE_ACCOUNT)
                .endMetadata()
                .build())
        .create();
  }

  private void putIntoSecret(ClientCertificate certificate) {
    world
        .client()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withNamespace(world.namespace())
                .withName(CERTIFICATE)
                .endMetadata()
                .withType("kubernetes.io/tls")
                .withStringData(
                    Map.of(
                        "tls.crt", certificate.certificatePem(), "tls.key", certificate.keyPem()))
                .build())
        .serverSideApply();
  }
}
