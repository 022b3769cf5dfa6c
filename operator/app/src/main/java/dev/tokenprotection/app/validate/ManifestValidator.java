package dev.tokenprotection.app.validate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.tokenprotection.api.CrdManifest;
import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.StageApproval;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Judges manifests: first as the API server would on {@code create}, then by what the operator
 * refuses beyond that. Resources of other API groups are left alone and told.
 */
public final class ManifestValidator {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String GROUP = "tokenprotection.dev/";
  private static final Map<String, Class<? extends HasMetadata>> TYPES =
      Map.of(
          "EntraTenant", EntraTenant.class,
          "TokenProtectionRollout", TokenProtectionRollout.class,
          "StageApproval", StageApproval.class);

  private final KubernetesSerialization kubernetes = new KubernetesSerialization();
  private final Map<String, CrdManifest> manifests;
  private final Map<String, ResourceSchema> schemas = new HashMap<>();
  private final List<ResourceCheck> checks;

  /**
   * A validator for the CRDs of this release.
   *
   * @param checks what the operator refuses beyond the schema
   */
  public ManifestValidator(List<ResourceCheck> checks) {
    this.checks = List.copyOf(checks);
    this.manifests =
        CrdManifest.all().stream()
            .collect(Collectors.toMap(CrdManifest::name, Function.identity()));
  }

  /** Judges all resources of all manifests. */
  public ValidationReport validate(List<Manifest> manifests) {
    ValidationReport report = ValidationReport.empty();
    for (Manifest manifest : manifests) {
      report = report.plus(validate(manifest));
    }
    return report;
  }

  private ValidationReport validate(Manifest manifest) {
    YamlReader.Reading reading = YamlReader.read(manifest.text());
    List<Problem> unreadable =
        reading.errors().stream()
            .map(e -> new Problem(manifest.source(), e.line(), "", "", e.message()))
            .toList();
    ValidationReport report = new ValidationReport(0, List.of(), unreadable);
    for (YamlDocument document : reading.documents()) {
      for (YamlDocument resource : document.resources()) {
        report = report.plus(validate(manifest.source(), resource));
      }
    }
    return report;
  }

  private ValidationReport validate(String source, YamlDocument document) {
    String apiVersion = document.content().path("apiVersion").asText("");
    String kind = document.content().path("kind").asText("");
    if (apiVersion.isEmpty() || kind.isEmpty()) {
      Objection objection = new Objection(FieldPath.root(), "apiVersion and kind must be set");
      return ValidationReport.of(problems(source, document, List.of(objection)));
    }
    if (!apiVersion.startsWith(GROUP)) {
      return ValidationReport.skipped(apiVersion + " " + document.title());
    }
    ResourceSchema schema = schema(apiVersion, kind);
    if (schema == null) {
      Objection objection =
          new Objection(
              FieldPath.root(),
              "no matches for kind \"%s\" in version \"%s\"".formatted(kind, apiVersion));
      return ValidationReport.of(problems(source, document, List.of(objection)));
    }
    ObjectNode resource = (ObjectNode) document.content();
    List<Objection> objections = new ArrayList<>(schema.objections(resource));
    if (objections.isEmpty()) {
      HasMetadata typed = kubernetes.unmarshal(resource.toString(), TYPES.get(kind));
      checks.forEach(check -> objections.addAll(check.objections(typed)));
    }
    return ValidationReport.of(problems(source, document, objections));
  }

  private static List<Problem> problems(
      String source, YamlDocument document, List<Objection> objections) {
    return objections.stream()
        .map(
            o ->
                new Problem(
                    source,
                    document.line(o.path()),
                    document.title(),
                    o.path().text(),
                    o.message()))
        .sorted(Comparator.comparingInt(Problem::line))
        .toList();
  }

  /** Read when a resource of the kind comes first; null when there is no such kind. */
  private ResourceSchema schema(String apiVersion, String kind) {
    if (TYPES.containsKey(kind) && !schemas.containsKey(key(apiVersion, kind))) {
      CrdManifest manifest = manifests.get(HasMetadata.getFullResourceName(TYPES.get(kind)));
      for (JsonNode version : content(manifest).at("/spec/versions")) {
        schemas.put(
            key(GROUP + version.get("name").asText(), kind),
            ResourceSchema.of((ObjectNode) version.at("/schema/openAPIV3Schema")));
      }
    }
    return schemas.get(key(apiVersion, kind));
  }

  private static JsonNode content(CrdManifest manifest) {
    try {
      return YAML.readTree(manifest.yaml());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the CRD %s is not YAML".formatted(manifest.name()), e);
    }
  }

  private static String key(String apiVersion, String kind) {
    return apiVersion + "/" + kind;
  }
}
