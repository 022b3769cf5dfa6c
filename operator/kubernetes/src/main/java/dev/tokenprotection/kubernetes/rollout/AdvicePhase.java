package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.Platform;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.Profile;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Device;
import dev.tokenprotection.core.port.DeviceTraits;
import dev.tokenprotection.core.port.Group;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.SupposedSignIn;
import dev.tokenprotection.core.port.User;
import dev.tokenprotection.core.preflight.AdvisoryChecks;
import dev.tokenprotection.core.preflight.AdvisoryChecks.CohortSize;
import dev.tokenprotection.core.preflight.AdvisoryChecks.SignInQuality;
import dev.tokenprotection.core.preflight.DeviceFindings;
import dev.tokenprotection.core.preflight.Reading;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.evidence.Telemetry;
import dev.tokenprotection.kubernetes.mapping.DeviceFilters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What people should know before anything is enforced, and what keeps nothing from being enforced.
 * Looked at once nothing is left to write, so that it delays no write; whatever takes many requests
 * is asked of a sample and kept.
 */
final class AdvicePhase implements Phase {
  private static final int SAMPLED_MEMBERS = 20;

  /** The list was read in this look, or not long before. */
  private static final Duration LISTED_WITHIN = Duration.ofHours(1);

  @Override
  public Step run(RolloutScope scope) {
    if (!scope.planned().allowed().isEmpty()) {
      return Step.GO_ON;
    }
    Rollout rollout = scope.wanted().rollout();
    Attempt<Set<User>> cohort = cohort(scope);
    Reading<CohortSize> size = Readings.of(cohort.map(AdvicePhase::size));
    scope.checked(
        AdvisoryChecks.groups(kinds(scope)),
        AdvisoryChecks.guests(rollout.guests(), size),
        AdvisoryChecks.licenceUnits(Readings.of(scope.facts().licence()), size),
        AdvisoryChecks.devices(devices(scope, cohort)),
        AdvisoryChecks.telemetry(telemetry(scope)));
    scope
        .tenant()
        .policies()
        .notOlderThan(LISTED_WITHIN)
        .success()
        .ifPresent(
            all ->
                scope.checked(AdvisoryChecks.otherPolicies(all), AdvisoryChecks.companions(all)));
    scope.checked(
        AdvisoryChecks.membersCovered(missed(scope, cohort)),
        AdvisoryChecks.filteredDevicesExempt(devicesNotLeftOut(scope, cohort)));
    return Step.GO_ON;
  }

  /** The users in the included groups whom no group takes out. */
  private static Attempt<Set<User>> cohort(RolloutScope scope) {
    Set<GroupId> included =
        DesiredState.groupsOf(DesiredState.allIncludes(scope.wanted().rollout()), scope.resolved());
    Set<GroupId> excluded = new HashSet<>(scope.breakGlass().groups());
    scope
        .wanted()
        .rollout()
        .excludeGroups()
        .forEach(group -> scope.resolved().group(group).ifPresent(excluded::add));
    return Cohorts.members(scope, included)
        .flatMap(
            in ->
                Cohorts.members(scope, excluded)
                    .map(
                        out ->
                            in.stream()
                                .filter(user -> !out.contains(user))
                                .filter(user -> !scope.breakGlass().users().contains(user.id()))
                                .collect(Collectors.toSet())));
  }

  private static CohortSize size(Set<User> cohort) {
    long guests = cohort.stream().filter(user -> user.kind() == User.Kind.GUEST).count();
    return new CohortSize(cohort.size(), Math.toIntExact(guests));
  }

  private static Reading<Map<String, Group.Kind>> kinds(RolloutScope scope) {
    Map<String, Group.Kind> kinds = new HashMap<>();
    for (var managed : scope.observed().groups().entrySet()) {
      Outcome<Group> group = scope.tenant().directory().group(managed.getValue().id());
      if (group.failure().isPresent()) {
        return Readings.of(group.map(any -> kinds));
      }
      group.success().ifPresent(found -> kinds.put(managed.getKey(), found.kind()));
    }
    return new Reading.Read<>(kinds);
  }

  private static Reading<DeviceFindings> devices(RolloutScope scope, Attempt<Set<User>> cohort) {
    return Readings.of(
        cohort.flatMap(
            users -> {
              List<List<Device>> found = new ArrayList<>();
              for (UserId user : sample(users, SAMPLED_MEMBERS)) {
                Attempt<List<Device>> devices =
                    Attempt.of(scope.tenant().directory().registeredDevices(user));
                if (devices.failure().isPresent()) {
                  return devices.map(any -> DeviceFindings.of(profile(scope), List.of()));
                }
                devices.success().ifPresent(found::add);
              }
              return Attempt.done(DeviceFindings.of(profile(scope), found));
            }));
  }

