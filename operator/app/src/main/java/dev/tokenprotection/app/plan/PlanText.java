package dev.tokenprotection.app.plan;

import dev.tokenprotection.app.plan.PlanDocument.FieldPlan;
import dev.tokenprotection.app.plan.PlanDocument.Named;
import dev.tokenprotection.app.plan.PlanDocument.ObjectPlan;
import dev.tokenprotection.app.plan.PlanDocument.PlannedStage;
import dev.tokenprotection.app.plan.PlanDocument.Remark;
import dev.tokenprotection.app.plan.PlanDocument.RolloutPlan;
import dev.tokenprotection.app.plan.PlanDocument.Totals;
import dev.tokenprotection.app.validate.Problem;
import dev.tokenprotection.core.model.PolicyField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A plan for people, made of the same document that programs read. */
final class PlanText {
  /** Members of one group that are listed. */
  private static final int LISTED = 10;

  private final StringBuilder text = new StringBuilder();
  private final Map<String, String> names;

  private PlanText(RolloutPlan plan) {
    this.names = plan.names().stream().collect(Collectors.toMap(Named::id, Named::name));
  }

  static String of(PlanDocument document) {
    return document.problems().stream()
            .map(Problem::text)
            .map(line -> line + "\n")
            .collect(Collectors.joining())
        + document.rollouts().stream()
            .map(plan -> new PlanText(plan).print(plan))
            .collect(Collectors.joining("\n"));
  }

  private String print(RolloutPlan plan) {
    line(
        plan.namespace()
            + "/"
            + plan.name()
            + " in tenant "
            + plan.tenant()
            + (plan.tenantId() == null ? "" : " (" + plan.tenantId() + ")"));
    if (plan.stage() != null) {
      line(stage(plan.stage()) + because(plan));
      if (plan.installation() == null) {
        line(
            "The installation is not known, so the marks [tpr:…] will be others: name it by"
                + " --installation-id.");
      }
      line("");
      plan.changes().forEach(this::object);
      line(sum(plan));
    }
    remarks("Not complete, or not possible:", plan.errors());
    remarks("Held back by the operator:", plan.heldBack());
    remarks("Before anything can be enforced:", plan.findings());
    if (plan.next() != null) {
      line(
          "The operator begins with: %s (1 of %d, plan %s)"
              .formatted(plan.next().summary(), plan.next().plans(), plan.next().hash()));
    }
    return text.toString();
  }

  private static String stage(PlannedStage stage) {
    return "Planned for stage %d of %d, %s (%s)"
        .formatted(stage.number(), stage.total(), stage.name(), stage.state());
  }

  private static String because(RolloutPlan plan) {
    return switch (plan.stage().situation()) {
      case "Assumed" -> ", as if all gates before it had passed, against the tenant as it is now.";
      case "Stopped" -> ", in which it is stopped: everything is report-only.";
      case "Completed" -> ", the last one, which it has passed.";
      case "Found" ->
          ", in which it would go on: it has no status, and that is what is live in Entra.";
      case "InStage" -> ", in which it is by its status in the cluster.";
      default ->
          switch (plan.status()) {
            case "NotAsked" -> ": no cluster was asked how far it is, so as if it had not begun.";
            case "None" -> ": it has no status in the cluster, so it has not begun.";
            default -> ": by its status in the cluster, it has not begun.";
          };
    };
  }

  private void object(ObjectPlan plan) {
    boolean isNew = plan.action().equals(ObjectPlans.CREATE);
    line(
        "  %s %s%s%s \"%s\"%s%s"
            .formatted(
                isNew ? "+" : "~",
                verb(plan),
                plan.kind().toLowerCase(Locale.ROOT),
                plan.role() == null ? "" : " " + plan.role(),
                plan.name(),
                plan.id() == null ? "" : " (" + plan.id() + ")",
                effects(plan)));
    members("+", plan.membersAdded());
    members("-", plan.membersRemoved());
    plan.fields().stream()
        // The line above has the name that a new policy gets.
        .filter(field -> !isNew || !field.path().equals(PolicyField.DISPLAY_NAME.graphPath()))
        .forEach(field -> field(field, isNew));
    line("");
  }

  /** What the sign does not tell. */
  private static String verb(ObjectPlan plan) {
    return switch (plan.action()) {
      case ObjectPlans.ADOPT -> "adopt ";
      case ObjectPlans.RESTORE -> "restore ";
      default -> "";
    };
  }

  private static String effects(ObjectPlan plan) {
    List<String> effects = new ArrayList<>();
    if (plan.effects().contains(ObjectPlans.LOWERS)) {
      effects.add("lowers protection");
    }
    if (plan.effects().contains(ObjectPlans.WIDENS)) {
      effects.add("widens enforcement");
    }
    return effects.isEmpty() ? "" : "   # " + String.join(", ", effects);
  }

  private void members(String sign, List<String> members) {
    if (members.isEmpty()) {
      return;
    }
    int more = members.size() - LISTED;
    line(
        "      "
            + sign
            + " "
            + members.size()
            + (members.size() == 1 ? " member: " : " members: ")
            + members.stream().limit(LISTED).collect(Collectors.joining(", "))
            + (more > 0 ? " and " + more + " more" : ""));
  }

  private void field(FieldPlan field, boolean isNew) {
    if (isNew) {
      line("      " + field.path() + ": " + values(field.after()));
      return;
    }
    line("      " + field.path());
    if (field.before().size() <= 1 && field.after().size() <= 1) {
      line("        ~ " + values(field.before()) + " -> " + values(field.after()));
      return;
    }
    field.after().stream()
        .filter(value -> !field.before().contains(value))
        .forEach(value -> line("        + " + named(value)));
    field.before().stream()
        .filter(value -> !field.after().contains(value))
        .forEach(value -> line("        - " + named(value)));
  }

  private String values(List<String> values) {
    return values.isEmpty()
        ? "(none)"
        : values.stream().map(this::named).collect(Collectors.joining(", "));
  }

  private String named(String value) {
    String name = names.get(value);
    return name == null ? value : name + " (" + value + ")";
  }

  private static String sum(RolloutPlan plan) {
    if (plan.changes().isEmpty()) {
      return plan.errors().isEmpty()
          ? "No changes: Entra holds what the stage wants."
          : "No changes are planned, and the plan is not complete.";
    }
    Totals totals = plan.totals();
    return ("%d to create, %s%s%d to change, nothing is deleted. Members: %d to add, %d to remove."
            + " Lowers protection: %d. Widens enforcement: %d.")
        .formatted(
            totals.create(),
            totals.adopt() == 0 ? "" : totals.adopt() + " to adopt, ",
            totals.restore() == 0 ? "" : totals.restore() + " to restore, ",
            totals.change(),
            totals.membersAdded(),
            totals.membersRemoved(),
            totals.lowersProtection(),
            totals.widensEnforcement());
  }

  private void remarks(String title, List<Remark> remarks) {
    if (!remarks.isEmpty()) {
      line(title);
      remarks.forEach(remark -> line("  ! " + remark.reason() + ": " + remark.message()));
    }
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
