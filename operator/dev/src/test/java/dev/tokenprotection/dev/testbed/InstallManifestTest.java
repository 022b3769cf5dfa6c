package dev.tokenprotection.dev.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstallManifestTest {
  private final ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
  private final KubernetesSerialization client = new KubernetesSerialization();

  @Test
  void what_is_applied_is_what_the_manifest_says_to_the_last_field() throws IOException {
    List<JsonNode> written;
    try (var documents =
        yaml.readerFor(JsonNode.class)
            .<JsonNode>readValues(InstallManifest.of(ProjectHome.find()).file().toFile())) {
      written = documents.readAll().stream().filter(JsonNode::isObject).toList();
    }

    assertThat(written).isNotEmpty();
    for (JsonNode object : written) {
      JsonNode applied = yaml.readTree(client.asJson(client.unmarshal(object.toString())));
      assertThat(same(applied, object)).as("%s\n%s", object, applied).isTrue();
    }
  }

  /** Equal, where a number may be written as 1 or as 1.0. */
  private static boolean same(JsonNode one, JsonNode other) {
    return withoutNulls(one)
        .equals(
            (left, right) ->
                left.isNumber() && right.isNumber()
                    ? left.decimalValue().compareTo(right.decimalValue())
                    : left.equals(right) ? 0 : 1,
            withoutNulls(other));
  }

  private static JsonNode withoutNulls(JsonNode json) {
    if (json instanceof ObjectNode object) {
      object.properties().removeIf(property -> property.getValue().isNull());
    }
    json.forEach(InstallManifestTest::withoutNulls);
    return json;
  }
}
