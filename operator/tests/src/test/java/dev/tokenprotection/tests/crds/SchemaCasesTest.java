package dev.tokenprotection.tests.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.api.CrdManifest;
import dev.tokenprotection.app.validate.Manifest;
import dev.tokenprotection.app.validate.ManifestValidator;
import dev.tokenprotection.app.validate.Problem;
import dev.tokenprotection.app.validate.ValidationReport;
import dev.tokenprotection.tests.testbed.SharedApiServer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What is taken and what is refused on create: by kubectl and the API server, and by us alone. */
class SchemaCasesTest {
  private static final List<SchemaCase> ACCEPTED = SchemaCase.in("accept");
  private static final List<SchemaCase> REJECTED = SchemaCase.in("reject");
  private static final ManifestValidator VALIDATOR = new ManifestValidator(List.of());

  @TempDir private static Path directory;
  private static Kubectl.Printed accepting;
  private static Kubectl.Printed rejecting;

  @BeforeAll
  static void ask_the_server_about_all_cases_at_once() {
    InstalledCrds.ensure();
    Kubectl kubectl = new Kubectl(SharedApiServer.newNamespace("crd-cases"), directory);
    accepting = create(kubectl, ACCEPTED);
    rejecting = create(kubectl, REJECTED);
  }

  private static Kubectl.Printed create(Kubectl kubectl, List<SchemaCase> cases) {
    String[] head = {"create", "--dry-run=server", "--validate=strict"};
    Stream<String> files = cases.stream().flatMap(c -> Stream.of("-f", c.file().toString()));
    return kubectl.run(Stream.concat(Arrays.stream(head), files).toArray(String[]::new));
  }

  @Test
  void there_are_more_than_forty_cases() {
    assertThat(ACCEPTED.size() + REJECTED.size()).isGreaterThan(40);
  }

  @Test
  void every_rule_of_the_crds_has_a_case_that_breaks_it() {
    List<String> expected =
        Stream.concat(REJECTED.stream(), SchemaCase.in("reject-change").stream())
            .map(SchemaCase::expected)
            .toList();
    assertThat(CrdManifest.all().stream().flatMap(SchemaCasesTest::messages).distinct())
        .hasSizeGreaterThan(30)
        .allSatisfy(
            message -> assertThat(expected).anySatisfy(e -> assertThat(message).contains(e)));
  }

  private static Stream<String> messages(CrdManifest manifest) {
    JsonNode crd = new KubernetesSerialization().unmarshal(manifest.yaml(), JsonNode.class);
    return crd.findValues("x-kubernetes-validations").stream()
        .flatMap(rules -> rules.findValuesAsText("message").stream());
  }

  @Test
  void the_server_takes_all_that_is_to_be_accepted() {
    assertThat(accepting.errors()).isEmpty();
    assertThat(accepting.output().lines())
        .hasSize(ACCEPTED.size())
        .allMatch(line -> line.endsWith("created (server dry run)"));
  }

  @Test
  void the_server_takes_none_that_is_to_be_rejected() {
    assertThat(rejecting.output()).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> the_server_refuses_with_the_expected_message() {
    return REJECTED.stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.title(),
                    () -> assertThat(refusal(c)).contains(c.at()).contains(c.expected())));
  }

  @TestFactory
  Stream<DynamicTest> validate_takes_what_the_server_takes() {
    return ACCEPTED.stream()
        .map(c -> DynamicTest.dynamicTest(c.title(), () -> assertThat(problems(c)).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> validate_refuses_with_the_expected_message() {
    return REJECTED.stream()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.title(),
                    () ->
                        assertThat(problems(c))
                            .anySatisfy(
                                p -> {
                                  assertThat(p.path()).isEqualTo(c.at());
                                  assertThat(p.message()).contains(c.expected());
                                })));
  }

  /** The lines of kubectl's errors that speak of the file of a case. */
  private static String refusal(SchemaCase c) {
    // kubectl names the file unless the error has fewer causes than it can print by itself.
    String marker = "\"" + c.file() + "\"";
    return Arrays.stream(rejecting.errors().split("(?m)^(?=Error from server|The )"))
        .filter(error -> error.contains(marker))
        .findFirst()
        .orElse("");
  }

  private static List<Problem> problems(SchemaCase c) {
    ValidationReport report =
        VALIDATOR.validate(List.of(new Manifest(c.file().toString(), c.text())));
    assertThat(report.checked()).isEqualTo(1);
    return report.problems();
  }
}
