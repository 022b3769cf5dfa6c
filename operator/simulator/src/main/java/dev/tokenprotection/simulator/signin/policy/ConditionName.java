package dev.tokenprotection.simulator.signin.policy;

/**
 * The conditions of a policy, in the order in which they are looked at. Sources: Graph beta,
 * "appliedConditionalAccessPolicy resource type" for {@link #signInName()}; Graph,
 * "whatIfAnalysisResult resource type" for {@link #whatIfName()}.
 */
enum ConditionName {
  APPLICATION("application", "application"),
  USERS("users", "users"),
  DEVICE_PLATFORM("devicePlatform", "devicePlatform"),
  CLIENT_TYPE("clientType", "clientApps"),
  SIGN_IN_RISK("signInRisk", "signInRisk"),
  USER_RISK("userRisk", "userRisk"),
  DEVICE_STATE("deviceState", "devices");

  private final String signInName;
  private final String whatIfName;

  ConditionName(String signInName, String whatIfName) {
    this.signInName = signInName;
    this.whatIfName = whatIfName;
  }

  /** The word in {@code conditionsSatisfied} of a sign-in row. */
  String signInName() {
    return signInName;
  }

  /** The word in {@code analysisReasons} of a What-If answer. */
  String whatIfName() {
    return whatIfName;
  }
}
