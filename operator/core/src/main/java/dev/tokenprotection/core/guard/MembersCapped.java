package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.Direction;
import dev.tokenprotection.core.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A slip of the pen in a list of members neither empties a group nor enforces on people whom nobody
 * watched. Against the members that a group has, so carrying out a part of an allowed change never
 * makes the rest of it too large.
 */
final class MembersCapped implements Guard {
  @Override
  public List<Violation> check(Plan plan, GuardContext context) {
    Map<String, Long> removals = new TreeMap<>();
    Map<String, Long> additions = new TreeMap<>();
    for (Change change : plan.changes()) {
      switch (change.action()) {
        case Action.RemoveMember remove -> removals.merge(remove.displayName(), 1L, Long::sum);
        case Action.AddMembers add -> {
          if (change.direction() == Direction.MORE) {
            additions.merge(add.displayName(), (long) add.users().size(), Long::sum);
          }
        }
        case Action.CreateGroup _ -> {}
        case Action.CreatePolicy _ -> {}
        case Action.RestorePolicy _ -> {}
        case Action.AdoptPolicy _ -> {}
        case Action.TakeOver _ -> {}
        case Action.UpdatePolicy _ -> {}
        case Action.SetPolicyState _ -> {}
      }
    }
    List<Violation> violations = new ArrayList<>();
    removals.forEach((group, users) -> checkRemovals(group, users, context, violations));
    additions.forEach((group, users) -> checkAdditions(group, users, context, violations));
    return violations;
  }

  private static void checkRemovals(
      String group, long removed, GuardContext context, List<Violation> violations) {
    long present = present(group, context);
    long limit = context.caps().maxRemovals().of(present);
    if (removed > limit) {
      violations.add(
          new Violation(
              "TooManyRemovals",
              "Removing "
                  + removed
                  + " of the "
                  + present
                  + " members of the group \""
                  + group
                  + "\" is more than membership.maxRemovals allows ("
                  + limit
                  + "); nobody is removed.",
              "Remove fewer at a time, or raise membership.maxRemovals.",
              new Refusal.Removals(group)));
    }
  }

  private static void checkAdditions(
      String group, long added, GuardContext context, List<Violation> violations) {
    long present = present(group, context);
    long limit = context.caps().maxAdditions().of(present);
    if (added > limit) {
      violations.add(
          new Violation(
              "UnobservedMembers",
              "Adding "
                  + added
                  + " members to the group \""
                  + group
                  + "\", which is enforced and has "
                  + present
                  + ", is more than membership.maxAdditions allows ("
                  + limit
                  + "); nobody is added.",
              "Add them to a group of a stage to come, or raise membership.maxAdditions.",
              new Refusal.Additions(group)));
    }
  }

  private static long present(String group, GuardContext context) {
    return context.observed().group(group).map(g -> g.members().size()).orElse(0);
  }
}
