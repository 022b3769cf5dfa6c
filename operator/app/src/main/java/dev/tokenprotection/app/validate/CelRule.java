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

  private final CelRuntime.Program program;
  private final boolean transition;
  private final String message;
  private final FieldPath fieldPath;

  private CelRule(
      CelRuntime.Program program, boolean transition, String message, FieldPath fieldPath) {
    this.program = program;
    this.transition = transition;
    this.message = message;
    this.fieldPath = fieldPath;
  }

  /**
   * Compiles a rule.
   *
   * @throws IllegalStateException when it is not CEL, which is a defect of the CRD
   */
  static CelRule compile(JsonNode rule) {
    String expression = rule.get("rule").asText();
    try {
      CelAbstractSyntaxTree tree = KubernetesCel.compile(expression);
      String path = rule.path("fieldPath").asText("");
      return new CelRule(
          KubernetesCel.program(tree),
          speaksOf(tree, OLD),
          rule.path("message").asText("failed rule: " + expression),
          new FieldPath(path.startsWith(".") ? path.substring(1) : path));
    } catch (CelValidationException | CelEvaluationException e) {
      throw new IllegalStateException("rule \"" + expression + "\" can't be compiled", e);
    }
  }

  /** Judges a value that is new: a rule about a change says nothing. */
  Outcome judge(FieldPath at, Object self) {
    return transition ? new Outcome.Holds() : evaluate(at, Map.of("self", self));
  }

  /** Judges a value that takes the place of another. */
  Outcome judgeChange(FieldPath at, Object oldSelf, Object self) {
    return evaluate(at, transition ? Map.of("self", self, OLD, oldSelf) : Map.of("self", self));
  }

  private Outcome evaluate(FieldPath at, Map<String, Object> variables) {
    try {
      return Boolean.TRUE.equals(program.eval(variables))
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
