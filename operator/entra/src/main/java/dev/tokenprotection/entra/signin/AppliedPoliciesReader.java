package dev.tokenprotection.entra.signin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenprotection.core.evidence.AppliedPolicies;
import dev.tokenprotection.core.evidence.AppliedPolicy;
import dev.tokenprotection.core.evidence.ControlOutcome;
import dev.tokenprotection.core.evidence.PolicyResult;
import dev.tokenprotection.core.model.PolicyId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads what the policies of the tenant said about a request. The log lists all of them, most of
 * them with a result that says they did not apply: those change nothing and are left out. Source:
 * Microsoft Graph beta reference, "appliedConditionalAccessPolicy resource type".
 */
final class AppliedPoliciesReader {
  /** Results as the log spells them; any other spelling is looked up the slow way. */
  private static final Map<String, PolicyResult> RESULTS =
      Stream.of(
              "success",
              "failure",
              "notApplied",
              "notEnabled",
              "reportOnlySuccess",
              "reportOnlyFailure",
              "reportOnlyNotApplied",
              "reportOnlyInterrupted")
          .collect(Collectors.toUnmodifiableMap(name -> name, PolicyResult::ofGraphName));

  private AppliedPoliciesReader() {}

  static AppliedPolicies read(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return new AppliedPolicies.Missing();
    }
    List<AppliedPolicy> entries = new ArrayList<>(4);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == JsonToken.START_OBJECT) {
        readEntry(parser, entries);
      } else {
        parser.skipChildren();
      }
    }
    return new AppliedPolicies.Listed(entries);
  }

  private static void readEntry(JsonParser parser, List<AppliedPolicy> entries) throws IOException {
    String id = "";
    PolicyResult result = PolicyResult.UNKNOWN;
    List<String> controlsNotSatisfied = List.of();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "id" -> id = Fields.text(parser);
        case "result" -> result = result(Fields.text(parser));
        case "sessionControlsNotSatisfied" -> controlsNotSatisfied = Fields.texts(parser, "");
        default -> parser.skipChildren();
      }
    }
    if (!id.isBlank() && applied(result)) {
      entries.add(
          new AppliedPolicy(
              new PolicyId(id),
              result,
              ControlOutcome.ofControlsNotSatisfied(controlsNotSatisfied)));
    }
  }

  private static PolicyResult result(String text) {
    PolicyResult known = RESULTS.get(text);
    return known == null ? PolicyResult.ofGraphName(text) : known;
  }

  private static boolean applied(PolicyResult result) {
    return switch (result) {
      case NOT_APPLIED, NOT_ENABLED, REPORT_ONLY_NOT_APPLIED -> false;
      case SUCCESS,
          FAILURE,
          REPORT_ONLY_SUCCESS,
          REPORT_ONLY_FAILURE,
          REPORT_ONLY_INTERRUPTED,
          UNKNOWN ->
          true;
    };
  }
}
