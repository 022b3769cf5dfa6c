package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.RowSelection;
import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import java.time.Instant;

/** Someone who wants the rows of a tenant's logs. Called by one thread at a time. */
interface LogWatch {
  /** From when on rows of {@code channel} are wanted (again). */
  Instant wantsFrom(SignInChannel channel);

  /** Takes a row; perhaps one that was taken before, or that is older than those wanted. */
  void take(SignInChannel channel, SignInRow row);

  /**
   * When the last row was made that counts against a rollout, though {@link RowSelection#AGAINST}
   * does not include it; {@link Instant#MIN} for none.
   */
  default Instant lastUnaskable() {
    return Instant.MIN;
  }

  /** All rows of {@code channel} up to a moment were given, and few more are expected to come. */
  void settled(SignInChannel channel, Instant upTo);
}
