package dev.tokenprotection.kubernetes;

import dev.tokenprotection.core.port.TenantConnector;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.kubernetes.DecisionMetrics.Leadership;
import dev.tokenprotection.kubernetes.lease.Election;
import dev.tokenprotection.kubernetes.lease.WriteFence;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running operator: reconciles EntraTenants and TokenProtectionRollouts from {@link #start()}
 * until {@link #close()}. One runtime is started once; a second run takes a second runtime.
 */
public final class OperatorRuntime implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OperatorRuntime.class);

  private final KubernetesClient client;
  private final TenantConnector connector;
  private final Time time;
  private final OperatorSettings settings;
  private final DecisionMetrics metrics;
  private final LooksUnderWay looks;
  private final Deliveries deliveries;
  private final Runnable onLeadershipLost;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private volatile State state = new State.NotStarted();

  /** Where the runtime is in its life. */
  private sealed interface State {
    record NotStarted() implements State {}

    /** Waits for the lease, or for what a former leader may have under way. */
    record StandingBy(WriteFence fence) implements State {}

    record Acting(Controllers controllers) implements State {}

    record Failed(String problem) implements State {}

    record Closed() implements State {}
  }

  private OperatorRuntime(Builder builder) {
    this.client = Objects.requireNonNull(builder.client, "client");
    this.connector = Objects.requireNonNull(builder.connector, "connector");
    this.time = Objects.requireNonNull(builder.time, "time");
    this.settings = builder.settings;
    this.metrics = builder.metrics;
    this.looks = new LooksUnderWay(builder.nanos);
    this.deliveries = builder.deliveries;
    this.onLeadershipLost = builder.onLeadershipLost;
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts to watch and to act, or to stand by for the lease. Returns when the caches are filled,
   * or at once when there may be other replicas.
   *
   * @throws IllegalStateException when the API server can't be reached or the resources are not
   *     installed, in one sentence that says what to do; or when it was started before
   */
  public synchronized void start() {
    if (!(state instanceof State.NotStarted)) {
      throw new IllegalStateException("This runtime was started before; build another one.");
    }
    new InstalledResources(client).check(settings.namespaces());
    switch (settings.leaderElection()) {
      case LeaderElection.Off off -> act(WriteFence.OPEN);
      case LeaderElection.On on -> standBy(on);
    }
  }

  private void standBy(LeaderElection.On on) {
    Election election = new Election(client, on, this::elected, this::lost);
    parts.push(election);
    state = new State.StandingBy(election.fence());
    metrics.leading(Leadership.STANDING_BY);
    election.start();
  }

  private void act(WriteFence fence) {
    Controllers controllers =
        new Controllers(
            client, connector, time, settings, metrics, fence, looks, deliveries, this::failed);
    parts.push(controllers);
    controllers.start();
    state = new State.Acting(controllers);
    metrics.leading(Leadership.LEADING);
  }

  private void elected() {
    try {
      synchronized (this) {
        if (state instanceof State.StandingBy(WriteFence fence)) {
          act(fence);
        }
      }
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("Could not start to act after the election");
      failed("Could not start to act after the election: " + e.getMessage());
    }
  }

  private void lost() {
    metrics.leading(Leadership.STANDING_BY);
    failed("The lease went to another replica.");
  }

  /** This process can't do its work any more; whoever runs it ends it. */
  private void failed(String problem) {
    synchronized (this) {
      if (state instanceof State.Closed || state instanceof State.Failed) {
        return;
      }
      state = new State.Failed(problem);
    }
    onLeadershipLost.run();
  }

  /** How the operator is now; may be asked at any time, from any thread. */
  public OperatorHealth health() {
    return switch (state) {
      case State.NotStarted notStarted -> notReady("The operator has not been started.");
      case State.Closed closed -> notReady("The operator has been stopped.");
      case State.Failed(String problem) ->
          new OperatorHealth(
              OperatorHealth.Liveness.DEAD, OperatorHealth.Readiness.NOT_READY, List.of(problem));
      case State.StandingBy standingBy ->
          new OperatorHealth(
              OperatorHealth.Liveness.LIVE, OperatorHealth.Readiness.READY, List.of());
      case State.Acting(Controllers controllers) -> controllers.health();
    };
  }

  private static OperatorHealth notReady(String why) {
    return new OperatorHealth(
        OperatorHealth.Liveness.LIVE, OperatorHealth.Readiness.NOT_READY, List.of(why));
  }

  /**
   * Stops: no new look is begun, the ones under way end first, then the lease is given back. Leaves
   * the client open. Safe to call twice and in a shutdown hook.
   */
  @Override
  public void close() {
    List<AutoCloseable> last;
    synchronized (this) {
      state = new State.Closed();
      last = List.copyOf(parts);
      parts.clear();
    }
    // Not while holding the lock: what ends here may still be asking how the operator is.
    last.forEach(OperatorRuntime::closed);
  }

  private static void closed(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.atWarn().setCause(e).log("Could not stop a part of the operator in order");
    }
  }

  /** What a runtime is made of. */
  public static final class Builder {
    private KubernetesClient client;
    private TenantConnector connector;
    private Time time;
    private OperatorSettings settings = OperatorSettings.DEFAULT;
    private DecisionMetrics metrics = DecisionMetrics.NONE;
    private LongSupplier nanos = System::nanoTime;
    private Deliveries deliveries = Deliveries.NONE;
    private Runnable onLeadershipLost = () -> {};

    private Builder() {}

    /** The connection to the API server, open as long as the runtime runs. Required. */
    public Builder client(KubernetesClient client) {
      this.client = client;
      return this;
    }

    /** How tenants are reached. Required. */
    public Builder connector(TenantConnector connector) {
      this.connector = connector;
      return this;
    }

    /** The time that decisions go by. Required. */
    public Builder time(Time time) {
      this.time = time;
      return this;
    }

    public Builder settings(OperatorSettings settings) {
      this.settings = Objects.requireNonNull(settings);
      return this;
    }

    public Builder metrics(DecisionMetrics metrics) {
      this.metrics = Objects.requireNonNull(metrics);
      return this;
    }

    /** Told of what the watches bring; nobody unless given. */
    public Builder deliveries(Deliveries deliveries) {
      this.deliveries = Objects.requireNonNull(deliveries);
      return this;
    }

    /** The monotonic clock by which a look is found to hang; the machine's unless given. */
    Builder nanos(LongSupplier nanos) {
      this.nanos = Objects.requireNonNull(nanos);
      return this;
    }

    /**
     * What to do when this process can't act any more, above all when the lease went to another
     * replica: end it. Called once at most, from a thread of its own; no write is begun after the
     * loss, whatever this does.
     */
    public Builder onLeadershipLost(Runnable action) {
      this.onLeadershipLost = Objects.requireNonNull(action);
      return this;
    }

    /**
     * @throws NullPointerException when something required is missing
     */
    public OperatorRuntime build() {
      return new OperatorRuntime(this);
    }
  }
}
