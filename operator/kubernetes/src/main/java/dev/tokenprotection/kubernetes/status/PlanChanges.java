package dev.tokenprotection.kubernetes.status;

import dev.tokenprotection.api.v1alpha1.PlanChange;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.ShortText;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.Direction;
import dev.tokenprotection.core.plan.FieldEffects;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The changes of a plan as status lists them; members are counted, never named. */
public final class PlanChanges {
  private PlanChanges() {}

  /** Adds a change; changes of the members of one group are one entry. */
  public static void add(List<PlanChange> changes, Change change) {
    PlanChange entry = entry(change);
    if (!changes.isEmpty() && isSameGroup(changes.getLast(), entry)) {
      PlanChange last = changes.removeLast();
      changes.add(
          new PlanChange(
              last.action(), last.target(), members(count(last) + count(entry)), last.effect()));
    } else {
      changes.add(entry);
    }
  }

  private static boolean isSameGroup(PlanChange last, PlanChange next) {
    return last.action().endsWith("Members")
        && last.action().equals(next.action())
        && last.target().equals(next.target());
  }

  private static PlanChange entry(Change change) {
    String effect = effect(change.direction());
    return switch (change.action()) {
      case Action.CreateGroup create ->
          new PlanChange("Create", group(create.displayName()), null, effect);
      case Action.AddMembers add ->
          new PlanChange(
              "AddMembers", group(add.displayName()), members(add.users().size()), effect);
      case Action.RemoveMember remove ->
          new PlanChange("RemoveMembers", group(remove.displayName()), members(1), effect);
      case Action.CreatePolicy create ->
          new PlanChange(
              "Create", "policy " + PolicyRoleNames.name(create.role()), "report-only", effect);
      case Action.RestorePolicy restore ->
          new PlanChange(
              "Restore",
              "policy " + PolicyRoleNames.name(restore.role()) + " " + restore.id(),
              restore.content().state().graphName(),
              effect);
      case Action.AdoptPolicy adopt ->
          new PlanChange(
              "Adopt",
              "policy " + PolicyRoleNames.name(adopt.role()) + " " + adopt.id(),
              ShortText.of(adopt.inWords(), 512),
              effect(adopt.effects()));
      case Action.TakeOver.OfPolicy taken ->
          new PlanChange(
              "TakeOver",
              "policy " + PolicyRoleNames.name(taken.role()) + " " + taken.id(),
              paths(taken.fields()),
              effect);
      case Action.TakeOver.OfGroup taken ->
          new PlanChange("TakeOver", group(taken.displayName()), "description", effect);
      case Action.UpdatePolicy update ->
          new PlanChange(
              "Update",
              "policy " + PolicyRoleNames.name(update.role()),
              ShortText.of(paths(update.fields()), 512),
              effect);
      case Action.SetPolicyState set ->
          new PlanChange(
              "SetState",
              "policy " + PolicyRoleNames.name(set.role()),
              set.state().graphName(),
              effect);
    };
  }

  /** What lowers matters more than what widens, which waits for a gate. */
  private static String effect(FieldEffects effects) {
    if (!effects.lowers().isEmpty()) {
      return effect(Direction.LESS);
    }
    return effect(effects.widens().isEmpty() ? Direction.NEUTRAL : Direction.MORE);
  }

  private static String group(String displayName) {
    return ShortText.of("group \"" + displayName + "\"", 300);
  }

  private static String paths(Set<PolicyField> fields) {
    return Arrays.stream(PolicyField.values())
        .filter(fields::contains)
        .map(PolicyField::graphPath)
        .collect(Collectors.joining(", "));
  }

  private static String members(int count) {
    return Texts.count(count, "member", "members");
  }

  private static int count(PlanChange change) {
    return Integer.parseInt(change.detail().replaceAll("\\D", ""));
  }

  private static String effect(Direction direction) {
    return switch (direction) {
      case LESS -> "LowersProtection";
      case NEUTRAL -> null;
      case MORE -> "WidensEnforcement";
    };
  }
}
