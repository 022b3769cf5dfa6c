package dev.tokenprotection.core.world;

/** What is so around a rollout until it is not any more. */
enum Circumstance {
  PAUSED("spec.paused"),
  STOP_FIELD("spec.emergencyStop"),
  FROZEN("the freeze of the tenant"),
  WINDOW_CLOSED("a closed promotion window"),
  APPROVALS_FORGEABLE("approvals that can be forged"),
  BREAK_GLASS_GONE("break-glass accounts that can't be verified"),
  UNFIT("a tenant unfit for enforcement"),
  LOOKS_ON("a rollout that only looks on"),
  COHORT_GROWN("a cohort that has grown by more than is let through"),
  FOREIGN_CONTROLS("a grant control that somebody added to both policies"),
  OLDER_NEIGHBOUR("an older rollout of the same cohort, in Entra already"),
  YOUNGER_NEIGHBOUR("a younger rollout of the same cohort, in Entra already"),
  PEOPLE_BLOCKED("more blocked people than the breaker tolerates");

  private final String words;

  Circumstance(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
