package dev.tokenprotection.simulator.signin.policy;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/**
 * Which users. Nested groups count. Source: Graph, "conditionalAccessUsers resource type".
 *
 * @param included whom the policy is for
 * @param excluded whom it leaves out
 */
record UserCondition(Assignment included, Assignment excluded) implements PolicyCondition {

  /**
   * @param users object ids, {@code All}, {@code None} or {@code GuestsOrExternalUsers}
   * @param groups object ids
   * @param guestTypes values of {@code guestOrExternalUserTypes}
   */
  record Assignment(Set<String> users, Set<String> groups, Set<String> guestTypes) {
    Optional<String> rule(SignInContext signIn) {
      if (users.contains("All")) {
        return Optional.of("allUsers");
      }
      if (users.contains(signIn.userId())) {
        return Optional.of("userId");
      }
      if (!Collections.disjoint(groups, signIn.groups())) {
        return Optional.of("groupId");
      }
      UserCategory category = signIn.category();
      if (category.isGuestOrExternal() && users.contains("GuestsOrExternalUsers")) {
        return Optional.of("guest");
      }
      return category.isGuestOrExternal() && guestTypes.contains(category.graphName())
          ? Optional.of(category.graphName())
          : Optional.empty();
    }
  }

  @Override
  public ConditionName name() {
    return ConditionName.USERS;
  }

  @Override
  public RuleMatch judge(SignInContext signIn) {
    return RuleMatch.of(included.rule(signIn), excluded.rule(signIn));
  }
}
