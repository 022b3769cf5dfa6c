package dev.tokenprotection.core.world;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.Include;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.StageState;
import dev.tokenprotection.core.plan.ObservedState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What has passed a gate, or was skipped by name: each group under the conditions of its time. */
final class Passed {
  private final Map<GroupId, List<Scope>> scopes = new TreeMap<>();

  Passed() {}

  Passed(Passed other) {
    other.scopes.forEach((group, passed) -> scopes.put(group, new ArrayList<>(passed)));
  }

  /** The cohorts that leaving {@code stage} was about, under what was observed. */
  void left(Spec spec, int stage, ObservedState observed) {
    PolicyContent observe = observed.policies().get(PolicyRole.OBSERVE).content();
    Set<Include> includes = new HashSet<>();
    includes.add(spec.rollout().includeOf(stage));
    int next = stage + 1;
    if (next < spec.rollout().stages().size()
        && spec.rollout().stages().get(next).state() == StageState.ENFORCED) {
      includes.add(spec.rollout().includeOf(next));
    }
    // Whoever is enforced without having passed under these conditions is judged again.
    includes.addAll(DesiredState.enforcedIncludes(spec.rollout(), stage));
    DesiredState.groupsOf(includes, spec.resolved(observed)).forEach(group -> add(group, observe));
  }

  void add(GroupId group, PolicyContent content) {
    Scope scope = only(group, content);
    List<Scope> passed = scopes.computeIfAbsent(group, _ -> new ArrayList<>());
    if (!passed.contains(scope)) {
      passed.add(scope);
    }
  }

  /** Whether {@code group} has passed under conditions that are no narrower. */
  boolean covers(GroupId group, PolicyContent content) {
    return scopes.getOrDefault(group, List.of()).stream()
        .anyMatch(scope -> only(group, content).isWithin(scope));
  }

  /** What a policy covers by one of its groups; break-glass has a rule of its own. */
  private static Scope only(GroupId group, PolicyContent content) {
    TreeSet<GroupId> exceptions = new TreeSet<>(content.excludeGroups());
    exceptions.removeAll(Examples.BREAK_GLASS.groups());
    return Scope.of(
        content
            .including(new TreeSet<>(), new TreeSet<>(Set.of(group)))
            .excluding(new TreeSet<>(), exceptions));
  }

  void into(Fingerprint print) {
    scopes.forEach(
        (group, passed) -> {
          print.name(group.value());
          passed.forEach(print::scope);
        });
  }

  @Override
  public String toString() {
    return scopes.toString();
  }
}
