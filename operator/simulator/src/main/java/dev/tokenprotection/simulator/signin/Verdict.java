package dev.tokenprotection.simulator.signin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.tokenprotection.simulator.signin.policy.JudgedSignIn;
import dev.tokenprotection.simulator.signin.policy.JudgedSignIn.Outcome;
import dev.tokenprotection.simulator.tenant.Json;
import java.util.List;

/**
 * What Conditional Access said about a request, ready for the rows that share it.
 *
 * @param outcome what becomes of the request
 * @param applied {@code appliedConditionalAccessPolicies}; never changed
 */
record Verdict(Outcome outcome, ArrayNode applied) {
  /** Conditional Access was not reached: the array is there, and empty. */
  static final Verdict NOT_REACHED = new Verdict(Outcome.NOT_APPLIED, Json.array(List.of()));

  static Verdict of(JudgedSignIn judged) {
    return new Verdict(judged.outcome(), judged.json());
  }

  /** The code with which a request ends that nothing else ended before. */
  ErrorCode error() {
    return switch (outcome) {
      case NOT_APPLIED, ALLOWED -> ErrorCode.NONE;
      case BLOCKED_BY_TOKEN_PROTECTION -> ErrorCode.BLOCKED_BY_TOKEN_PROTECTION;
      case BLOCKED -> ErrorCode.BLOCKED;
    };
  }

  boolean blocks() {
    return error() != ErrorCode.NONE;
  }
}
