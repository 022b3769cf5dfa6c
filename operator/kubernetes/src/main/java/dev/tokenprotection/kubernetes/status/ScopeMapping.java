package dev.tokenprotection.kubernetes.status;

import dev.tokenprotection.api.v1alpha1.EnforcedScope;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.model.CanonicalHash;
import dev.tokenprotection.core.model.DeviceFilter;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.stage.Progress;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** The scope that has passed a gate, between the words of status and of the core. */
public final class ScopeMapping {
  private ScopeMapping() {}

  /**
   * @param scope null when none has passed
   */
  public static Scope passed(EnforcedScope scope) {
    if (scope == null) {
      return Scope.NOTHING;
    }
    return Scope.passed(
        groups(scope.includedGroups()),
        groups(scope.excludedGroups()),
        Boolean.FALSE.equals(scope.excludesGuests())
            ? PolicyContent.Guests.COVERED
            : PolicyContent.Guests.EXCLUDED,
        new TreeSet<>(orEmpty(scope.applications())),
        new TreeSet<>(orEmpty(scope.platforms())),
        scope.deviceFilterRule() == null
            ? DeviceFilter.NONE
            : new DeviceFilter(scope.deviceFilterRule()));
  }

  /**
   * The scope that has passed once the gate of {@code from} has.
   *
   * @param before what had passed, null when nothing had
   * @param observe the policy under which the evidence was seen
   * @param users counts the users in groups that have passed
   */
  public static EnforcedScope afterGate(
      EnforcedScope before,
      Rollout rollout,
      Progress.AtStage from,
      Resolved resolved,
      PolicyContent observe,
      ToIntFunction<Collection<GroupId>> users,
      Instant now) {
    Scope seen = Scope.passedWith(passed(before), rollout, from.stage(), resolved, observe);
    return status(
        seen,
        rollout.stages().get(from.stage()).name(),
        from,
        users.applyAsInt(seen.includeGroups()),
        now);
  }

  /**
   * The scope that counts as passed because it is enforced.
   *
   * @param stage the name of the stage that the rollout goes on at
   * @param at the attempt at it
   * @param users how many users the scope has now
   */
  public static EnforcedScope recovered(
      Scope enforced, String stage, Progress.AtStage at, int users, Instant now) {
    return status(enforced, stage, at, users, now);
  }

  private static EnforcedScope status(
      Scope seen, String stage, Progress.AtStage from, int users, Instant now) {
    boolean excludesGuests = seen.guests() == PolicyContent.Guests.EXCLUDED;
    String text =
        String.join(
            "\n",
            "include " + seen.includeGroups(),
            "exclude " + seen.excludeGroups(),
            "guests " + seen.guests(),
            "applications " + seen.applications(),
            "platforms " + seen.platforms(),
            "devices " + seen.deviceFilter().excludeRule());
    return new EnforcedScope(
        CanonicalHash.of(text),
        stage,
        from.attempt(),
        now,
        List.copyOf(seen.applications()),
        List.copyOf(seen.platforms()),
        seen.deviceFilter().isEmpty() ? null : seen.deviceFilter().excludeRule(),
        excludesGuests,
        ids(seen.includeGroups()),
        ids(seen.excludeGroups()),
        users);
  }

  private static SortedSet<GroupId> groups(List<String> ids) {
    return orEmpty(ids).stream().map(GroupId::new).collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> ids(Collection<GroupId> groups) {
    return groups.stream().map(GroupId::value).toList();
  }

  private static <T> List<T> orEmpty(List<T> values) {
    return values == null ? List.of() : values;
  }
}
