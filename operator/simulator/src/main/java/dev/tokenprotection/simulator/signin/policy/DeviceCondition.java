package dev.tokenprotection.simulator.signin.policy;

import java.util.List;

/**
 * A filter for devices. Source: Entra, "Conditional Access: Filter for devices".
 *
 * @param mode what the rule is for
 * @param rule which devices it picks
 */
record DeviceCondition(Mode mode, DeviceFilterRule rule) implements PolicyCondition {
  /** Whether the devices that the rule picks are those in scope, or those out of it. */
  enum Mode {
    INCLUDE,
    EXCLUDE
  }

  private static final List<String> RULE = List.of("deviceFilter");

  @Override
  public ConditionName name() {
    return ConditionName.DEVICE_STATE;
  }

  @Override
  public RuleMatch judge(SignInContext signIn) {
    boolean picked = rule.matches(signIn.device());
    return switch (mode) {
      case INCLUDE -> new RuleMatch(picked ? RULE : List.of(), List.of());
      case EXCLUDE -> new RuleMatch(List.of("allDevices"), picked ? RULE : List.of());
    };
  }
}
