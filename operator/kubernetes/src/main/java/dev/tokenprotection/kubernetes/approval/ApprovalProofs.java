package dev.tokenprotection.kubernetes.approval;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/**
 * Whether approvals of a namespace can be believed, as it was tried lately. It is tried anew before
 * an approval counts for the first time, and at the latest when the last trial is a few minutes
 * old: an admission policy may be taken away at any time. Safe for use by several threads.
 */
public final class ApprovalProofs {
  /** How long a proof holds. */
  private static final Duration PROVED_FOR = Duration.ofMinutes(2);

  /** How soon it is tried again whether a person has fixed it. */
  public static final Duration TRIED_AGAIN_AFTER = Duration.ofMinutes(1);

  private final BiFunction<String, String, ApprovalTrust> probe;
  private final LongSupplier nanos;
  private final Map<String, Trial> trials = new ConcurrentHashMap<>();

  /**
   * @param approvals the UIDs of those that have counted since, or would have
   */
  private record Trial(ApprovalTrust trust, long atNanos, Set<String> approvals) {
    boolean holds(long now, Set<String> counted) {
      Duration age = Duration.ofNanos(now - atNanos);
      Duration longest = trust.isProved() ? PROVED_FOR : TRIED_AGAIN_AFTER;
      return age.compareTo(longest) < 0 && approvals.containsAll(counted);
    }
  }

  /**
   * @param probe tries to forge an approval, given a namespace and the name of a rollout in it
   * @param nanos nanoseconds of a clock that is never set
   */
  public ApprovalProofs(BiFunction<String, String, ApprovalTrust> probe, LongSupplier nanos) {
    this.probe = probe;
    this.nanos = nanos;
  }

  /**
   * Whether approvals of a rollout can be believed.
   *
   * @param approvals the UIDs of the approvals that would count
   */
  public ApprovalTrust of(String namespace, String rollout, Set<String> approvals) {
    long now = nanos.getAsLong();
    Trial last = trials.get(namespace);
    if (last != null && last.holds(now, approvals)) {
      return last.trust();
    }
    ApprovalTrust trust = probe.apply(namespace, rollout);
    Set<String> known = new HashSet<>(approvals);
    if (last != null && last.holds(now, Set.of())) {
      // Those of the namespace's other rollouts were there when it was tried for them.
      known.addAll(last.approvals());
    }
    trials.put(namespace, new Trial(trust, now, Set.copyOf(known)));
    return trust;
  }
}
