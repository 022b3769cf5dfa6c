package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.evidence.BlockedSignIns;
import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.model.PolicyId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts whom the enforced policies of one rollout blocked. */
final class BlockedWatch implements LogWatch {
  private final Set<PolicyId> enforcedPolicies;
  private final BlockedSignIns blocked;
  private final Map<SignInChannel, Instant> wanted = new EnumMap<>(SignInChannel.class);
  private Instant readUpTo = Instant.MIN;
  private Optional<Told> told = Optional.empty();

  /** What was asked last, and answered. */
  private record Told(Duration span, int mostUsers) {}

  /**
   * @param since what happened before does not count: a resume, or the first look
   */
  BlockedWatch(Set<PolicyId> enforcedPolicies, Instant since) {
    this.enforcedPolicies = Set.copyOf(enforcedPolicies);
    this.blocked = new BlockedSignIns(enforcedPolicies);
    blocked.forgetBefore(since);
    for (SignInChannel channel : SignInChannel.values()) {
      wanted.put(channel, since);
    }
  }

  boolean counts(Set<PolicyId> policies) {
    return enforcedPolicies.equals(policies);
  }

  @Override
  public synchronized Instant wantsFrom(SignInChannel channel) {
    return wanted.get(channel);
  }

  @Override
  public synchronized void take(SignInChannel channel, SignInRow row) {
    blocked.add(row);
  }

  @Override
  public synchronized void settled(SignInChannel channel, Instant upTo) {
    wanted.put(channel, upTo);
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
    int most = blocked.mostUsersWithin(span);
    told = Optional.of(new Told(span, most));
    return most;
  }

  /** Whether {@link #mostUsersWithin} would be answered otherwise than it was last. */
  synchronized boolean hasNews() {
    return told.filter(last -> blocked.mostUsersWithin(last.span()) != last.mostUsers())
        .isPresent();
  }
}
