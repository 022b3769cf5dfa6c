package dev.tokenprotection.simulator.signin.policy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.signin.policy.JudgedSignIn.Outcome;
import dev.tokenprotection.simulator.tenant.WhatIf.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * A set of policies, ready to judge sign-ins. Immutable. Sources: Entra, "Building a Conditional
 * Access policy"; Entra, "Conditional Access: Report-only mode" for the results.
 */
public final class ConditionalAccessEvaluation {
  private final List<PolicyRules> policies;

  private ConditionalAccessEvaluation(List<PolicyRules> policies) {
    this.policies = policies;
  }

  /**
   * Reads the policies.
   *
   * @param policies as Graph stores them
   */
  public static ConditionalAccessEvaluation of(List<ObjectNode> policies) {
    return new ConditionalAccessEvaluation(policies.stream().map(PolicyReader::read).toList());
  }

  /** Which policies would apply, and for each of the others every reason why not. */
  public List<Verdict> whatIf(SignInContext signIn) {
    return policies.stream()
        .map(policy -> new Verdict(policy.id(), reasons(policy, signIn)))
        .toList();
  }

  /** What becomes of a sign-in, with an entry for each policy. */
  public JudgedSignIn judge(SignInContext signIn, SessionFacts facts) {
    List<AppliedPolicy> applied = new ArrayList<>(policies.size());
    Outcome outcome = Outcome.NOT_APPLIED;
    for (PolicyRules policy : policies) {
      ConditionMatching matching = ConditionMatching.of(policy, signIn);
      ControlCheck check = ControlCheck.of(policy.controls(), facts, signIn.platform());
      applied.add(entry(policy, matching, check));
      if (policy.state() == PolicyState.ENABLED && matching.applies()) {
        outcome = worse(outcome, outcome(check));
      }
    }
    return new JudgedSignIn(outcome, List.copyOf(applied));
  }

  private static List<String> reasons(PolicyRules policy, SignInContext signIn) {
    List<String> reasons = new ArrayList<>();
    if (policy.state() == PolicyState.DISABLED) {
      reasons.add("policyNotEnabled");
    }
    policy.conditions().stream()
        .filter(condition -> !condition.judge(signIn).isSatisfied())
        .forEach(condition -> reasons.add(condition.name().whatIfName()));
    return List.copyOf(reasons);
  }

  private static AppliedPolicy entry(
      PolicyRules policy, ConditionMatching matching, ControlCheck check) {
    if (policy.state() == PolicyState.DISABLED) {
      return new AppliedPolicy(
          policy.id(),
          policy.displayName(),
          "notEnabled",
          List.of(),
          List.of(),
          List.of(),
          "none",
          "none",
          List.of(),
          List.of());
    }
    boolean unmet = matching.applies() && check.isTokenProtectionUnmet();
    return new AppliedPolicy(
        policy.id(),
        policy.displayName(),
        result(policy.state(), matching, check),
        policy.controls().grant().stream().map(ConditionalAccessEvaluation::grantName).toList(),
        policy.controls().session(),
        unmet ? List.of(Controls.TOKEN_PROTECTION) : List.of(),
        ConditionMatching.listed(matching.satisfied()),
        ConditionMatching.listed(matching.unsatisfied()),
        matching.includeRules(),
        matching.excludeRules());
  }

  private static String result(PolicyState state, ConditionMatching matching, ControlCheck check) {
    return switch (state) {
      case DISABLED -> "notEnabled";
      case ENABLED ->
          !matching.applies() ? "notApplied" : check == ControlCheck.MET ? "success" : "failure";
      case REPORT_ONLY -> matching.applies() ? reportOnly(check) : "reportOnlyNotApplied";
    };
  }

  private static String reportOnly(ControlCheck check) {
    return switch (check) {
      case MET -> "reportOnlySuccess";
      case GRANT_NOT_MET, TOKEN_PROTECTION_NOT_MET -> "reportOnlyFailure";
      case TOKEN_PROTECTION_WOULD_INTERRUPT -> "reportOnlyInterrupted";
    };
  }

  private static Outcome outcome(ControlCheck check) {
    return switch (check) {
      case MET -> Outcome.ALLOWED;
      case GRANT_NOT_MET -> Outcome.BLOCKED;
      case TOKEN_PROTECTION_NOT_MET, TOKEN_PROTECTION_WOULD_INTERRUPT ->
          Outcome.BLOCKED_BY_TOKEN_PROTECTION;
    };
  }

  /** Outcomes are declared from good to bad. */
  private static Outcome worse(Outcome one, Outcome other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static String grantName(String builtInControl) {
    return switch (builtInControl) {
      case "block" -> "Block";
      case "mfa" -> "Mfa";
      case "compliantDevice" -> "RequireCompliantDevice";
      case "domainJoinedDevice" -> "RequireDomainJoinedDevice";
      case "approvedApplication" -> "RequireApprovedApp";
      case "compliantApplication" -> "RequireCompliantApp";
      case "passwordChange" -> "PasswordChange";
      default -> builtInControl;
    };
  }
}
