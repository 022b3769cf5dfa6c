package dev.tokenprotection.simulator.signin.policy;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which device platforms. Source: Graph, "conditionalAccessPlatforms resource type".
 *
 * @param included names in lower case, or {@code all}
 * @param excluded the same
 */
record PlatformCondition(Set<String> included, Set<String> excluded) implements PolicyCondition {
  @Override
  public ConditionName name() {
    return ConditionName.DEVICE_PLATFORM;
  }

  @Override
  public RuleMatch judge(SignInContext signIn) {
    return RuleMatch.of(rule(included, signIn), rule(excluded, signIn));
  }

  private static Optional<String> rule(Set<String> platforms, SignInContext signIn) {
    if (platforms.contains("all")) {
      return Optional.of("allDevicePlatforms");
    }
    return platforms.contains(signIn.platform().graphName().toLowerCase(Locale.ROOT))
        ? Optional.of("devicePlatform")
        : Optional.empty();
  }
}
