package dev.tokenprotection.tests.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tokenprotection.dev.testbed.Chart;
import dev.tokenprotection.dev.testbed.ProjectHome;
import dev.tokenprotection.tests.testbed.ChartRelease;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Chart.yaml says to people and to Artifact Hub is true. */
class ChartMetadataTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private final Chart chart = ChartRelease.chart();
  private final Map<String, Object> metadata = metadata();

  @Test
  void the_icon_is_the_drawing_beside_it() throws IOException {
    String drawing = Files.readString(chart.directory().resolve("icon.svg"));

    assertThat(metadata)
        .containsEntry(
            "icon",
            "data:image/svg+xml;base64," + Base64.getEncoder().encodeToString(drawing.getBytes()));
  }

  @Test
  void it_is_of_the_version_of_the_program() throws IOException {
    String pom = Files.readString(ProjectHome.find().directory().resolve("pom.xml"));

    assertThat(pom)
        .contains(
            "<artifactId>token-protection-parent</artifactId>\n  <version>%s</version>"
                .formatted(metadata.get("version")));
    assertThat(metadata.get("appVersion")).isEqualTo(metadata.get("version"));
  }

  @Test
  void it_lists_the_definitions_that_it_installs() {
    assertThat(annotated("crds"))
        .extracting(crd -> crd.get("name"), crd -> crd.get("kind"), crd -> crd.get("version"))
        .containsExactlyInAnyOrderElementsOf(
            ValueSet.documents(chart.render(Chart.USUAL_RELEASE, ValueSet.NAMESPACE, "")).stream()
                .map(ValueSet.Document::object)
                .filter(CustomResourceDefinition.class::isInstance)
                .map(CustomResourceDefinition.class::cast)
                .map(
                    crd ->
                        tuple(
                            crd.getMetadata().getName(),
                            crd.getSpec().getNames().getKind(),
                            crd.getSpec().getVersions().getFirst().getName()))
                .toList());
  }

  @Test
  void it_lists_the_image_that_it_runs() {
    assertThat(annotated("images"))
        .singleElement()
        .satisfies(
            image ->
                assertThat(new ValueSet("default").rendered())
                    .anyMatch(
                        document ->
                            document.yaml().contains("image: " + image.get("image") + "\n")));
  }

  @Test
  void its_changes_are_of_the_kinds_that_artifact_hub_knows() {
    assertThat(annotated("changes"))
        .extracting(change -> change.get("kind"))
        .isSubsetOf("added", "changed", "deprecated", "removed", "fixed", "security");
  }

  private List<Map<String, Object>> annotated(String name) {
    Map<?, ?> annotations = (Map<?, ?>) metadata.get("annotations");
    return YAML.unmarshal(
        new ByteArrayInputStream(
            annotations.get("artifacthub.io/" + name).toString().getBytes(UTF_8)),
        new TypeReference<>() {});
  }

  private Map<String, Object> metadata() {
    try (InputStream file = Files.newInputStream(chart.directory().resolve("Chart.yaml"))) {
      return YAML.unmarshal(file, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
