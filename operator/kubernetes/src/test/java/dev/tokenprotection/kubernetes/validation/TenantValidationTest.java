package dev.tokenprotection.kubernetes.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantValidationTest {
  private static final String CREDENTIAL =
      "credential: {type: ClientSecret, clientSecret: {secretRef: {name: entra}}}";

  @Test
  void a_client_secret_has_nothing_against_it() {
    assertThat(TenantValidation.check(tenant(CREDENTIAL))).isEmpty();
  }

  @Test
  void so_have_a_certificate_and_the_identity_of_a_service_account() {
    assertThat(
            TenantValidation.check(
                tenant(
                    "credential: {type: ClientCertificate, clientCertificate: {secretRef: {name:"
                        + " tls}}}")))
        .isEmpty();
    assertThat(
            TenantValidation.check(
                tenant(
                    "credential: {type: WorkloadIdentity, workloadIdentity: {serviceAccountRef:"
                        + " {name: tpr}}}")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          credential: {type: ManagedIdentity}   | spec.credential.type | ManagedIdentity is not available
          credential: {type: WorkloadIdentity}  | spec.credential.workloadIdentity.serviceAccountRef | own identity is not available
          credential: {type: Passkey}           | spec.credential.type | does not know the value
          """)
  void a_credential_that_does_not_work_yet_is_refused(String line, String path, String what) {
    assertRefused(tenant(line), path, what);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          evidence: {source: LogAnalytics}                    | spec.evidence.source | not available
          endpoints: {logAnalytics: "https://logs.test"}      | spec.endpoints.logAnalytics | not available
          endpoints: {graph: "https://[broken"}               | spec.endpoints.graph | is no address
          cloud: Moon                                         | spec.cloud | does not know the value
          """)
  void a_field_that_does_nothing_yet_is_refused(String line, String path, String what) {
    assertRefused(tenant(CREDENTIAL, line), path, what);
  }

  @Test
  void an_account_that_is_named_twice_counts_once_and_is_refused() {
    assertRefused(
        tenant(
            CREDENTIAL,
            "breakGlass: {users: [aaaaaaaa-0000-4000-8000-000000000001,"
                + " AAAAAAAA-0000-4000-8000-000000000001]}"),
        "spec.breakGlass.users[1]",
        "repeats an id");
  }

  private static void assertRefused(EntraTenant tenant, String path, String inMessage) {
    assertThat(TenantValidation.check(tenant))
        .anySatisfy(
            violation -> {
              assertThat(violation.path()).isEqualTo(path);
              assertThat(violation.message()).contains(inMessage);
            });
  }

  private static EntraTenant tenant(String... lines) {
    return Serialization.unmarshal(
        """
        apiVersion: tokenprotection.dev/v1alpha1
        kind: EntraTenant
        metadata: {name: contoso, namespace: security}
        spec:
          tenantId: aaaaaaaa-0000-4000-8000-000000000001
          clientId: bbbbbbbb-0000-4000-8000-000000000001
          %s
        """
            .formatted(String.join("\n  ", lines)),
        EntraTenant.class);
  }
}
