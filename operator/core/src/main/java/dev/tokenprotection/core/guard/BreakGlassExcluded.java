package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.Plan;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every break-glass user and group is excluded from what each write leaves behind, unless the write
 * makes a policy enforce less.
 */
final class BreakGlassExcluded implements Guard {
  @Override
  public List<Violation> check(Plan plan, GuardContext context) {
    Map<PolicyRole, PolicyContent> contents = new EnumMap<>(PolicyRole.class);
    for (Map.Entry<PolicyRole, ObservedPolicy> policy : context.observed().policies().entrySet()) {
      contents.put(policy.getKey(), policy.getValue().content());
    }
    for (Change change : plan.changes()) {
      Optional<PolicyRole> written = write(change.action(), contents);
      if (written.isPresent()
          && !change.lowersPolicy()
          && !context.breakGlass().isExcludedBy(contents.get(written.get()))) {
        return List.of(violation(written.get()));
      }
    }
    return List.of();
  }

  /** Carries the action out on {@code contents}; the role of the policy that it wrote. */
  private static Optional<PolicyRole> write(
      Action action, Map<PolicyRole, PolicyContent> contents) {
    return switch (action) {
      case Action.CreatePolicy create -> put(create.role(), create.content(), contents);
      case Action.RestorePolicy restore -> put(restore.role(), restore.content(), contents);
      case Action.AdoptPolicy adopt -> put(adopt.role(), adopt.content(), contents);
      case Action.TakeOver.OfPolicy taken -> put(taken.role(), taken.content(), contents);
      case Action.TakeOver.OfGroup _ -> Optional.empty();
      case Action.UpdatePolicy update ->
          put(
              update.role(),
              contents.get(update.role()).with(update.fields(), update.content()),
              contents);
      case Action.SetPolicyState set ->
          put(set.role(), contents.get(set.role()).inState(set.state()), contents);
      case Action.CreateGroup _ -> Optional.empty();
      case Action.AddMembers _ -> Optional.empty();
      case Action.RemoveMember _ -> Optional.empty();
    };
  }

  private static Optional<PolicyRole> put(
      PolicyRole role, PolicyContent content, Map<PolicyRole, PolicyContent> contents) {
    contents.put(role, content);
    return Optional.of(role);
  }

  private static Violation violation(PolicyRole role) {
    return new Violation(
        "BreakGlassNotExcluded",
        "A write would leave the "
            + (role == PolicyRole.OBSERVE ? "observe" : "enforced")
            + " policy without the exclusion of every break-glass account.",
        "This is a defect of the operator: please report it.",
        new Refusal.AllButLess());
  }
}
