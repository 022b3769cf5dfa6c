package dev.tokenprotection.app.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What the API server demands of one kind: structure, names, and rules in CEL. */
public final class ResourceSchema {
  private final StructuralSchema structure;
  private final CelRules rules;

  private ResourceSchema(StructuralSchema structure, CelRules rules) {
    this.structure = structure;
    this.rules = rules;
  }

  /**
   * From a CRD.
   *
   * @param openApi the {@code openAPIV3Schema} of a version
   */
  public static ResourceSchema of(ObjectNode openApi) {
    return new ResourceSchema(StructuralSchema.of(openApi), CelRules.of(openApi));
  }

  /** What is refused when the resource is created. */
  public List<Objection> objections(ObjectNode resource) {
    ObjectNode kept = structure.kept(resource);
    return objections(kept, structure.violations(kept), () -> rules.judge(kept));
  }

  /** What is refused when the resource takes the place of {@code old}, which was accepted. */
  public List<Objection> objectionsToChange(ObjectNode old, ObjectNode changed) {
    ObjectNode kept = structure.kept(changed);
    return objections(
        kept, structure.violations(kept), () -> rules.judgeChange(structure.kept(old), kept));
  }

  private interface Judgement {
    List<CelRule.Outcome> outcomes();
  }

  private static List<Objection> objections(
      JsonNode resource, List<SchemaViolation> violations, Judgement rules) {
    List<Objection> objections = new ArrayList<>();
    violations.forEach(v -> objections.add(v.objection()));
    if (violations.stream().noneMatch(SchemaViolation::blocksRules)) {
      objections.addAll(MetadataRules.objections(resource));
      rules.outcomes().forEach(outcome -> add(outcome, violations, objections));
    }
    return objections;
  }

  /** A rule that fails on a value which the schema has refused already adds nothing. */
  private static void add(
      CelRule.Outcome outcome, List<SchemaViolation> violations, List<Objection> objections) {
    switch (outcome) {
      case CelRule.Outcome.Holds() -> {}
      case CelRule.Outcome.Broken(Objection objection) -> objections.add(objection);
      case CelRule.Outcome.Failed(Objection objection) -> {
        if (violations.isEmpty()) {
          objections.add(objection);
        }
      }
    }
  }
}
