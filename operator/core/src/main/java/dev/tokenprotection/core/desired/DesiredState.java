package dev.tokenprotection.core.desired;

import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.GroupReference;
import dev.tokenprotection.core.model.Include;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.Platform;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.model.Stage;
import dev.tokenprotection.core.model.StageCohort;
import dev.tokenprotection.core.model.StageState;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a tenant should hold while a rollout is at a stage.
 *
 * @param identity whose state this is
 * @param observe the observe policy
 * @param enforced the enforced policy
 * @param managedGroups every managed group of the rollout, of later stages too: their members are
 *     evidence before they are enforced
 */
public record DesiredState(
    RolloutIdentity identity,
    PolicyContent observe,
    PolicyContent enforced,
    Set<ManagedGroup> managedGroups) {
  public DesiredState {
    managedGroups = Collections.unmodifiableSet(new LinkedHashSet<>(managedGroups));
  }

  /**
   * The desired state at a stage.
   *
   * @param resolved the ids behind names; included groups that are not resolved (yet) are left out,
   *     so nobody is covered by guess. Excluded ones must be resolved, see {@link
   *     #unresolvedExclusions}: without them the result is broader than it should be
   */
  public static DesiredState at(
      Rollout rollout, int stage, Resolved resolved, BreakGlass breakGlass) {
    SortedSet<GroupId> enforcedGroups = groupsOf(enforcedIncludes(rollout, stage), resolved);
    PolicyState enforcedState =
        enforcedGroups.isEmpty() ? PolicyState.REPORT_ONLY : PolicyState.ENABLED;
    return new DesiredState(
        rollout.identity(),
        policy(
            rollout,
            PolicyRole.OBSERVE,
            PolicyState.REPORT_ONLY,
            groupsOf(observedIncludes(rollout, stage), resolved),
            resolved,
            breakGlass),
        policy(rollout, PolicyRole.ENFORCED, enforcedState, enforcedGroups, resolved, breakGlass),
        managedGroups(rollout));
  }

  /**
   * The excluded groups that are not resolved. While there are any, it is not known whom to leave
   * out, and nothing may be enforced by this state.
   */
  public static List<GroupReference> unresolvedExclusions(Rollout rollout, Resolved resolved) {
    return rollout.excludeGroups().stream()
        .filter(group -> resolved.group(group).isEmpty())
        .toList();
  }

  /** The same state with nothing enforced: what an emergency stop or a way back wants. */
  public DesiredState reportOnly() {
    return new DesiredState(
        identity, observe, enforced.inState(PolicyState.REPORT_ONLY), managedGroups);
  }

  /**
   * The same state with no more enforced than has passed a gate: what is wider is observed at once
   * and enforced later. Where that can't be told field by field, what is wanted stays, and a guard
   * keeps it from being written.
   *
   * @param passed the scope that has passed; with {@link Scope#NOTHING} the state stays as it is,
   *     since what is in place must not be taken away for a memory that was lost
   */
  public DesiredState enforcingWithin(Scope passed) {
    if (Widening.of(enforced, passed).isEmpty()) {
      return this;
    }
    PolicyContent narrowed = Scope.of(enforced).meet(passed).in(enforced);
    return new DesiredState(
        identity,
        observe,
        narrowed.coversNobody() ? narrowed.inState(PolicyState.REPORT_ONLY) : narrowed,
        managedGroups);
  }

  /** The policy that plays {@code role}. */
  public PolicyContent policy(PolicyRole role) {
    return switch (role) {
      case OBSERVE -> observe;
      case ENFORCED -> enforced;
    };
  }

  /** Whom {@code Enforced} stages up to {@code stage} cover. */
  public static Set<Include> enforcedIncludes(Rollout rollout, int stage) {
    return IntStream.rangeClosed(0, stage)
        .filter(i -> rollout.stages().get(i).state() == StageState.ENFORCED)
        .mapToObj(rollout::includeOf)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whom any stage covers, also those to come. */
  public static Set<Include> allIncludes(Rollout rollout) {
    return includes(rollout, 0, rollout.stages().size() - 1);
  }

  /** Whom the observe policy covers at {@code stage}. */
  public static Set<Include> observedIncludes(Rollout rollout, int stage) {
    int last =
        switch (rollout.observeScope()) {
          case ALL_STAGES -> rollout.stages().size() - 1;
          case REACHED_STAGES -> lastJudged(rollout, stage);
        };
    return includes(rollout, 0, last);
  }

  /**
   * Whose sign-ins are the evidence for leaving {@code stage}: its own cohort, and that of the next
   * stage when leaving would enforce it.
   */
  public static Set<Include> judgedIncludes(Rollout rollout, int stage) {
    return includes(rollout, stage, lastJudged(rollout, stage));
  }

  /**
   * The same while something may be wider than what has passed: then everybody who is enforced
   * without having passed under the present conditions is judged again as well.
   *
   * @param passed the scope that has passed a gate
   * @param observe the observe policy as it is while the evidence grows
   */
  public static Set<Include> judgedIncludes(
      Rollout rollout, int stage, Resolved resolved, Scope passed, PolicyContent observe) {
    Set<Include> includes = new LinkedHashSet<>(judgedIncludes(rollout, stage));
    for (Include include : enforcedIncludes(rollout, stage)) {
      Scope present =
          Scope.underConditions(observe, groupsOf(Set.of(include), resolved), rollout, resolved);
      if (!present.isWithin(passed)) {
        includes.add(include);
      }
    }
    return includes;
  }

  /** The groups behind {@code includes}, as far as they are resolved. */
  public static SortedSet<GroupId> groupsOf(Collection<Include> includes, Resolved resolved) {
    SortedSet<GroupId> groups = new TreeSet<>();
    for (Include include : includes) {
      for (GroupReference reference : include.groups()) {
        resolved.group(reference).ifPresent(groups::add);
      }
      for (ManagedGroup managed : include.managedGroups()) {
        resolved.managedGroup(managed.displayName()).ifPresent(groups::add);
      }
    }
    return groups;
  }

  private static Set<Include> includes(Rollout rollout, int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(rollout::includeOf)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static int lastJudged(Rollout rollout, int stage) {
    int next = stage + 1;
    boolean nextEnforces =
        next < rollout.stages().size() && rollout.stages().get(next).state() == StageState.ENFORCED;
    return nextEnforces ? next : stage;
  }

  private static Set<ManagedGroup> managedGroups(Rollout rollout) {
    Set<ManagedGroup> groups = new LinkedHashSet<>();
    for (Stage stage : rollout.stages()) {
      if (stage.cohort() instanceof StageCohort.Own(Include include)) {
        groups.addAll(include.managedGroups());
      }
    }
    return groups;
  }

  private static PolicyContent policy(
      Rollout rollout,
      PolicyRole role,
      PolicyState state,
      SortedSet<GroupId> includeGroups,
      Resolved resolved,
      BreakGlass breakGlass) {
    SortedSet<String> includeUsers = new TreeSet<>();
    if (includeGroups.isEmpty()) {
      includeUsers.add(PolicyContent.NONE);
    }
    SortedSet<GroupId> excludeGroups = new TreeSet<>(breakGlass.groups());
    rollout.excludeGroups().forEach(g -> resolved.group(g).ifPresent(excludeGroups::add));
    SortedSet<String> applications = new TreeSet<>();
    rollout.applications().forEach(a -> applications.add(a.appId()));
    return new PolicyContent(
        Marker.of(rollout.identity()).displayName(rollout.policyDisplayName(), role),
        state,
        includeUsers,
        includeGroups,
        breakGlass.users(),
        excludeGroups,
        rollout.guests(),
        applications,
        rollout.profile().platforms().stream()
            .map(Platform::graphName)
            .collect(Collectors.toCollection(TreeSet::new)),
        new TreeSet<>(Set.of(PolicyContent.MOBILE_APPS_AND_DESKTOP_CLIENTS)),
        rollout.deviceFilter(),
        PolicyContent.TokenProtection.REQUIRED);
  }
}
