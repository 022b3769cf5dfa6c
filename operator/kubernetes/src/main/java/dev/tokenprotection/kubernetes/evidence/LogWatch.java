package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import java.time.Instant;

/** Someone who wants the rows of a tenant's logs. Called by one thread at a time. */
interface LogWatch {
  /** From when on rows of {@code channel} are wanted (again). */
  Instant wantsFrom(SignInChannel channel);

  /** Takes a row; perhaps one that was taken before, or that is older than those wanted. */
  void take(SignInChannel channel, SignInRow row);

  /** All rows of {@code channel} up to a moment were given, and few more are expected to come. */
  void settled(SignInChannel channel, Instant upTo);
}
