package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * No emergency access account comes under a policy that is enabled by a slip of the pen: taking one
 * out of the declaration has to be confirmed first.
 */
final class BreakGlassKept implements Guard {
  @Override
  public List<Violation> check(Plan plan, GuardContext context) {
    return plan.actions().stream()
        .flatMap(action -> lost(action, context).stream())
        .limit(1)
        .map(lost -> violation(lost, context))
        .toList();
  }

  /** The unconfirmed accounts that {@code action} would expose to an enabled policy. */
  private static Optional<List<String>> lost(Action action, GuardContext context) {
    if (!(action instanceof Action.UpdatePolicy update)) {
      return Optional.empty();
    }
    ObservedPolicy observed = context.observed().policies().get(update.role());
    if (observed.content().state() != PolicyState.ENABLED) {
      return Optional.empty();
    }
    PolicyContent after = observed.content().with(update.fields(), update.content());
    List<String> lost = new ArrayList<>();
    context.removal().accounts().users().stream()
        .filter(observed.content().excludeUsers()::contains)
        .filter(user -> !after.excludeUsers().contains(user))
        .forEach(user -> lost.add(user.value()));
    context.removal().accounts().groups().stream()
        .filter(observed.content().excludeGroups()::contains)
        .filter(group -> !after.excludeGroups().contains(group))
        .forEach(group -> lost.add(group.value()));
    return lost.isEmpty() ? Optional.empty() : Optional.of(lost);
  }

  private static Violation violation(List<String> lost, GuardContext context) {
    return new Violation(
        "BreakGlassShrinks",
        "Emergency access accounts that spec.breakGlass of the EntraTenant does not name any more"
            + " would come under an enforced policy: "
            + String.join(", ", lost)
            + ".",
        context.removal().remedy(),
        new Refusal.MoreEnforcement());
  }
}
