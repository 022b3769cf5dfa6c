package dev.tokenprotection.tests.crds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.tests.testbed.SharedApiServer;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code kubectl explain} is the reference that everybody has at hand. */
class ExplainTest {
  @TempDir private static Path directory;
  private static Kubectl kubectl;

  @BeforeAll
  static void install() {
    InstalledCrds.ensure();
    kubectl = new Kubectl(SharedApiServer.newNamespace("crd-explain"), directory);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          tpr                                       | A rollout of Token Protection: who is in which stage
          tpr.spec                                  | tenantRef <Object> -required-
          tpr.spec.onGateFailure                    | Default: Pause, and ReportOnly in Enforced stages.
          tpr.spec.stages                           | enum: ReportOnly, Enforced
          tpr.spec.stages.include.managedGroup      | Authoritative (the group has exactly the declared members)
          tpr.spec.gate.bindingSuccess.failBelow    | Default: "90%".
          tpr.spec.gate.maxBlockedUsers             | as a count or a share (rounded up)
          tpr.status.gate                           | nothing about who signed in
          entratenant.spec.credential               | enum: WorkloadIdentity, ManagedIdentity, ClientSecret,
          entratenant.spec.breakGlass.users         | Object ids of emergency access users, at most 50.
          stageapproval.spec.requestId              | so that a yes means the plan that was shown
          """)
  void a_field_is_explained(String field, String words) {
    Kubectl.Printed explained = kubectl.run("explain", field);
    assertThat(explained.errors()).isEmpty();
    assertThat(explained.output().replaceAll("\\s+", " ")).contains(words);
  }

  @Test
  void the_whole_tree_is_explained() {
    Kubectl.Printed explained = kubectl.run("explain", "tpr", "--recursive");
    assertThat(explained.output())
        .contains("promotionWindows")
        .contains("settleTime")
        .contains("unboundByCode");
  }
}
