package dev.tokenprotection.app.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;

/**
 * One entry of {@code x-kubernetes-validations}. Source: Kubernetes, "Extend the Kubernetes API
 * with CustomResourceDefinitions", sections "Validation rules" and "Transition rules".
 */
final class CelRule {
  /** What came of a rule. */
  sealed interface Outcome {
    /** The value is fine, or the rule does not speak of it. */
    record Holds() implements Outcome {}

    /** The value is refused. */
    record Broken(Objection objection) implements Outcome {}

    /** The rule could not be worked out, which refuses the value too. */
    record Failed(Objection objection) implements Outcome {}
  }

  private static final String OLD = "oldSelf";

  /**
   * A rule that can be asked.
   *
   * @param transition whether it speaks of the value before
   */
  private record Compiled(CelRuntime.Program program, boolean transition) {}

  private final String expression;
  private final String message;
  private final FieldPath fieldPath;
  private Compiled compiled;

  private CelRule(String expression, String message, FieldPath fieldPath) {
    this.expression = expression;
    this.message = message;
    this.fieldPath = fieldPath;
  }

  /**
   * A rule, compiled when it is asked first: many speak of fields that a manifest does not have.
   */
  static CelRule of(JsonNode rule) {
    String expression = rule.get("rule").asText();
    String path = rule.path("fieldPath").asText("");
    return new CelRule(
        expression,
        rule.path("message").asText("failed rule: " + expression),
        new FieldPath(path.startsWith(".") ? path.substring(1) : path));
  }

  /**
   * Judges a value that is new: a rule about a change says nothing.
   *
   * @throws IllegalStateException when the rule is not CEL, which is a defect of the CRD
   */
  Outcome judge(FieldPath at, Object self) {
    return compiled().transition() ? new Outcome.Holds() : evaluate(at, Map.of("self", self));
  }

  /**
   * Judges a value that takes the place of another.
   *
   * @throws IllegalStateException as above
   */
  Outcome judgeChange(FieldPath at, Object oldSelf, Object self) {
    return evaluate(
        at, compiled().transition() ? Map.of("self", self, OLD, oldSelf) : Map.of("self", self));
  }

  private Compiled compiled() {
    if (compiled == null) {
      try {
        CelAbstractSyntaxTree tree = KubernetesCel.compile(expression);
        compiled = new Compiled(KubernetesCel.program(tree), speaksOf(tree, OLD));
      } catch (CelValidationException | CelEvaluationException e) {
        throw new IllegalStateException("rule \"" + expression + "\" can't be compiled", e);
      }
    }
    return compiled;
  }

  private Outcome evaluate(FieldPath at, Map<String, Object> variables) {
    try {
      return Boolean.TRUE.equals(compiled().program().eval(variables))
          ? new Outcome.Holds()
          : new Outcome.Broken(new Objection(at.append(fieldPath), message));
    } catch (CelEvaluationException e) {
      return new Outcome.Failed(
          new Objection(at, "a rule could not be evaluated: " + e.getMessage()));
    }
  }

  private static boolean speaksOf(CelAbstractSyntaxTree tree, String variable) {
    return CelNavigableAst.fromAst(tree)
        .getRoot()
        .allNodes()
        .anyMatch(
            node ->
                node.getKind() == CelExpr.ExprKind.Kind.IDENT
                    && node.expr().ident().name().equals(variable));
  }
}
