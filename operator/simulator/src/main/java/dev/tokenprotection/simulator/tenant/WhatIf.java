package dev.tokenprotection.simulator.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Answers which policies would apply to a sign-in that did not happen, judged by the policies as
 * they are stored. Source: Graph, "conditionalAccessRoot: evaluate".
 */
public interface WhatIf {
  /** A verdict for each policy of the tenant, those that do not apply included. */
  List<Verdict> evaluate(Question question);

  /**
   * The sign-in. A text that the question leaves open is empty, not null.
   *
   * @param userId object id of the user who signs in
   * @param applications appIds of the resources
   * @param devicePlatform Graph's {@code conditionalAccessDevicePlatform}, such as {@code windows}
   * @param clientAppType Graph's {@code conditionalAccessClientApp}, such as {@code browser}
   * @param device Graph's {@code deviceInfo}: properties that device filters may ask for
   */
  record Question(
      String userId,
      List<String> applications,
      String devicePlatform,
      String clientAppType,
      ObjectNode device) {}

  /**
   * @param policyId which policy
   * @param reasons why it does not apply, in the words of Graph's {@code whatIfAnalysisReasons}
   *     ({@code users}, {@code application}, {@code devicePlatform}, {@code clientApps}, {@code
   *     devices}, {@code policyNotEnabled}, …); none when it applies
   */
  record Verdict(String policyId, List<String> reasons) {
    /** Whether the policy would apply. */
    public boolean applies() {
      return reasons.isEmpty();
    }
  }
}
