package dev.tokenprotection.dev;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Waits until every rollout has come to an end, good or bad. */
final class RolloutWatch implements AutoCloseable {
  /** The phases that a rollout does not leave by itself. */
  private static final Set<String> ENDS = Set.of("Completed", "Failed", "Stopped", "Stalled");

  private final Semaphore changed = new Semaphore(0);
  private final SharedIndexInformer<TokenProtectionRollout> informer;

  /** How a wait ended. */
  enum Outcome {
    ALL_COMPLETED,
    /** All have ended, at least one of them not by completion. */
    ENDED,
    TIME_OVER
  }

  private RolloutWatch(KubernetesClient client) {
    this.informer =
        client.resources(TokenProtectionRollout.class).inAnyNamespace().inform(new Signalling());
  }

  static RolloutWatch start(KubernetesClient client) {
    return new RolloutWatch(client);
  }

  /**
   * Waits.
   *
   * @param atMost how long, on the machine's clock
   */
  Outcome await(Duration atMost) throws InterruptedException {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (true) {
      List<String> phases = phases();
      if (!phases.isEmpty() && ENDS.containsAll(phases)) {
        return Set.of("Completed").containsAll(phases) ? Outcome.ALL_COMPLETED : Outcome.ENDED;
      }
      if (!changed.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return Outcome.TIME_OVER;
      }
      changed.drainPermits();
    }
  }

  private List<String> phases() {
    return informer.getStore().list().stream().map(RolloutWatch::phase).toList();
  }

  private static String phase(TokenProtectionRollout rollout) {
    boolean known = rollout.getStatus() != null && rollout.getStatus().phase() != null;
    return known ? rollout.getStatus().phase() : "";
  }

  @Override
  public void close() {
    informer.close();
  }

  private final class Signalling implements ResourceEventHandler<TokenProtectionRollout> {
    @Override
    public void onAdd(TokenProtectionRollout rollout) {
      changed.release();
    }

    @Override
    public void onUpdate(TokenProtectionRollout before, TokenProtectionRollout after) {
      changed.release();
    }

    @Override
    public void onDelete(TokenProtectionRollout rollout, boolean deletedFinalStateUnknown) {
      changed.release();
    }
  }
}