  private static Profile profile(RolloutScope scope) {
    return scope.wanted().rollout().profile();
  }

  /** The same users each time, while the cohort is the same: ids are random. */
  private static List<UserId> sample(Set<User> cohort, int size) {
    return cohort.stream()
        .filter(user -> user.kind() == User.Kind.MEMBER)
        .filter(user -> user.account() == User.Account.ENABLED)
        .map(User::id)
        .sorted()
        .limit(size)
        .toList();
  }

  private static Reading<SignInQuality> telemetry(RolloutScope scope) {
    return switch (scope.tenant().evidence().telemetry()) {
      case Telemetry.NotRead notRead -> new Reading.NotAsked<>();
      case Telemetry.Silent silent -> new Reading.Read<>(new SignInQuality(0, 0, 0));
      case Telemetry.Unreadable(var problem) -> new Reading.NotRead<>(problem.sentence());
      case Telemetry.Read read ->
          new Reading.Read<>(
              new SignInQuality(read.rows(), read.withoutDetails(), read.withoutPolicies()));
    };
  }

  /** The applications for which the observe policy does not apply to a member. */
  private static Reading<Set<Application>> missed(RolloutScope scope, Attempt<Set<User>> cohort) {
    Optional<ObservedPolicy> observe = scope.observed().policy(PolicyRole.OBSERVE);
    Optional<UserId> member = member(scope, cohort);
    if (observe.isEmpty() || member.isEmpty()) {
      return new Reading.NotAsked<>();
    }
    Set<Application> missed = EnumSet.noneOf(Application.class);
    for (Application application : new TreeSet<>(scope.wanted().rollout().applications())) {
      SupposedSignIn signIn =
          new SupposedSignIn(member.get(), Set.of(application), platform(scope), DeviceTraits.NONE);
      Outcome<Set<PolicyId>> outcome = ask(scope, signIn);
      if (outcome.failure().isPresent()) {
        return Readings.of(outcome.map(any -> missed));
      }
      if (!outcome.success().orElse(Set.of()).contains(observe.get().id())) {
        scope.tenant().directory().doubt(member.get());
        missed.add(application);
      }
    }
    return new Reading.Read<>(missed);
  }

  /** The presets and enrollment profiles of whose devices a policy of the rollout would apply. */
  private static Reading<Set<String>> devicesNotLeftOut(
      RolloutScope scope, Attempt<Set<User>> cohort) {
    Optional<UserId> member = member(scope, cohort);
    if (member.isEmpty() || scope.observed().policies().isEmpty()) {
      return new Reading.NotAsked<>();
    }
    Set<String> affected = new TreeSet<>();
    for (DeviceTraits device : DeviceFilters.leftOutBy(scope.resource().getSpec().policy())) {
      SupposedSignIn signIn =
          new SupposedSignIn(
              member.get(), scope.wanted().rollout().applications(), platform(scope), device);
      Outcome<Set<PolicyId>> outcome = ask(scope, signIn);
      if (outcome.failure().isPresent()) {
        return Readings.of(outcome.map(any -> affected));
      }
      Set<PolicyId> applied = outcome.success().orElse(Set.of());
      if (scope.observed().policies().values().stream().anyMatch(p -> applied.contains(p.id()))) {
        scope.tenant().directory().doubt(member.get());
        affected.add(kind(device));
      }
    }
    return new Reading.Read<>(affected);
  }

  private static String kind(DeviceTraits device) {
    if (!device.enrollmentProfileName().isEmpty()) {
      return "enrollment profile " + device.enrollmentProfileName();
    }
    return device.systemLabels().isEmpty()
        ? device.profileType()
        : String.join(" ", device.systemLabels());
  }

  private static Outcome<Set<PolicyId>> ask(RolloutScope scope, SupposedSignIn signIn) {
    return scope.tenant().directory().policiesThatApply(signIn, BreakGlassProof.standing(scope));
  }

  /** A member whom the observe policy should cover as it stands. */
  private static Optional<UserId> member(RolloutScope scope, Attempt<Set<User>> cohort) {
    Set<GroupId> covered =
        scope
            .observed()
            .policy(PolicyRole.OBSERVE)
            .<Set<GroupId>>map(policy -> policy.content().includeGroups())
            .orElse(Set.of());
    Set<User> members = new HashSet<>(Cohorts.members(scope, covered).success().orElse(Set.of()));
    members.retainAll(cohort.success().orElse(Set.of()));
    return sample(members, 1).stream().findFirst();
  }

  private static Platform platform(RolloutScope scope) {
    return new TreeSet<>(profile(scope).platforms()).first();
  }
}
