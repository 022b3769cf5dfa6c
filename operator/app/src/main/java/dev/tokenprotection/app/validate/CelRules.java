package dev.tokenprotection.app.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** The CEL rules of a schema, in the shape of the schema. */
final class CelRules {
  private static final JsonNode NO_OLD_VALUE = MissingNode.getInstance();

  private final List<CelRule> own = new ArrayList<>();
  private final Map<String, CelRules> properties = new LinkedHashMap<>();
  private final List<CelRules> items = new ArrayList<>();

  private CelRules() {}

  /** All rules of an {@code openAPIV3Schema} but for those of {@code status}. */
  static CelRules of(JsonNode schema) {
    CelRules rules = read(schema);
    rules.properties.remove("status");
    return rules;
  }

  /** Judges a resource that is new. */
  List<CelRule.Outcome> judge(JsonNode resource) {
    List<CelRule.Outcome> outcomes = new ArrayList<>();
    walk(FieldPath.root(), NO_OLD_VALUE, resource, outcomes);
    return outcomes;
  }

  /** Judges a resource that takes the place of another. */
  List<CelRule.Outcome> judgeChange(JsonNode old, JsonNode changed) {
    List<CelRule.Outcome> outcomes = new ArrayList<>();
    walk(FieldPath.root(), old, changed, outcomes);
    return outcomes;
  }

  private static CelRules read(JsonNode schema) {
    CelRules rules = new CelRules();
    schema.path("x-kubernetes-validations").forEach(r -> rules.own.add(CelRule.of(r)));
    schema
        .path("properties")
        .properties()
        .forEach(p -> rules.properties.put(p.getKey(), read(p.getValue())));
    if (schema.has("items")) {
      rules.items.add(read(schema.get("items")));
    }
    return rules;
  }

  private void walk(FieldPath at, JsonNode old, JsonNode value, List<CelRule.Outcome> outcomes) {
    if (value.isMissingNode()) {
      return;
    }
    Object self = KubernetesCel.value(value);
    BiFunction<CelRule, FieldPath, CelRule.Outcome> judge =
        old.isMissingNode()
            ? (rule, path) -> rule.judge(path, self)
            : (rule, path) -> rule.judgeChange(path, KubernetesCel.value(old), self);
    own.forEach(rule -> outcomes.add(judge.apply(rule, at)));
    properties.forEach(
        (name, rules) -> rules.walk(at.field(name), old.path(name), value.path(name), outcomes));
    for (CelRules rules : items) {
      // Items of an atomic list have no identity: none of them is an old one that changed.
      for (int i = 0; i < value.size(); i++) {
        rules.walk(at.item(i), NO_OLD_VALUE, value.get(i), outcomes);
      }
    }
  }
}
