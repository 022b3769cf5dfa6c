package dev.tokenprotection.tests.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tokenprotection.api.CrdManifest;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutSpec;
import dev.tokenprotection.kubernetes.mapping.GateMapping;
import dev.tokenprotection.kubernetes.mapping.TimeSpans;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Defaults live in the operator and are told in the schema: both must say the same. */
class DocumentedDefaultsTest {
  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final Pattern DEFAULT = Pattern.compile("Default: \"?([^\" ,]+)\"?(, .*)?\\.$");
  private static final int BEFORE_ENFORCING = 0;
  private static final int LAST = 1;

  @Test
  void a_gate_of_which_nothing_is_set_is_the_one_that_the_schema_describes() {
    Map<String, String> effective = new LinkedHashMap<>();
    collect("", effectiveGate(LAST), effective);
    assertThat(effective).hasSizeGreaterThan(18);
    assertThat(effective)
        .allSatisfy(
            (path, value) ->
                assertThat(normal(value)).as(path).isEqualTo(normal(documented(path))));
  }

  @Test
  void before_a_stage_that_enforces_more_coverage_is_needed() {
    assertThat(effectiveGate(BEFORE_ENFORCING).get("minCoverage").asText()).isEqualTo("90%");
    assertThat(description("/minCoverage"))
        .endsWith("Default: \"60%\", and \"90%\" where the next stage is Enforced.");
  }

  private static JsonNode effectiveGate(int stage) {
    String least =
        SchemaCase.in("accept").stream()
            .filter(c -> c.title().equals("rollout with the least"))
            .findFirst()
            .orElseThrow()
            .text();
    TokenProtectionRolloutSpec spec = YAML.unmarshal(least, TokenProtectionRollout.class).getSpec();
    return YAML.convertValue(
        GateMapping.effective(GateMapping.criteria(spec, stage)), JsonNode.class);
  }

  private static void collect(String path, JsonNode node, Map<String, String> leaves) {
    if (node.isValueNode()) {
      leaves.put(path, node.asText());
    }
    node.properties().forEach(p -> collect(path + "/" + p.getKey(), p.getValue(), leaves));
  }

  private static String documented(String path) {
    Matcher matcher = DEFAULT.matcher(description(path));
    assertThat(matcher.find()).as("default of " + path).isTrue();
    return matcher.group(1);
  }

  private static String description(String path) {
    JsonNode crd =
        CrdManifest.all().stream()
            .filter(m -> m.name().startsWith("tokenprotectionrollouts"))
            .map(m -> YAML.unmarshal(m.yaml(), JsonNode.class))
            .findFirst()
            .orElseThrow();
    String properties = path.replace("/", "/properties/");
    return crd.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties/gate")
        .at(properties)
        .get("description")
        .asText();
  }

  /** 72h and 3d are the same. */
  private static Object normal(String value) {
    return value.matches("([0-9]+[dhms])+") ? TimeSpans.parse(value) : value;
  }
}
