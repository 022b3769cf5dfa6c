package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.Direction;
import dev.tokenprotection.core.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a write makes enforced lies within a scope that passed its gate under report-only. */
final class ScopePassed implements Guard {
  static final String REASON = "ScopeNotPassed";

  @Override
  public List<Violation> check(Plan plan, GuardContext context) {
    return plan.changes().stream()
        .filter(change -> change.direction() == Direction.MORE)
        .flatMap(change -> violation(change, context).stream())
        .limit(1)
        .toList();
  }

  private static Optional<Violation> violation(Change change, GuardContext context) {
    return switch (change.action()) {
      case Action.SetPolicyState set ->
          beyond(Scope.of(observed(set.role(), context).content()), context);
      case Action.UpdatePolicy update ->
          beyond(
              Scope.of(
                  observed(update.role(), context)
                      .content()
                      .with(update.fields(), update.content())),
              context);
      case Action.AddMembers add ->
          context.passed().includeGroups().contains(add.group())
              ? Optional.empty()
              : Optional.of(violation("the group " + add.group()));
      // Enforced again by leaving an excluded group: managed groups are never excluded.
      case Action.RemoveMember _ -> Optional.empty();
      case Action.CreateGroup _ -> Optional.empty();
      case Action.CreatePolicy _ -> Optional.empty();
      case Action.RestorePolicy restore -> beyond(Scope.of(restore.content()), context);
      // Nobody more is covered by a name or by exclusions.
      case Action.AdoptPolicy _ -> Optional.empty();
      case Action.TakeOver _ -> Optional.empty();
    };
  }

  private static ObservedPolicy observed(PolicyRole role, GuardContext context) {
    return context.observed().policies().get(role);
  }

  private static Optional<Violation> beyond(Scope enforced, GuardContext context) {
    if (enforced.isWithin(context.passed())) {
      return Optional.empty();
    }
    SortedSet<GroupId> groups = new TreeSet<>(enforced.includeGroups());
    groups.removeAll(context.passed().includeGroups());
    return Optional.of(
        violation(
            groups.isEmpty()
                ? "applications, platforms, devices, guests or exclusions"
                : "the groups "
                    + groups.stream().map(GroupId::value).collect(Collectors.joining(", "))));
  }

  private static Violation violation(String what) {
    return new Violation(
        REASON,
        "A write would enforce more than has passed a gate: " + what + ".",
        "It is enforced once the gate of the stage has passed with it.",
        new Refusal.MoreEnforcement());
  }
}
