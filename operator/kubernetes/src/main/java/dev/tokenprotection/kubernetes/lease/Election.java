package dev.tokenprotection.kubernetes.lease;

import dev.tokenprotection.kubernetes.LeaderElection;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectorBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes part in the election of a leader. Our own, not the framework's, which ends the process from
 * inside its callback and can block a shutdown hook for ever.
 *
 * <p>Whoever takes the lease from somebody else first waits a lease and a request long: what the
 * former leader had begun has then ended, even if its clock was wrong. The caller reads the world
 * after that, never before.
 */
public final class Election implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Election.class);

  /**
   * How long a renewal under way is waited for: as long as the client waits for the beginning of
   * its answer.
   */
  private static final Duration LAST_RENEWAL = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final LeaderElection.On settings;
  private final String identity;
  private final LeaseFence fence;
  private final FencedLock lock;
  private final Runnable onLeading;
  private final Runnable onLost;
  private final ExecutorService renewing = Executors.newVirtualThreadPerTaskExecutor();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicBoolean closing = new AtomicBoolean();
  private CompletableFuture<?> running = CompletableFuture.completedFuture(null);

  /**
   * @param onLeading called once, when this process may act
   * @param onLost called once, when it may not act any more; not called after {@link #close()}
   */
  public Election(
      KubernetesClient client, LeaderElection.On settings, Runnable onLeading, Runnable onLost) {
    this.client = client;
    this.settings = settings;
    // Random, so that a restarted container is not taken for the process that it replaces: what
    // that one had begun may still be under way.
    this.identity = hostName() + "_" + UUID.randomUUID();
    this.fence =
        new LeaseFence(settings, identity, this::holder, InstantSource.system(), System::nanoTime);
    this.lock =
        new FencedLock(
            new LeaseLock(settings.leaseNamespace(), settings.leaseName(), identity), fence);
    this.onLeading = onLeading;
    this.onLost = onLost;
  }

  /** The fence that goes with this election. */
  public WriteFence fence() {
    return fence;
  }

  /** Begins to stand for election; returns at once. */
  public synchronized void start() {
    LeaderElector elector =
        new LeaderElectorBuilder(client, renewing)
            .withConfig(
                new LeaderElectionConfig(
                    lock,
                    settings.leaseDuration(),
                    settings.renewDeadline(),
                    settings.retryPeriod(),
                    new LeaderCallbacks(this::elected, this::ended, this::leaderChanged),
                    false,
                    settings.leaseName()))
            .build();
    running = elector.start();
  }

  /** Stands down and gives the lease back, so that the next leader need not wait. */
  @Override
  public void close() {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    synchronized (this) {
      running.cancel(true);
    }
    Renewal renewal = endRenewing();
    fence.lost();
    switch (renewal) {
      case ENDED -> giveBack();
      case UNDER_WAY ->
          LOG.atInfo()
              .addKeyValue("identity", identity)
              .log("A renewal of the lease is not answered; the next leader waits until it ends");
    }
    executor.shutdownNow();
  }

  /** Whether a renewal may still take the lease. */
  private enum Renewal {
    ENDED,
    UNDER_WAY
  }

  /** A renewal that went on while the lease is given back could take it again. */
  private Renewal endRenewing() {
    renewing.shutdown();
    try {
      if (renewing.awaitTermination(LAST_RENEWAL.toMillis(), TimeUnit.MILLISECONDS)) {
        return Renewal.ENDED;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    renewing.shutdownNow();
    return Renewal.UNDER_WAY;
  }

  private void elected() {
    Duration wait =
        lock.takenFromSomebody()
            ? settings.leaseDuration().plus(settings.requestTime())
            : Duration.ZERO;
    LOG.atInfo()
        .addKeyValue("identity", identity)
        .addKeyValue("waitMillis", wait.toMillis())
        .log("Took the lease; acting once nothing of a former leader can be under way");
    // Not on this thread: it is the one that renews the lease.
    CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS, executor)
        .execute(this::act);
  }

  private void act() {
    if (!closing.get()) {
      onLeading.run();
    }
  }

  private void ended() {
    fence.lost();
    if (!closing.get()) {
      LOG.atWarn().addKeyValue("identity", identity).log("Lost the lease; nothing is written now");
      executor.execute(onLost);
    }
  }

  private void leaderChanged(String leader) {
    LOG.atInfo().addKeyValue("leader", leader).log("The leader changed");
  }

  private Optional<String> holder() {
    return Optional.ofNullable(lease())
        .flatMap(lease -> Optional.ofNullable(lease.getSpec().getHolderIdentity()));
  }

  private Lease lease() {
    return client
        .leases()
        .inNamespace(settings.leaseNamespace())
        .withName(settings.leaseName())
        .get();
  }

  private void giveBack() {
    try {
      Lease lease = lease();
      if (lease != null && identity.equals(lease.getSpec().getHolderIdentity())) {
        lease.getSpec().setHolderIdentity("");
        lease.getSpec().setLeaseDurationSeconds(1);
        client.resource(lease).update();
      }
    } catch (KubernetesClientException e) {
      LOG.atInfo()
          .addKeyValue("code", e.getCode())
          .log("Could not give the lease back; the next leader waits until it ends");
    }
  }

  private static String hostName() {
    String host = System.getenv("HOSTNAME");
    return host == null || host.isBlank() ? "operator" : host;
  }
}
