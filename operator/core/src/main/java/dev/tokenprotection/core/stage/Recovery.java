package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.stage.Progress.AtStage;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Where a rollout goes on that does not know where it is: its status was lost, it adopts policies,
 * or its stages were edited. What is live in Entra tells: the highest stage that would enforce
 * exactly what is enforced. So nothing that goes on lowers protection, and nothing widens it.
 */
public sealed interface Recovery {
  /** Nothing of the rollout is in Entra: it begins with its first stage. */
  record Anew() implements Recovery {}

  /**
   * It goes on here.
   *
   * @param stage the index of the stage, from 0
   * @param passed what counts as passed: what is enforced, as far as the rollout wants it too;
   *     whoever is left out, other than break-glass, stays left out until a gate has passed with
   *     him
   */
  record At(int stage, Scope passed) implements Recovery {

    /**
     * An attempt at the stage. How often the stage was looked at before is not known, so one
     * evidence counts as used up.
     *
     * @param attempt a random id
     */
    public AtStage begin(String attempt, Instant now) {
      return new AtStage(
          stage, attempt, now, new EvidenceRun(1, now), Counters.ZERO, SpentEvidence.NONE);
    }

    /**
     * An attempt at the stage after its rollout was in {@code from}: what was spent of error
     * budgets stays spent, so that no edit gives any back.
     *
     * @param left the name that the stage of {@code from} had
     * @param name the name of this stage
     * @param attempt a random id
     */
    public AtStage beginAfter(AtStage from, String left, String name, String attempt, Instant now) {
      SpentEvidence spent = from.spent().with(left, Clockwork.evidencesUsed(from));
      return new AtStage(
          stage,
          attempt,
          now,
          new EvidenceRun(Math.max(1, spent.of(name)), now),
          Counters.ZERO,
          spent);
    }
  }

  /** It can't be told before these groups are resolved. */
  record Unresolved(List<String> groups) implements Recovery {
    public Unresolved {
      groups = List.copyOf(groups);
    }
  }

  /**
   * No stage enforces what is enforced: a person must make them agree.
   *
   * @param sentence the difference, and what to do
   */
  record Disagrees(String sentence) implements Recovery {}

  /**
   * Where a rollout goes on whose status was lost, or that adopts policies.
   *
   * @param breakGlass the emergency access accounts as the tenant declares them
   * @param live the policies that are the rollout's by marker or by id
   */
  static Recovery of(
      Rollout rollout,
      Resolved resolved,
      BreakGlass breakGlass,
      Map<PolicyRole, ObservedPolicy> live) {
    return live.isEmpty()
        ? new Anew()
        : new LiveStages(rollout, resolved, breakGlass, live).highest();
  }

  /** The stage that comes nearest to what is enforced; the lower one of two. */
  static int nearest(Rollout rollout, Resolved resolved, Map<PolicyRole, ObservedPolicy> live) {
    return new LiveStages(rollout, resolved, BreakGlass.NONE, live).nearest();
  }

  /**
   * Where a rollout goes on after a person accepted that stages which were reached are others now:
   * in the stage of the same name, else as far as it had come, never further.
   *
   * @param name the name of the stage that it was in
   * @param stage the index of that stage as it was
   */
  static Recovery afterEdit(
      Rollout rollout,
      Resolved resolved,
      Map<PolicyRole, ObservedPolicy> live,
      String name,
      int stage) {
    return new LiveStages(rollout, resolved, BreakGlass.NONE, live).named(name, stage);
  }
}
