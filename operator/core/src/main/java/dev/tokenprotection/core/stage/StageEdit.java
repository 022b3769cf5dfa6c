package dev.tokenprotection.core.stage;

import java.util.List;

/**
 * Whether the stages that a rollout has reached are still what they were: their names, order,
 * states and groups. Stages to come may change freely, and so may gates and who is in a group.
 */
public sealed interface StageEdit {
  /** They are. */
  record None() implements StageEdit {}

  /**
   * They are others now, and a person said yes to just these: the rollout goes on where {@link
   * Recovery#afterEdit} says.
   *
   * @param hash the hash to record
   */
  record Accepted(String hash) implements StageEdit {}

  /**
   * They are others now: the rollout stalls.
   *
   * @param hash what a person has to name to go on with them
   */
  record Refused(String hash) implements StageEdit {
    /**
     * One sentence for a person.
     *
     * @param edits what was done to the stages, in a few words each; empty when it is not known
     * @param acceptance how a person goes on with the stages as they are, as a command
     */
    public String sentence(List<String> edits, String acceptance) {
      return "Stages that were reached already were changed ("
          + (edits.isEmpty() ? "name, order, state or groups" : Words.listed(edits))
          + "). Put them back as they were, or go on with them as they are now: "
          + acceptance
          + "; later stages, gates and users may change freely.";
    }
  }

  /**
   * Compares the stages up to the present one.
   *
   * @param recorded their hash when they were reached
   * @param present the hash of as many of the stages as they are now, or of all if there are fewer
   * @param named the hash that a person has accepted; empty for none
   */
  static StageEdit of(String recorded, String present, String named) {
    if (recorded.equals(present)) {
      return new None();
    }
    return named.equals(present) ? new Accepted(present) : new Refused(present);
  }
}
