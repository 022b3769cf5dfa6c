package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.desired.DesiredMembers;
import dev.tokenprotection.core.desired.Sampling;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.GroupReference;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.Sample;
import dev.tokenprotection.core.model.Stage;
import dev.tokenprotection.core.model.StageCohort;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.User;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Who should be a member of which managed group: the users that it lists, and the sample that it
 * draws. Unless all of it is known nothing is: who can't be found now is not thereby unwanted.
 */
final class ManagedMembers {
  private static final int NAMED = 10;

  private final RolloutScope scope;
  private final BiFunction<RolloutScope, GroupReference, Optional<Trouble>> resolving;

  private ManagedMembers(
      RolloutScope scope, BiFunction<RolloutScope, GroupReference, Optional<Trouble>> resolving) {
    this.scope = scope;
    this.resolving = resolving;
  }

  /**
   * @param resolving finds the group behind a reference; says why not, or why it is doubtful
   */
  static void resolve(
      RolloutScope scope, BiFunction<RolloutScope, GroupReference, Optional<Trouble>> resolving) {
    new ManagedMembers(scope, resolving).resolve();
  }

  /** The groups that samples are drawn from. */
  static Set<GroupReference> sampledGroups(Rollout rollout) {
    return rollout.stages().stream()
        .flatMap(stage -> managedGroups(stage.cohort()).stream())
        .flatMap(group -> group.samples().stream())
        .map(Sample::group)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<ManagedGroup> managedGroups(StageCohort cohort) {
    return cohort instanceof StageCohort.Own(var include) ? include.managedGroups() : List.of();
  }

  private void resolve() {
    Map<String, Set<UserId>> byGroup = new HashMap<>();
    List<Stage> stages = scope.wanted().rollout().stages();
    for (int stage = 0; stage < stages.size(); stage++) {
      for (ManagedGroup group : managedGroups(stages.get(stage).cohort())) {
        switch (members(group, "spec.stages[" + stage + "].include.managedGroup")) {
          case Attempt.Done<Set<UserId>>(Set<UserId> users) ->
              byGroup.put(group.displayName(), users);
          case Attempt.Failed<Set<UserId>>(Trouble trouble) ->
              scope.unresolvedMembers().add(trouble);
        }
      }
    }
    scope.members(DesiredMembers.of(byGroup));
  }

  private Attempt<Set<UserId>> members(ManagedGroup group, String path) {
    Attempt<Set<UserId>> members = listed(group, path + ".users");
    for (Sample sample : group.samples()) {
      members = members.flatMap(users -> drawn(sample).map(drawn -> union(users, drawn)));
    }
    return members.flatMap(
        users -> users.isEmpty() ? Attempt.failed(nobody(path)) : Attempt.done(users));
  }

  private static Trouble nobody(String path) {
    return Trouble.forPerson(
        ConditionReason.SAMPLE_EMPTY,
        path
            + ".sample draws nobody from its group: a share is met only about, and a small group"
            + " may have none. Raise its percent, or list users beside it; nobody is removed.");
  }

  /**
   * Who is drawn; neither emergency access accounts nor guests that no policy would cover. A group
   * that is doubtful, such as one that can't be read just now, is no group to draw from.
   */
  private Attempt<Set<UserId>> drawn(Sample sample) {
    Optional<Trouble> trouble = resolving.apply(scope, sample.group());
    if (trouble.isPresent()) {
      return Attempt.failed(trouble.get());
    }
    GroupId group = scope.resolved().group(sample.group()).orElseThrow();
    Sampling sampling = Sampling.of(scope.identity(), sample.share());
    return transitiveMembers(group)
        .flatMap(users -> breakGlass().map(kept -> candidates(users, kept)))
        .map(sampling::from);
  }

  private Set<UserId> candidates(Set<User> users, Set<UserId> breakGlass) {
    boolean withoutGuests = scope.wanted().rollout().guests() == PolicyContent.Guests.EXCLUDED;
    return users.stream()
        .filter(user -> !withoutGuests || user.kind() == User.Kind.MEMBER)
        .map(User::id)
        .filter(user -> !breakGlass.contains(user))
        .collect(Collectors.toSet());
  }

  private Attempt<Set<UserId>> breakGlass() {
    Attempt<Set<UserId>> accounts = Attempt.done(scope.breakGlass().users());
    for (GroupId group : scope.breakGlass().groups()) {
      accounts =
          accounts.flatMap(
              known ->
                  transitiveMembers(group)
                      .map(users -> users.stream().map(User::id).collect(Collectors.toSet()))
                      .map(users -> union(known, users)));
    }
    return accounts;
  }

  private Attempt<Set<User>> transitiveMembers(GroupId group) {
    return Attempt.of(scope.tenant().directory().transitiveMembers(group));
  }

  private static Set<UserId> union(Set<UserId> users, Set<UserId> others) {
    Set<UserId> all = new TreeSet<>(users);
    all.addAll(others);
    return all;
  }

  /** All users that are listed, or why not: entries are named by position, never by name. */
  private Attempt<Set<UserId>> listed(ManagedGroup group, String path) {
    Set<UserId> users = new TreeSet<>();
    List<Integer> missing = new ArrayList<>();
    for (int entry = 0; entry < group.users().size(); entry++) {
      Outcome<UserId> outcome = scope.tenant().directory().user(group.users().get(entry));
      if (outcome.failure().filter(p -> p.cause() == Problem.Cause.NOT_FOUND).isPresent()) {
        missing.add(entry);
      } else if (outcome.failure().isPresent()) {
        return Attempt.failed(unreadable(Trouble.of(outcome), path, entry));
      }
      outcome.success().ifPresent(users::add);
    }
    return missing.isEmpty()
        ? Attempt.done(users)
        : Attempt.failed(notFound(path, missing, group.users().size()));
  }

  private static Trouble notFound(String path, List<Integer> missing, int all) {
    return Trouble.forPerson(
        ConditionReason.USER_NOT_FOUND,
        "%d of the %d users in %s are not in the tenant: entries %s. Correct or remove them."
            .formatted(
                missing.size(),
                all,
                path,
                missing.stream()
                    .limit(NAMED)
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "))));
  }

  /** The answer names the user, so it is not passed on. */
  private static Trouble unreadable(Trouble trouble, String path, int entry) {
    return new Trouble(
        trouble.reason(),
        "Could not read the user in %s[%d]. %s"
            .formatted(path, entry, trouble.reason().cause() + " " + trouble.reason().remedy()),
        trouble.mending());
  }
}
