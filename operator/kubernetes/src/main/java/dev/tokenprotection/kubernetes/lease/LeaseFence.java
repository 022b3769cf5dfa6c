package dev.tokenprotection.kubernetes.lease;

import dev.tokenprotection.kubernetes.LeaderElection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A fence that is clear while the lease is ours with more time left than a write may take. Time
 * left is measured twice, from the renewal's own time on the wall clock and from the moment at
 * which the renewal was sent on the monotonic clock, and the shorter one counts: a wall clock that
 * is set back, or a process that is suspended, must not lengthen a lease.
 */
final class LeaseFence implements WriteFence {
  private final LeaderElection.On election;
  private final String identity;
  private final Supplier<Optional<String>> holder;
  private final InstantSource wall;
  private final LongSupplier monotonic;
  private final AtomicReference<Hold> hold = new AtomicReference<>(new NotHeld());

  private sealed interface Hold {}

  private record NotHeld() implements Hold {}

  private record Lost() implements Hold {}

  private record HeldSince(Instant renewedAt, long sentAtNanos) implements Hold {}

  /**
   * @param holder reads who holds the lease from the API server; may throw
   * @param monotonic nanoseconds of a clock that is never set, such as {@link System#nanoTime()}
   */
  LeaseFence(
      LeaderElection.On election,
      String identity,
      Supplier<Optional<String>> holder,
      InstantSource wall,
      LongSupplier monotonic) {
    this.election = election;
    this.identity = identity;
    this.holder = holder;
    this.wall = wall;
    this.monotonic = monotonic;
  }

  /** The present on the monotonic clock, to be taken before a renewal is sent. */
  long nanos() {
    return monotonic.getAsLong();
  }

  /**
   * A renewal that was sent at {@code sentAtNanos} was accepted. Without effect once the lease was
   * lost: an answer that comes late must not open the fence again.
   */
  void renewed(Instant renewedAt, long sentAtNanos) {
    hold.updateAndGet(
        before ->
            switch (before) {
              case NotHeld notHeld -> new HeldSince(renewedAt, sentAtNanos);
              case HeldSince heldSince -> new HeldSince(renewedAt, sentAtNanos);
              case Lost lost -> lost;
            });
  }

  /** The lease is not ours any more, and will not be again. */
  void lost() {
    hold.set(new Lost());
  }

  @Override
  public Standing check() {
    Optional<String> held;
    try {
      held = holder.get();
    } catch (RuntimeException e) {
      return new Standing.Barred(
          "The lease %s could not be read, so it is not known who leads: %s."
              .formatted(leaseName(), e.getMessage()));
    }
    if (held.filter(identity::equals).isEmpty()) {
      return new Standing.Barred("The lease %s is held by another replica.".formatted(leaseName()));
    }
    return switch (hold.get()) {
      case NotHeld notHeld -> notOurs();
      case Lost lost -> notOurs();
      case HeldSince heldSince -> standing(heldSince);
    };
  }

  private Standing notOurs() {
    return new Standing.Barred("The lease %s is not ours.".formatted(leaseName()));
  }

  private Standing standing(HeldSince renewal) {
    Duration byWall =
        Duration.between(wall.instant(), renewal.renewedAt().plus(election.leaseDuration()));
    Duration byMonotonic =
        election.leaseDuration().minusNanos(monotonic.getAsLong() - renewal.sentAtNanos());
    Duration left = byWall.compareTo(byMonotonic) < 0 ? byWall : byMonotonic;
    if (left.compareTo(election.requestTime()) > 0) {
      return new Standing.Clear();
    }
    return new Standing.Barred(
        "The lease %s ends in %d ms, and a write may take %d ms."
            .formatted(leaseName(), left.toMillis(), election.requestTime().toMillis()));
  }

  private String leaseName() {
    return election.leaseNamespace() + "/" + election.leaseName();
  }
}
