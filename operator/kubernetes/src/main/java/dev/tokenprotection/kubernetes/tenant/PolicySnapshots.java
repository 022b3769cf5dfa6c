package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.PolicyListing;
import dev.tokenprotection.core.port.PolicyPort;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Conditional Access policies of one tenant, listed once for all of its rollouts: the whole
 * tenant has one request a second for them. Safe for use by several threads.
 */
public final class PolicySnapshots {
  private static final Logger LOG = LoggerFactory.getLogger(PolicySnapshots.class);

  private final Time time;
  private final Time.Mutex oneAtATime;
  private final AtomicLong tickets = new AtomicLong();
  private volatile PolicyPort port;
  private Listed last = Listed.NOTHING;

  /**
   * @param begunAt the ticket that was drawn before the request was sent
   */
  private record Listed(List<ObservedPolicy> policies, Instant at, long begunAt) {
    static final Listed NOTHING = new Listed(List.of(), Instant.MIN, 0);
  }

  /** Said once, not at each list. */
  private Set<PolicyListing.Unreadable> unreadable = Set.of();

  PolicySnapshots(PolicyPort port, Time time) {
    this.port = port;
    this.time = time;
    this.oneAtATime = time.newMutex();
  }

  /** Goes on with another connection to the same tenant. */
  void connection(PolicyPort changed) {
    port = changed;
  }

  /** The policies as they were at some time not longer than {@code age} ago. */
  public Outcome<List<ObservedPolicy>> notOlderThan(Duration age) {
    oneAtATime.lock();
    try {
      Instant oldest = time.now().minus(age);
      if (last.at().isAfter(oldest)) {
        return new Outcome.Ok<>(last.policies());
      }
      return list();
    } finally {
      oneAtATime.unlock();
    }
  }

  /** The policies as a request tells that was sent after this call. */
  public Outcome<List<ObservedPolicy>> fresh() {
    long asked = tickets.incrementAndGet();
    oneAtATime.lock();
    try {
      if (last.begunAt() > asked) {
        return new Outcome.Ok<>(last.policies());
      }
      return list();
    } finally {
      oneAtATime.unlock();
    }
  }

  /** Something was written, so that what was listed is out of date. */
  public void written() {
    oneAtATime.lock();
    try {
      last = Listed.NOTHING;
    } finally {
      oneAtATime.unlock();
    }
  }

  private Outcome<List<ObservedPolicy>> list() {
    long begunAt = tickets.incrementAndGet();
    Instant at = time.now();
    Outcome<PolicyListing> outcome = port.list();
    outcome.success().ifPresent(this::tellUnreadable);
    Outcome<List<ObservedPolicy>> policies = outcome.flatMap(PolicySnapshots::policies);
    last = policies.success().map(listed -> new Listed(listed, at, begunAt)).orElse(Listed.NOTHING);
    return policies;
  }

  /** What nobody of us owns may be beyond reading; without one of ours nothing can be decided. */
  private static Outcome<List<ObservedPolicy>> policies(PolicyListing listing) {
    return listing.unreadable().stream()
        .filter(policy -> Marker.find(policy.displayName()).isPresent())
        .findFirst()
        .<Outcome<List<ObservedPolicy>>>map(
            ours ->
                new Outcome.Retryable<>(
                    Problem.withoutEffect(
                        Problem.Cause.UNREADABLE_ANSWER,
                        "read the policy " + ours.id() + ", which carries a marker of ours",
                        "an answer that can't be read (" + ours.why() + ")",
                        "See what was done to the policy in Entra.")))
        .orElseGet(() -> new Outcome.Ok<>(listing.policies()));
  }

  private void tellUnreadable(PolicyListing listing) {
    for (PolicyListing.Unreadable policy : listing.unreadable()) {
      if (!unreadable.contains(policy)) {
        LOG.atWarn()
            .addKeyValue("policy", policy.id())
            .addKeyValue("displayName", policy.displayName())
            .addKeyValue("reason", policy.why())
            .log("A policy can't be read");
      }
    }
    unreadable = Set.copyOf(listing.unreadable());
  }
}
