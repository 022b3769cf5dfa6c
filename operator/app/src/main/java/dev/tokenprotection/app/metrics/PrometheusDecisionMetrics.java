package dev.tokenprotection.app.metrics;

import dev.tokenprotection.kubernetes.DecisionMetrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts for Prometheus. Every series exists from the start with the value zero, and there are no
 * others, so that a rule on a rate never misses the first event.
 */
public final class PrometheusDecisionMetrics implements DecisionMetrics {
  private final PrometheusMeterRegistry registry;
  private final Map<RolloutPhase, AtomicInteger> rollouts = new EnumMap<>(RolloutPhase.class);
  private final AtomicLong signInLagMillis = new AtomicLong();
  private final AtomicInteger leading = new AtomicInteger();

  /** Registers every series in {@code registry}. */
  public PrometheusDecisionMetrics(PrometheusMeterRegistry registry) {
    this.registry = registry;
    for (RolloutPhase phase : RolloutPhase.values()) {
      AtomicInteger count = new AtomicInteger();
      rollouts.put(phase, count);
      Gauge.builder(MetricName.ROLLOUTS.base(), count, AtomicInteger::get)
          .description(MetricName.ROLLOUTS.help())
          .tag("phase", label(phase))
          .register(registry);
    }
    Gauge.builder(MetricName.SIGN_IN_LAG.base(), signInLagMillis, millis -> millis.get() / 1000.0)
        .description(MetricName.SIGN_IN_LAG.help())
        .register(registry);
    Gauge.builder(MetricName.LEADING.base(), leading, AtomicInteger::get)
        .description(MetricName.LEADING.help())
        .register(registry);
    for (ResourceKind kind : ResourceKind.values()) {
      for (ReconcileResult result : ReconcileResult.values()) {
        reconciles(kind, result);
      }
    }
    for (StageDecision decision : StageDecision.values()) {
      decisions(decision);
    }
    for (GateVerdict verdict : GateVerdict.values()) {
      evaluations(verdict);
    }
    for (WriteKind kind : WriteKind.values()) {
      for (WriteResult result : WriteResult.values()) {
        writes(kind, result);
      }
    }
    signInRows();
  }

  @Override
  public void reconciled(ResourceKind kind, ReconcileResult result, Duration took) {
    reconciles(kind, result).record(took);
  }

  @Override
  public void decided(StageDecision decision) {
    decisions(decision).increment();
  }

  @Override
  public void evaluated(GateVerdict verdict) {
    evaluations(verdict).increment();
  }

  @Override
  public void written(WriteKind kind, WriteResult result) {
    writes(kind, result).increment();
  }

  @Override
  public void signInsRead(long rows) {
    signInRows().increment(rows);
  }

  @Override
  public void rollouts(Map<RolloutPhase, Integer> byPhase) {
    rollouts.forEach((phase, count) -> count.set(byPhase.getOrDefault(phase, 0)));
  }

  @Override
  public void signInLag(Duration largest) {
    signInLagMillis.set(largest.toMillis());
  }

  @Override
  public void leading(Leadership leadership) {
    leading.set(
        switch (leadership) {
          case LEADING -> 1;
          case STANDING_BY -> 0;
        });
  }

  private Timer reconciles(ResourceKind kind, ReconcileResult result) {
    return Timer.builder(MetricName.RECONCILES.base())
        .description(MetricName.RECONCILES.help())
        .tag("kind", label(kind))
        .tag("result", label(result))
        .register(registry);
  }

  private Counter decisions(StageDecision decision) {
    return counter(MetricName.DECISIONS, "decision", label(decision));
  }

  private Counter evaluations(GateVerdict verdict) {
    return counter(MetricName.EVALUATIONS, "verdict", label(verdict));
  }

  private Counter writes(WriteKind kind, WriteResult result) {
    return counter(MetricName.WRITES, "kind", label(kind), "result", label(result));
  }

  private Counter signInRows() {
    return counter(MetricName.SIGN_IN_ROWS);
  }

  private Counter counter(MetricName name, String... tags) {
    return Counter.builder(name.base()).description(name.help()).tags(tags).register(registry);
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
