package dev.tokenprotection.kubernetes.approval;

import dev.tokenprotection.core.model.CanonicalHash;

/** The id by which a StageApproval names what it approves. */
public final class RequestId {
  /** Eighty bits: nobody finds another request of the same id. */
  private static final int DIGITS = 20;

  private RequestId() {}

  /**
   * The same for the same request, and another one as soon as any of this changes.
   *
   * @param rolloutUid the UID of the rollout: one that is made anew is another one
   * @param attempt the attempt at the stage
   * @param stages all that the request says about stages and gate
   * @param planHash the hash of what would be written
   */
  public static String of(String rolloutUid, String attempt, String stages, String planHash) {
    return CanonicalHash.of(String.join("\n", rolloutUid, attempt, planHash, stages))
        .substring("v1:".length(), "v1:".length() + DIGITS);
  }
}
