package dev.tokenprotection.api.generator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** All files that are made from the API types, by their path in the project. */
final class GeneratedFiles {
  private static final String YAML_HEADER =
      "# Generated from crds/src/main by: mvn -pl crds -Dcrds.write=true test\n";

  private GeneratedFiles() {}

  static Map<Path, String> all() {
    Map<Path, String> files = new LinkedHashMap<>();
    for (Crd crd : CrdGeneration.all()) {
      String yaml = YAML_HEADER + yaml(crd);
      String file = crd.name() + ".yaml";
      files.put(Path.of("crds/manifests", file), yaml);
      files.put(Path.of("charts/token-protection-operator/files/crds", file), yaml);
      files.put(Path.of("crds/schemas").resolve(JsonSchema.path(crd)), JsonSchema.text(crd));
      files.put(
          Path.of("docs/reference", crd.kind().toLowerCase(Locale.ROOT) + ".md"),
          new ReferencePage(crd).text());
    }
    return files;
  }

  private static String yaml(Crd crd) {
    DumpSettings settings =
        DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).setWidth(100).build();
    return new Dump(settings).dumpToString(plain(crd));
  }

  private static Map<String, Object> plain(Crd crd) {
    try {
      String json = CrdGeneration.json().writeValueAsString(crd.document());
      return CrdGeneration.json().readValue(json, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
