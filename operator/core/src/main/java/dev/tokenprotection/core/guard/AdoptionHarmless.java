package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.FieldEffects;
import dev.tokenprotection.core.plan.Plan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A policy is adopted only if it asks for token protection and nothing else, and if the rollout
 * would lower nothing of what it enforces; leaving out the emergency access accounts is no
 * lowering. What the rollout would enforce beyond it has to pass a gate like anything else.
 */
final class AdoptionHarmless implements Guard {
  @Override
  public List<Violation> check(Plan plan, GuardContext context) {
    List<Violation> violations = new ArrayList<>();
    for (Action action : plan.actions()) {
      if (action instanceof Action.AdoptPolicy adopt) {
        foreign(adopt, context).ifPresent(violations::add);
        exceptions(adopt, context).ifPresent(violations::add);
        lowering(adopt, context).ifPresent(violations::add);
      }
    }
    return violations;
  }

  private static Optional<Violation> foreign(Action.AdoptPolicy adopt, GuardContext context) {
    SortedSet<String> foreign =
        context.observed().policy(adopt.role()).map(ObservedPolicy::foreignFields).orElseThrow();
    if (!foreign.isEmpty()) {
      return Optional.of(
          new Violation(
              "AdoptionForeignControls",
              "The policy "
                  + adopt.id()
                  + " is not adopted: it has "
                  + String.join(", ", foreign)
                  + ", which no rollout owns.",
              "Take that out of the policy in Entra, or into a policy of its own.",
              new Refusal.AllButLess()));
    }
    return adopt.before().tokenProtection() == TokenProtection.REQUIRED
        ? Optional.empty()
        : Optional.of(
            new Violation(
                "AdoptionOfAnotherKind",
                "The policy "
                    + adopt.id()
                    + " is not adopted: it does not require token protection.",
                "Name a policy that does, or let the operator make one (creationPolicy Create).",
                new Refusal.AllButLess()));
  }

  /** What has passed a gate is not told by users, so only groups can stay left out until then. */
  private static Optional<Violation> exceptions(Action.AdoptPolicy adopt, GuardContext context) {
    Set<UserId> exceptions = new TreeSet<>(adopt.before().excludeUsers());
    exceptions.removeAll(context.breakGlass().users());
    exceptions.removeAll(adopt.wanted().excludeUsers());
    return exceptions.isEmpty() || !adopt.before().enforces()
        ? Optional.empty()
        : Optional.of(
            new Violation(
                "AdoptionWidensEnforcement",
                "The policy "
                    + adopt.id()
                    + " is not adopted: it leaves out "
                    + exceptions.size()
                    + " users one by one, whom the rollout would cover.",
                "Put them into a group, leave that out of the policy in Entra instead, and name it"
                    + " in policy.excludeGroups.",
                new Refusal.AllButLess()));
  }

  private static Optional<Violation> lowering(Action.AdoptPolicy adopt, GuardContext context) {
    SortedSet<UserId> users = new TreeSet<>(adopt.before().excludeUsers());
    users.addAll(context.breakGlass().users());
    SortedSet<GroupId> groups = new TreeSet<>(adopt.before().excludeGroups());
    groups.addAll(context.breakGlass().groups());
    PolicyContent keepingBreakGlassOut = adopt.before().excluding(users, groups);
    Set<PolicyField> lowers = FieldEffects.between(keepingBreakGlassOut, adopt.wanted()).lowers();
    if (lowers.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Violation(
            "AdoptionLowersProtection",
            "The policy "
                + adopt.id()
                + " is not adopted: the rollout would lower the protection that it gives, by "
                + differences(adopt, lowers)
                + ".",
            "Make them agree: change the rollout, or the policy in Entra.",
            new Refusal.AllButLess()));
  }

  private static String differences(Action.AdoptPolicy adopt, Set<PolicyField> fields) {
    return Arrays.stream(PolicyField.values())
        .filter(fields::contains)
        .map(
            field ->
                field.graphPath()
                    + " "
                    + field.of(adopt.before())
                    + " to "
                    + field.of(adopt.wanted()))
        .collect(Collectors.joining(", "));
  }
}
