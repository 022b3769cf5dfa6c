package dev.tokenprotection.app.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The verdicts themselves are proved beside a real API server; here it is how they are told. */
class ManifestValidatorTest {
  private static final String TENANT =
      """
      apiVersion: tokenprotection.dev/v1alpha1
      kind: EntraTenant
      metadata:
        name: contoso
      spec:
        tenantId: 11111111-1111-4111-8111-111111111111
        clientId: 22222222-2222-4222-8222-222222222222
        credential:
          type: ManagedIdentity
      """;

  @Test
  void a_problem_tells_file_line_resource_and_field() {
    String text = "# tenants\n---\n" + TENANT.replace("ManagedIdentity", "Password");
    assertThat(validate(text).problems())
        .containsExactly(
            new Problem(
                "contoso.yaml",
                11,
                "EntraTenant contoso",
                "spec.credential.type",
                "Unsupported value: \"Password\": supported values: \"WorkloadIdentity\","
                    + " \"ManagedIdentity\", \"ClientSecret\", \"ClientCertificate\""));
  }

  @Test
  void a_rule_is_told_at_the_line_of_the_object_that_breaks_it() {
    String text = TENANT.replace("ManagedIdentity", "ClientSecret");
    assertThat(validate(text).problems().getFirst().text())
        .isEqualTo(
            "contoso.yaml:8: EntraTenant contoso: spec.credential: clientSecret must be set with"
                + " type ClientSecret, and only then");
  }

  @Test
  void resources_of_others_are_told_and_left_alone() {
    ValidationReport report =
        validate("apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n---\n" + TENANT);
    assertThat(report).isEqualTo(new ValidationReport(1, List.of("v1 Namespace x"), List.of()));
  }

  @Test
  void a_kind_of_ours_that_does_not_exist_is_refused() {
    assertThat(validate(TENANT.replace("EntraTenant", "Tenant")).problems())
        .extracting(Problem::message)
        .containsExactly(
            "no matches for kind \"Tenant\" in version \"tokenprotection.dev/v1alpha1\"");
  }

  @Test
  void a_version_of_ours_that_does_not_exist_is_refused() {
    assertThat(validate(TENANT.replace("v1alpha1", "v1")).valid()).isFalse();
  }

  @Test
  void a_document_without_kind_is_refused() {
    assertThat(validate("spec: {}\n").problems())
        .extracting(Problem::message)
        .containsExactly("apiVersion and kind must be set");
    assertThat(validate("just a text\n").valid()).isFalse();
  }

  @Test
  void status_in_a_manifest_is_passed_over_as_the_server_does() {
    assertThat(validate(TENANT + "status: {message: 5}\n").valid()).isTrue();
  }

  @Test
  void what_the_operator_refuses_is_asked_for_only_when_the_schema_accepts() {
    ResourceCheck check =
        resource -> List.of(new Objection(new FieldPath("spec.cloud"), "is not to my taste"));
    ManifestValidator validator = new ManifestValidator(List.of(check));
    assertThat(validator.validate(manifests(TENANT)).problems())
        .extracting(Problem::message)
        .containsExactly("is not to my taste");
    assertThat(validator.validate(manifests(TENANT.replace("clientId", "clientid"))).problems())
        .extracting(Problem::message)
        .doesNotContain("is not to my taste");
  }

  @Test
  void a_field_that_this_version_does_not_act_on_is_refused() {
    ManifestValidator validator = new ManifestValidator(List.of(new OperatorCheck()));
    String analytics =
        TENANT
            + "  evidence:\n    source: LogAnalytics\n    logAnalytics:\n      workspaceId:"
            + " 33333333-3333-4333-8333-333333333333\n";
    assertThat(new ManifestValidator(List.of()).validate(manifests(analytics)).valid()).isTrue();
    assertThat(validator.validate(manifests(analytics)).problems())
        .extracting(Problem::path)
        .contains("spec.evidence.source");
  }

  private static ValidationReport validate(String text) {
    return new ManifestValidator(List.of()).validate(manifests(text));
  }

  private static List<Manifest> manifests(String text) {
    return List.of(new Manifest("contoso.yaml", text));
  }
}
