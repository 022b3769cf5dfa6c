package dev.tokenprotection.app.validate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * CEL as the API server speaks it in CRDs: the standard, the extensions for strings and optional
 * values, and of Kubernetes' own library what our rules use. Source: Kubernetes, "Common Expression
 * Language in Kubernetes", sections "CEL options, language features, and libraries" and "Kubernetes
 * list library".
 */
final class KubernetesCel {
  private static final Cel CEL =
      CelFactory.standardCelBuilder()
          .setOptions(CelOptions.current().enableHeterogeneousNumericComparisons(true).build())
          .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
          .addCompilerLibraries(CelExtensions.strings(), CelExtensions.optional())
          .addRuntimeLibraries(CelExtensions.strings(), CelExtensions.optional())
          .addVar("self", SimpleType.DYN)
          .addVar("oldSelf", SimpleType.DYN)
          .addFunctionDeclarations(
              CelFunctionDecl.newFunctionDeclaration(
                  "sum",
                  CelOverloadDecl.newMemberOverload(
                      "list_sum", SimpleType.DYN, ListType.create(SimpleType.DYN))))
          .addFunctionBindings(CelFunctionBinding.from("list_sum", List.class, KubernetesCel::sum))
          .build();

  private KubernetesCel() {}

  static CelAbstractSyntaxTree compile(String expression) throws CelValidationException {
    return CEL.compile(expression).getAst();
  }

  static CelRuntime.Program program(CelAbstractSyntaxTree tree) throws CelEvaluationException {
    return CEL.createProgram(tree);
  }

  /** A JSON value as a rule sees it. */
  static Object value(JsonNode json) {
    return switch (json.getNodeType()) {
      case OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        json.properties().forEach(p -> object.put(p.getKey(), value(p.getValue())));
        yield object;
      }
      case ARRAY -> {
        List<Object> list = new ArrayList<>();
        json.forEach(item -> list.add(value(item)));
        yield list;
      }
      case NUMBER -> json.isIntegralNumber() ? (Object) json.longValue() : json.doubleValue();
      case BOOLEAN -> json.booleanValue();
      case STRING, BINARY, MISSING, NULL, POJO -> json.asText();
    };
  }

  private static Object sum(List<?> numbers) {
    return numbers.stream().mapToLong(n -> ((Number) n).longValue()).sum();
  }
}
