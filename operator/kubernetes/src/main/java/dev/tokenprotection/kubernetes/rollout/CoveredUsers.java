package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.User;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.tenant.DirectoryLookups;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many users policies cover, from nothing but what the policies themselves say: of use also
 * where the rollout's own spec says nothing that can be relied on. A group that was deleted has no
 * members.
 */
final class CoveredUsers {
  private CoveredUsers() {}

  static Attempt<Integer> of(List<ObservedPolicy> policies, DirectoryLookups directory) {
    Set<UserId> covered = new HashSet<>();
    for (ObservedPolicy policy : policies) {
      switch (by(policy.content(), directory)) {
        case Attempt.Done<Set<UserId>>(Set<UserId> users) -> covered.addAll(users);
        case Attempt.Failed<Set<UserId>>(Trouble trouble) -> {
          return Attempt.failed(trouble);
        }
      }
    }
    return Attempt.done(covered.size());
  }

  private static Attempt<Set<UserId>> by(PolicyContent policy, DirectoryLookups directory) {
    return members(policy.includeGroups(), directory)
        .flatMap(
            included ->
                members(policy.excludeGroups(), directory)
                    .map(excluded -> without(policy, included, excluded)));
  }

  private static Set<UserId> without(PolicyContent policy, Set<User> included, Set<User> excluded) {
    Set<UserId> users = new HashSet<>();
    policy.includeUsers().stream()
        .filter(user -> !user.equals(PolicyContent.NONE))
        .forEach(user -> users.add(new UserId(user)));
    included.stream()
        .filter(user -> isCovered(user, policy.guests()))
        .forEach(user -> users.add(user.id()));
    excluded.forEach(user -> users.remove(user.id()));
    users.removeAll(policy.excludeUsers());
    return users;
  }

  private static boolean isCovered(User user, PolicyContent.Guests guests) {
    return switch (guests) {
      case COVERED -> true;
      case EXCLUDED -> user.kind() == User.Kind.MEMBER;
    };
  }

  private static Attempt<Set<User>> members(
      Collection<GroupId> groups, DirectoryLookups directory) {
    Set<User> members = new HashSet<>();
    for (GroupId group : groups) {
      Outcome<Set<User>> outcome = directory.transitiveMembers(group);
      if (outcome.failure().filter(p -> p.cause() != Problem.Cause.NOT_FOUND).isPresent()) {
        return Attempt.failed(Trouble.of(outcome));
      }
      outcome.success().ifPresent(members::addAll);
    }
    return Attempt.done(members);
  }
}
