package dev.tokenprotection.simulator.signin.policy;

/** One condition that a policy sets; a policy applies when all of its conditions are satisfied. */
sealed interface PolicyCondition
    permits ApplicationCondition,
        UserCondition,
        PlatformCondition,
        ClientAppCondition,
        RiskCondition,
        DeviceCondition {

  ConditionName name();

  RuleMatch judge(SignInContext signIn);
}
