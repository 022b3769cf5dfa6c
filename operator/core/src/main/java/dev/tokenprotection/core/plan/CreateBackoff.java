package dev.tokenprotection.core.plan;

import java.time.Instant;

/**
 * Whether a plan may be carried out now, or has to wait until what an earlier intent may have
 * created has become visible: a create that is repeated makes a second policy or group.
 */
public sealed interface CreateBackoff {
  /** The plan may be carried out. */
  record Proceed(Plan plan) implements CreateBackoff {}

  /**
   * The plan has to wait, apart from what lowers enforcement.
   *
   * @param allowed what may be carried out now
   * @param until when to look again at the latest; earlier is fine
   * @param message one sentence
   */
  record Wait(Plan allowed, Instant until, String message) implements CreateBackoff {}

  /** Decides on {@code plan}, which was made from what is visible now. */
  static CreateBackoff decide(Intent intent, Plan plan, Instant now) {
    boolean mayExist = plan.actions().stream().anyMatch(action -> intent.mayHaveMade(action, now));
    if (!mayExist) {
      return new Proceed(plan);
    }
    return new Wait(
        plan.only(Change::lowersPolicy),
        intent.visibleAt(),
        "Something may have been created a moment ago and is not visible yet; waiting until "
            + intent.visibleAt()
            + " before it is created again.");
  }
}
