package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.guard.Preflight;
import dev.tokenprotection.core.guard.Violation;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.StageState;
import dev.tokenprotection.core.plan.Forecast;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.kubernetes.condition.Trouble;
import java.util.List;
import java.util.Map;

/** What an operator would write for a rollout, without an operator. */
public sealed interface PlanPreview {
  /** There is no plan: the operator would stall before it made one. */
  record NotPossible(Trouble trouble) implements PlanPreview {}

  /**
   * A plan.
   *
   * @param stage the stage that it is for
   * @param forecast all that changes until the tenant is as the stage wants it
   * @param next the plan with which the operator would begin, as {@code status.plan} shows it
   * @param plans how many plans follow each other, each made of what the one before left
   * @param heldBack what the guards would refuse of them
   * @param findings why the tenant is not fit for enforcement
   * @param unresolved groups and users that were not found, so that the plan is not complete
   * @param groups the names of groups, as far as the rollout tells them; those to come by the id
   *     that stands for them
   */
  record Made(
      PlannedStage stage,
      Forecast forecast,
      Plan next,
      int plans,
      List<Violation> heldBack,
      List<Preflight.Finding> findings,
      List<Trouble> unresolved,
      Map<GroupId, String> groups)
      implements PlanPreview {
    public Made {
      heldBack = List.copyOf(heldBack);
      findings = List.copyOf(findings);
      unresolved = List.copyOf(unresolved);
      groups = Map.copyOf(groups);
    }
  }

  /**
   * The stage that a plan is for.
   *
   * @param number from 1
   * @param total how many stages there are
   * @param situation why this one
   */
  record PlannedStage(int number, int total, String name, StageState state, Situation situation) {}

  /** Where a rollout is when it is planned for. */
  enum Situation {
    /** It has not begun: planned for the first stage. */
    NOT_BEGUN,
    /** It is in this stage. */
    IN_STAGE,
    /** It has no status, and would go on in this stage, since what is live in Entra says so. */
    FOUND,
    /** It was stopped in this stage: everything is report-only. */
    STOPPED,
    /** It has passed all stages; this is the last one. */
    COMPLETED,
    /** Whoever asked wants to know, as if all gates before it had passed. */
    ASSUMED
  }

  /** For which stage to plan. */
  sealed interface StageChoice {
    /** The one in which the rollout is. */
    record Present() implements StageChoice {}

    /**
     * Another one.
     *
     * @param nameOrNumber its name, or its number from 1
     */
    record Assumed(String nameOrNumber) implements StageChoice {}
  }
}
