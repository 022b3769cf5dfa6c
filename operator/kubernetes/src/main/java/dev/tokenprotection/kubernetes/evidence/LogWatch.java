package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.port.SignInPort;
import java.time.Instant;

/** Someone who wants the rows of a tenant's logs. Called by one thread at a time. */
interface LogWatch {
  /** From when on rows of {@code stream} are wanted (again). */
  Instant wantsFrom(SignInPort.Stream stream);

  /** Takes a row; perhaps one that was taken before, or that is older than those wanted. */
  void take(SignInPort.Stream stream, SignInRow row);

  /** All rows of {@code stream} up to a moment were given, and few more are expected to come. */
  void settled(SignInPort.Stream stream, Instant upTo);
}
