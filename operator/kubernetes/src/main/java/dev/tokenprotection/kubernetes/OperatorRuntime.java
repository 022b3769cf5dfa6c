package dev.tokenprotection.kubernetes;

import dev.tokenprotection.core.port.TenantConnector;
import dev.tokenprotection.core.port.Time;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Objects;

/**
 * The running operator: reconciles EntraTenants and TokenProtectionRollouts from {@link #start()}
 * until {@link #close()}. One runtime is started once; a second run takes a second runtime.
 */
public final class OperatorRuntime implements AutoCloseable {
  private final KubernetesClient client;
  private final TenantConnector connector;
  private final Time time;
  private final OperatorSettings settings;
  private final DecisionMetrics metrics;
  private final Runnable onLeadershipLost;

  private OperatorRuntime(Builder builder) {
    this.client = Objects.requireNonNull(builder.client, "client");
    this.connector = Objects.requireNonNull(builder.connector, "connector");
    this.time = Objects.requireNonNull(builder.time, "time");
    this.settings = builder.settings;
    this.metrics = builder.metrics;
    this.onLeadershipLost = builder.onLeadershipLost;
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts to watch and to act, or to stand by for the lease. Returns when the caches are filled,
   * or at once when another replica leads.
   *
   * @throws IllegalStateException when the API server can't be reached or the resources are not
   *     installed, in one sentence that says what to do
   */
  public void start() {
    throw new IllegalStateException("not able to start yet");
  }

  /** How the operator is now; may be asked at any time, from any thread. */
  public OperatorHealth health() {
    return new OperatorHealth(
        OperatorHealth.Liveness.LIVE,
        OperatorHealth.Readiness.NOT_READY,
        List.of("The operator has not been started."));
  }

  /**
   * Stops: no new write is begun, the ones under way end first, then the lease is given back.
   * Leaves the client open. Safe to call twice and in a shutdown hook.
   */
  @Override
  public void close() {}

  /** What a runtime is made of. */
  public static final class Builder {
    private KubernetesClient client;
    private TenantConnector connector;
    private Time time;
    private OperatorSettings settings = OperatorSettings.DEFAULT;
    private DecisionMetrics metrics = DecisionMetrics.NONE;
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

    /**
     * What to do when the lease went to another replica: end the process. It is called once, from a
     * thread of its own; no write is begun after the loss, whatever this does.
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
