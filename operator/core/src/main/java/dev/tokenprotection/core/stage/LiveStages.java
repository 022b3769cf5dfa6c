package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.GroupReference;
import dev.tokenprotection.core.model.Include;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.Platform;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.model.Rollout;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The stages of a rollout beside what is live in Entra. */
final class LiveStages {
  private final Rollout rollout;
  private final Resolved resolved;
  private final BreakGlass breakGlass;
  private final Optional<PolicyContent> enforced;
  private final Optional<PolicyContent> observe;

  LiveStages(
      Rollout rollout,
      Resolved resolved,
      BreakGlass breakGlass,
      Map<PolicyRole, ObservedPolicy> live) {
    this.breakGlass = breakGlass;
    this.rollout = rollout;
    this.resolved = resolved;
    this.enforced =
        Optional.ofNullable(live.get(PolicyRole.ENFORCED))
            .map(ObservedPolicy::content)
            .filter(PolicyContent::enforces);
    this.observe = Optional.ofNullable(live.get(PolicyRole.OBSERVE)).map(ObservedPolicy::content);
  }

  /** The highest stage that agrees; what is observed decides where stages enforce the same. */
  Recovery highest() {
    List<Integer> agreeing = agreeing();
    return agreeing.stream()
        .filter(this::isObserved)
        .max(Comparator.naturalOrder())
        .or(() -> agreeing.stream().max(Comparator.naturalOrder()))
        .<Recovery>map(this::at)
        .orElseGet(this::disagreement);
  }

  /** The stage of that name if it agrees, else the highest that does and is not further on. */
  Recovery named(String name, int reached) {
    List<Integer> agreeing = agreeing();
    return agreeing.stream()
        .filter(stage -> rollout.stages().get(stage).name().equals(name))
        .findFirst()
        .or(
            () ->
                agreeing.stream().filter(stage -> stage <= reached).max(Comparator.naturalOrder()))
        .<Recovery>map(this::at)
        .orElseGet(this::disagreement);
  }

  private List<Integer> agreeing() {
    return stages().filter(this::agrees).boxed().toList();
  }

  private IntStream stages() {
    return IntStream.range(0, rollout.stages().size());
  }

  /** Whether the stage would enforce exactly what is enforced. */
  private boolean agrees(int stage) {
    Set<Include> includes = DesiredState.enforcedIncludes(rollout, stage);
    if (enforced.isEmpty()) {
      return includes.isEmpty();
    }
    return includes.stream().flatMap(this::unresolved).findAny().isEmpty()
        && coversGroupsOnly(enforced.get())
        && DesiredState.groupsOf(includes, resolved).equals(enforced.get().includeGroups());
  }

  private static boolean coversGroupsOnly(PolicyContent content) {
    return content.includeUsers().stream().allMatch(PolicyContent.NONE::equals);
  }

  private boolean isObserved(int stage) {
    SortedSet<GroupId> wanted =
        DesiredState.groupsOf(DesiredState.observedIncludes(rollout, stage), resolved);
    return observe.filter(content -> content.includeGroups().equals(wanted)).isPresent();
  }

  private Recovery.At at(int stage) {
    return new Recovery.At(
        stage,
        enforced.filter(LiveStages::asksNativeClients).map(this::passed).orElse(Scope.NOTHING));
  }

  /** Whether anything is enforced on the clients that a rollout is about. */
  private static boolean asksNativeClients(PolicyContent content) {
    return content.tokenProtection() == PolicyContent.TokenProtection.REQUIRED
        && (content.clientAppTypes().isEmpty()
            || content.clientAppTypes().contains("all")
            || content.clientAppTypes().contains(PolicyContent.MOBILE_APPS_AND_DESKTOP_CLIENTS));
  }

  /** What is enforced counts as passed, as far as the rollout wants it. */
  private Scope passed(PolicyContent live) {
    SortedSet<GroupId> wanted = new TreeSet<>();
    rollout.excludeGroups().forEach(group -> resolved.group(group).ifPresent(wanted::add));
    SortedSet<GroupId> leftOut = new TreeSet<>(live.excludeGroups());
    leftOut.removeAll(breakGlass.groups());
    Scope enforcedNow =
        Scope.passed(
            live.includeGroups(),
            leftOut,
            live.guests(),
            live.applications(),
            live.platforms(),
            live.deviceFilter());
    return enforcedNow.meet(
        Scope.passed(
            live.includeGroups(),
            wanted,
            rollout.guests(),
            rollout.applications().stream()
                .map(Application::appId)
                .collect(Collectors.toCollection(TreeSet::new)),
            rollout.profile().platforms().stream()
                .map(Platform::graphName)
                .collect(Collectors.toCollection(TreeSet::new)),
            rollout.deviceFilter()));
  }

  private Recovery disagreement() {
    List<String> unresolved =
        stages()
            .boxed()
            .flatMap(stage -> DesiredState.enforcedIncludes(rollout, stage).stream())
            .flatMap(this::unresolved)
            .distinct()
            .toList();
    if (!unresolved.isEmpty()) {
      return new Recovery.Unresolved(unresolved);
    }
    int nearest = nearest();
    return new Recovery.Disagrees(
        "The enforced policy "
            + enforced.map(LiveStages::covers).orElse("covers nobody")
            + ", and no stage that can be gone on with enforces just that; the nearest, "
            + rollout.stages().get(nearest).name()
            + ", enforces "
            + listed(groups(nearest))
            + ". Make them agree: change the groups of the policy or the stages, or put the policy"
            + " to report-only.");
  }

  int nearest() {
    return stages().boxed().min(Comparator.comparingInt(this::distance)).orElseThrow();
  }

  private int distance(int stage) {
    SortedSet<GroupId> live = enforced.map(PolicyContent::includeGroups).orElse(new TreeSet<>());
    SortedSet<GroupId> different = new TreeSet<>(live);
    different.addAll(groups(stage));
    SortedSet<GroupId> common = new TreeSet<>(live);
    common.retainAll(groups(stage));
    different.removeAll(common);
    return different.size();
  }

  private SortedSet<GroupId> groups(int stage) {
    return DesiredState.groupsOf(DesiredState.enforcedIncludes(rollout, stage), resolved);
  }

  private static String covers(PolicyContent content) {
    return coversGroupsOnly(content)
        ? "is enabled for " + listed(content.includeGroups())
        : "is enabled for users that no stage names, " + String.join(", ", content.includeUsers());
  }

  private static String listed(SortedSet<GroupId> groups) {
    return groups.isEmpty()
        ? "nobody"
        : (groups.size() == 1 ? "the group " : "the groups ")
            + groups.stream().map(GroupId::value).collect(Collectors.joining(", "));
  }

  private Stream<String> unresolved(Include include) {
    return Stream.concat(
        include.groups().stream()
            .filter(group -> resolved.group(group).isEmpty())
            .map(GroupReference::asWritten),
        include.managedGroups().stream()
            .map(ManagedGroup::displayName)
            .filter(name -> resolved.managedGroup(name).isEmpty()));
  }
}
