package dev.tokenprotection.simulator.signin.policy;

import static dev.tokenprotection.simulator.population.Resource.EXCHANGE_ONLINE;
import static dev.tokenprotection.simulator.population.Resource.SHAREPOINT_ONLINE;
import static dev.tokenprotection.simulator.population.Resource.TEAMS_SERVICES;

import java.util.Optional;
import java.util.Set;

/**
 * Which resources. A sign-in that touches several is included when one of them is. Source: Graph,
 * "conditionalAccessApplications resource type".
 *
 * @param included appIds in lower case, {@code all} or {@code office365}
 * @param excluded the same
 */
record ApplicationCondition(Set<String> included, Set<String> excluded) implements PolicyCondition {
  /** What of the app group this simulator has; the real one is larger. */
  private static final Set<String> OFFICE_365 =
      Set.of(EXCHANGE_ONLINE.appId(), SHAREPOINT_ONLINE.appId(), TEAMS_SERVICES.appId());

  @Override
  public ConditionName name() {
    return ConditionName.APPLICATION;
  }

  @Override
  public RuleMatch judge(SignInContext signIn) {
    return RuleMatch.of(rule(included, signIn), rule(excluded, signIn));
  }

  private static Optional<String> rule(Set<String> apps, SignInContext signIn) {
    if (apps.contains("all")) {
      return Optional.of("allApps");
    }
    if (signIn.applications().stream().anyMatch(apps::contains)) {
      return Optional.of("appId");
    }
    return apps.contains("office365")
            && signIn.applications().stream().anyMatch(OFFICE_365::contains)
        ? Optional.of("office365")
        : Optional.empty();
  }
}
