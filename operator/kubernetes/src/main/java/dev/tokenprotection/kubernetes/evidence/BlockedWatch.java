package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.BlockedSignIns;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.port.SignInPort.Stream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Counts whom the enforced policies of one rollout blocked. */
final class BlockedWatch implements LogWatch {
  private final Set<PolicyId> enforcedPolicies;
  private final BlockedSignIns blocked;
  private final Map<Stream, Instant> wanted = new EnumMap<>(Stream.class);
  private Instant readUpTo = Instant.MIN;

  /**
   * @param since what happened before does not count: a resume, or the first look
   */
  BlockedWatch(Set<PolicyId> enforcedPolicies, Instant since) {
    this.enforcedPolicies = Set.copyOf(enforcedPolicies);
    this.blocked = new BlockedSignIns(enforcedPolicies);
    blocked.forgetBefore(since);
    for (Stream stream : Stream.values()) {
      wanted.put(stream, since);
    }
  }

  boolean counts(Set<PolicyId> policies) {
    return enforcedPolicies.equals(policies);
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

  /** The logs were read up to a moment. */
  synchronized void readUpTo(Instant moment) {
    readUpTo = moment;
  }

  /** Whether the logs were read at all since this watch began. */
  synchronized boolean wasRead() {
    return !readUpTo.equals(Instant.MIN);
  }

  /** Whether the logs were read up to {@code moment} at least. */
  synchronized boolean wasReadUpTo(Instant moment) {
    return !readUpTo.isBefore(moment);
  }

  /** The most users who were blocked within any span of this length. */
  synchronized int mostUsersWithin(Duration span, Instant forgottenBefore) {
    blocked.forgetBefore(forgottenBefore);
    return blocked.mostUsersWithin(span);
  }
}
