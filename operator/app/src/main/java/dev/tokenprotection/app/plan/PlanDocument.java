package dev.tokenprotection.app.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tokenprotection.app.validate.Problem;
import java.util.List;

/**
 * What {@code tpr plan --output json} prints. A contract: members are added, never renamed or
 * removed.
 *
 * @param changes whether anything would be changed
 * @param problems why manifests are refused; nothing is planned then
 * @param rollouts one entry a rollout, in the order of the manifests
 */
public record PlanDocument(boolean changes, List<Problem> problems, List<RolloutPlan> rollouts) {
  static PlanDocument refused(List<Problem> problems) {
    return new PlanDocument(false, problems, List.of());
  }

  static PlanDocument of(List<RolloutPlan> rollouts) {
    return new PlanDocument(
        rollouts.stream().anyMatch(plan -> !plan.changes().isEmpty()), List.of(), rollouts);
  }

  /** Whether something kept a plan from being made, or from being complete. */
  boolean failed() {
    return !problems.isEmpty() || rollouts.stream().anyMatch(plan -> !plan.errors().isEmpty());
  }

  /**
   * The plan of one rollout.
   *
   * @param tenant the name of its EntraTenant
   * @param tenantId the directory id; null when the EntraTenant was not found
   * @param installation the id of the installation; null when it is not known
   * @param status {@code Live}, {@code None} (the cluster has none) or {@code NotAsked} (no
   *     cluster)
   * @param stage the stage that is planned for; null when there is no plan
   * @param next the plan with which the operator would begin; null when there is none
   * @param totals the changes in numbers
   * @param changes what becomes of each object, groups before policies
   * @param heldBack what the operator's guards would refuse of it
   * @param findings why the tenant is not fit for enforcement
   * @param errors why there is no plan, or why it is not complete
   * @param names what ids in the changes stand for, as far as that is known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record RolloutPlan(
      String namespace,
      String name,
      String tenant,
      String tenantId,
      String installation,
      String status,
      PlannedStage stage,
      NextPlan next,
      Totals totals,
      List<ObjectPlan> changes,
      List<Remark> heldBack,
      List<Remark> findings,
      List<Remark> errors,
      List<Named> names) {}

  /**
   * A stage.
   *
   * @param number from 1
   * @param state {@code ReportOnly} or {@code Enforced}
   * @param situation {@code NotBegun}, {@code InStage}, {@code Found}, {@code Stopped}, {@code
   *     Completed} or {@code Assumed} (by {@code --stage})
   */
  public record PlannedStage(int number, int total, String name, String state, String situation) {}

  /**
   * The next plan of several that follow each other.
   *
   * @param hash as {@code status.plan.hash} shows it
   * @param plans how many there are
   */
  public record NextPlan(String hash, String summary, int plans) {}

  /** The changes in numbers, each counted by its action; nothing is ever deleted. */
  public record Totals(
      int create,
      int change,
      int membersAdded,
      int membersRemoved,
      int lowersProtection,
      int widensEnforcement,
      int adopt,
      int restore) {}

  /**
   * What becomes of one object.
   *
   * @param action {@code Create}, {@code Change}, {@code Restore} for a policy that was deleted, or
   *     {@code Adopt} for one that becomes the rollout's; its fields are those in which it differs
   *     from what its stage wants
   * @param kind {@code Group} or {@code Policy}
   * @param role of a policy, {@code Observe} or {@code Enforced}; null for a group
   * @param name its display name
   * @param id its object id; null while it does not exist
   * @param effects {@code LowersProtection}, {@code WidensEnforcement}, both or neither
   * @param fields of a policy, those that change; all of them when it is created
   * @param membersAdded object ids of users
   * @param membersRemoved object ids of users
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ObjectPlan(
      String action,
      String kind,
      String role,
      String name,
      String id,
      List<String> effects,
      List<FieldPlan> fields,
      List<String> membersAdded,
      List<String> membersRemoved) {}

  /**
   * What becomes of a field.
   *
   * @param path in Graph's {@code conditionalAccessPolicy}
   * @param before its values, empty for none
   * @param after its values, empty for none
   */
  public record FieldPlan(String path, List<String> before, List<String> after) {}

  /**
   * Something to know.
   *
   * @param reason one word in UpperCamelCase, as in conditions
   * @param message what is wrong, and what to do
   */
  public record Remark(String reason, String message) {}

  /** What an id stands for. */
  public record Named(String id, String name) {}
}
