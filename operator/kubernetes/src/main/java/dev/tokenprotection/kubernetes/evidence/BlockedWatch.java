package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.BlockedSignIns;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.port.SignInPort.Stream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Counts whom the enforced policy of one rollout blocked. */
final class BlockedWatch implements LogWatch {
  private final PolicyId enforcedPolicy;
  private final BlockedSignIns blocked;
  private final Map<Stream, Instant> wanted = new EnumMap<>(Stream.class);

  /**
   * @param since what happened before does not count: a resume, or the first look
   */
  BlockedWatch(PolicyId enforcedPolicy, Instant since) {
    this.enforcedPolicy = enforcedPolicy;
    this.blocked = new BlockedSignIns(enforcedPolicy);
    for (Stream stream : Stream.values()) {
      wanted.put(stream, since);
    }
  }

  boolean counts(PolicyId policy) {
    return enforcedPolicy.equals(policy);
  }

  @Override
  public synchronized Instant wantsFrom(Stream stream) {
    return wanted.get(stream);
  }

  @Override
  public synchronized void take(Stream stream, SignInRow row) {
    blocked.add(row);
  }

  @Override
  public synchronized void settled(Stream stream, Instant upTo) {
    wanted.put(stream, upTo);
  }

  /** The most users who were blocked within any span of this length. */
  synchronized int mostUsersWithin(Duration span, Instant forgottenBefore) {
    blocked.forgetBefore(forgottenBefore);
    return blocked.mostUsersWithin(span);
  }
}
