package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Plans in words. */
final class PlanText {
  private PlanText() {}

  static String summary(Plan plan) {
    if (plan.isEmpty()) {
      return "no changes";
    }
    int createdPolicies = 0;
    int createdGroups = 0;
    int adopted = 0;
    int restored = 0;
    int takenOver = 0;
    int added = 0;
    int removed = 0;
    int updated = 0;
    int states = 0;
    for (Action action : plan.actions()) {
      switch (action) {
        case Action.CreatePolicy _ -> createdPolicies++;
        case Action.CreateGroup _ -> createdGroups++;
        case Action.AdoptPolicy _ -> adopted++;
        case Action.RestorePolicy _ -> restored++;
        case Action.TakeOver _ -> takenOver++;
        case Action.AddMembers add -> added += add.users().size();
        case Action.RemoveMember _ -> removed++;
        case Action.UpdatePolicy _ -> updated++;
        case Action.SetPolicyState _ -> states++;
      }
    }
    List<String> parts = new ArrayList<>();
    count(parts, takenOver, "object to take over", "objects to take over");
    count(parts, adopted, "policy to adopt", "policies to adopt");
    count(parts, restored, "policy to restore", "policies to restore");
    count(parts, createdPolicies, "policy to create", "policies to create");
    count(parts, createdGroups, "group to create", "groups to create");
    count(parts, added, "member to add", "members to add");
    count(parts, removed, "member to remove", "members to remove");
    count(parts, updated, "policy update", "policy updates");
    count(parts, states, "policy state to set", "policy states to set");
    return String.join(", ", parts);
  }

  /** Neighbouring additions to, and removals from, one group are one line. */
  static List<String> describe(Plan plan) {
    List<String> lines = new ArrayList<>();
    List<Change> changes = plan.changes();
    for (int from = 0; from < changes.size(); ) {
      int to = from + 1;
      while (to < changes.size() && belongTogether(changes.get(from), changes.get(to))) {
        to++;
      }
      lines.add(line(changes.subList(from, to)));
      from = to;
    }
    return lines;
  }

  private static boolean belongTogether(Change first, Change next) {
    return switch (first.action()) {
      case Action.AddMembers add ->
          next.action() instanceof Action.AddMembers other && other.group().equals(add.group());
      case Action.RemoveMember remove ->
          next.action() instanceof Action.RemoveMember other
              && other.group().equals(remove.group());
      case Action.CreateGroup _ -> false;
      case Action.CreatePolicy _ -> false;
      case Action.RestorePolicy _ -> false;
      case Action.AdoptPolicy _ -> false;
      case Action.TakeOver _ -> false;
      case Action.UpdatePolicy _ -> false;
      case Action.SetPolicyState _ -> false;
    };
  }

  private static String line(List<Change> together) {
    Change first = together.getFirst();
    return sentence(first.action(), together)
        + (first.action() instanceof Action.AdoptPolicy ? "" : note(first.direction()));
  }

  private static String sentence(Action action, List<Change> together) {
    return switch (action) {
      case Action.CreateGroup create -> "create group \"" + create.displayName() + "\"";
      case Action.AddMembers add ->
          "add " + members(added(together)) + " to group \"" + add.displayName() + "\"";
      case Action.RemoveMember remove ->
          "remove " + members(together.size()) + " from group \"" + remove.displayName() + "\"";
      case Action.CreatePolicy create ->
          "create "
              + name(create.role())
              + " policy \""
              + create.content().displayName()
              + "\", report-only";
      case Action.RestorePolicy restore ->
          "restore the deleted "
              + name(restore.role())
              + " policy "
              + restore.id()
              + ", "
              + name(restore.content().state());
      case Action.AdoptPolicy adopt -> adoption(adopt);
      case Action.TakeOver.OfPolicy taken ->
          "take over "
              + name(taken.role())
              + " policy "
              + taken.id()
              + " as \""
              + taken.content().displayName()
              + "\": "
              + paths(taken.fields());
      case Action.TakeOver.OfGroup taken ->
          "take over group \"" + taken.displayName() + "\": description";
      case Action.UpdatePolicy update ->
          "update " + name(update.role()) + " policy: " + paths(update.fields());
      case Action.SetPolicyState set ->
          "set " + name(set.role()) + " policy to " + name(set.state());
    };
  }

  private static String adoption(Action.AdoptPolicy adopt) {
    return "adopt policy "
        + adopt.id()
        + " (\""
        + adopt.before().displayName()
        + "\") as the "
        + name(adopt.role())
        + " policy; "
        + differences(adopt);
  }

  static String differences(Action.AdoptPolicy adopt) {
    FieldEffects effects = adopt.effects();
    return "differs in "
        + paths(adopt.differences())
        + (effects.lowers().isEmpty() ? "" : "; lowers protection by " + paths(effects.lowers()))
        + (effects.widens().isEmpty()
            ? ""
            : "; widens enforcement, once a gate has passed, by " + paths(effects.widens()));
  }

  private static int added(List<Change> together) {
    int users = 0;
    for (Change change : together) {
      if (change.action() instanceof Action.AddMembers add) {
        users += add.users().size();
      }
    }
    return users;
  }

  private static String members(int count) {
    return count == 1 ? "1 member" : count + " members";
  }

  private static String paths(Set<PolicyField> fields) {
    return Arrays.stream(PolicyField.values())
        .filter(fields::contains)
        .map(PolicyField::graphPath)
        .collect(Collectors.joining(", "));
  }

  private static String note(Direction direction) {
    return switch (direction) {
      case LESS -> " (lowers protection)";
      case NEUTRAL -> "";
      case MORE -> " (widens enforcement)";
    };
  }

  private static String name(PolicyRole role) {
    return switch (role) {
      case OBSERVE -> "observe";
      case ENFORCED -> "enforced";
    };
  }

  private static String name(PolicyState state) {
    return switch (state) {
      case REPORT_ONLY -> "report-only";
      case ENABLED -> "enabled";
      case DISABLED -> "disabled";
    };
  }

  private static void count(List<String> parts, int count, String one, String many) {
    if (count > 0) {
      parts.add(count + " " + (count == 1 ? one : many));
    }
  }
}
