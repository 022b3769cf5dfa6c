package dev.tokenprotection.kubernetes.lease;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.util.concurrent.atomic.AtomicReference;

/** A lock that tells a fence of each renewal, and remembers from whom the lease was taken. */
final class FencedLock implements Lock {
  private final Lock lock;
  private final LeaseFence fence;
  private final AtomicReference<String> heldBefore = new AtomicReference<>("");

  FencedLock(Lock lock, LeaseFence fence) {
    this.lock = lock;
    this.fence = fence;
  }

  /**
   * Whether the lease was last seen in the hands of somebody else: not when it was new, and not
   * when its holder gave it back.
   */
  boolean takenFromSomebody() {
    return !heldBefore.get().isEmpty();
  }

  @Override
  public LeaderElectionRecord get(KubernetesClient client) {
    LeaderElectionRecord found = lock.get(client);
    String holder =
        found == null || found.getHolderIdentity() == null ? "" : found.getHolderIdentity();
    if (!holder.equals(identity())) {
      heldBefore.set(holder);
    }
    return found;
  }

  @Override
  public void create(KubernetesClient client, LeaderElectionRecord written) {
    long sentAt = fence.nanos();
    lock.create(client, written);
    fence.renewed(written.getRenewTime().toInstant(), sentAt);
  }

  @Override
  public void update(KubernetesClient client, LeaderElectionRecord written) {
    long sentAt = fence.nanos();
    lock.update(client, written);
    fence.renewed(written.getRenewTime().toInstant(), sentAt);
  }

  @Override
  public String identity() {
    return lock.identity();
  }

  @Override
  public String describe() {
    return lock.describe();
  }
}
