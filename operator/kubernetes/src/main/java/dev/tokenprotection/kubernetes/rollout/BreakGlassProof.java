package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.Platform;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.PolicyHash;
import dev.tokenprotection.core.port.DeviceTraits;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.SupposedSignIn;
import dev.tokenprotection.core.port.User;
import dev.tokenprotection.core.preflight.Reading;
import dev.tokenprotection.core.preflight.RequiredChecks.Exemption;
import dev.tokenprotection.kubernetes.condition.Trouble;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether the rollout's policies exempt the emergency access accounts, in the tenant's words. */
@FunctionalInterface
interface BreakGlassProof {
  /** Nobody is asked, where nothing will be written. */
  BreakGlassProof NOT_ASKED = scope -> new Reading.NotAsked<>();

  Reading<Exemption> of(RolloutScope scope);

  /**
   * By What-If: once for each account, platform and state of the policies, and again at each look
   * for an account that a policy applies to. Ends at the first such account, or failure. Not asked
   * before the policies exclude every account: of one that was just declared the answer is known,
   * and the write that excludes it is about to be made.
   */
  static Reading<Exemption> byWhatIf(RolloutScope scope) {
    Set<PolicyId> ours =
        scope.observed().policies().values().stream()
            .map(policy -> policy.id())
            .collect(Collectors.toSet());
    boolean isExcluded =
        scope.observed().policies().values().stream()
            .allMatch(policy -> scope.breakGlass().isExcludedBy(policy.content()));
    if (ours.isEmpty() || !isExcluded) {
      return new Reading.NotAsked<>();
    }
    return switch (accounts(scope)) {
      case Reading.Read<SortedSet<UserId>>(SortedSet<UserId> accounts) ->
          asked(scope, ours, accounts);
      case Reading.NotRead<SortedSet<UserId>>(String problem) -> new Reading.NotRead<>(problem);
      case Reading.NotAsked<SortedSet<UserId>> notAsked -> new Reading.NotAsked<>();
    };
  }

  private static Reading<Exemption> asked(
      RolloutScope scope, Set<PolicyId> ours, SortedSet<UserId> accounts) {
    String standing = standing(scope);
    for (UserId account : accounts) {
      for (Platform platform : scope.wanted().rollout().profile().platforms()) {
        SupposedSignIn signIn =
            new SupposedSignIn(
                account, scope.wanted().rollout().applications(), platform, DeviceTraits.NONE);
        Outcome<Set<PolicyId>> outcome =
            scope.tenant().directory().policiesThatApply(signIn, standing);
        if (outcome.failure().isPresent()) {
          return new Reading.NotRead<>(Trouble.of(outcome).message());
        }
        Set<PolicyId> applied = new HashSet<>(outcome.success().orElse(Set.of()));
        applied.retainAll(ours);
        if (!applied.isEmpty()) {
          scope.tenant().directory().doubt(account);
          return new Reading.Read<>(new Exemption(accounts.size(), applied));
        }
      }
    }
    return new Reading.Read<>(new Exemption(accounts.size(), Set.of()));
  }

  /** Tells one state of the rollout's policies from another. */
  static String standing(RolloutScope scope) {
    return scope.observed().policies().values().stream()
        .map(policy -> policy.id() + " " + PolicyHash.of(policy.content()))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  /** The users behind the declared accounts. */
  private static Reading<SortedSet<UserId>> accounts(RolloutScope scope) {
    SortedSet<UserId> accounts = new TreeSet<>(scope.breakGlass().users());
    for (GroupId group : scope.breakGlass().groups()) {
      Outcome<Set<User>> members = scope.tenant().directory().transitiveMembers(group);
      if (members.failure().isPresent()) {
        return new Reading.NotRead<>(Trouble.of(members).message());
      }
      members.success().ifPresent(users -> users.forEach(user -> accounts.add(user.id())));
    }
    return new Reading.Read<>(accounts);
  }
}
