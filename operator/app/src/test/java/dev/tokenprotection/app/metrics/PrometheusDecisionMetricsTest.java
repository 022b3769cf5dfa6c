package dev.tokenprotection.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.kubernetes.DecisionMetrics.Leadership;
import dev.tokenprotection.kubernetes.DecisionMetrics.ReconcileResult;
import dev.tokenprotection.kubernetes.DecisionMetrics.ResourceKind;
import dev.tokenprotection.kubernetes.DecisionMetrics.RolloutPhase;
import dev.tokenprotection.kubernetes.DecisionMetrics.StageDecision;
import dev.tokenprotection.kubernetes.DecisionMetrics.WriteKind;
import dev.tokenprotection.kubernetes.DecisionMetrics.WriteResult;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PrometheusDecisionMetricsTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final PrometheusDecisionMetrics metrics = new PrometheusDecisionMetrics(registry);

  @ParameterizedTest
  @EnumSource
  void every_metric_of_the_reference_is_exposed_from_the_start_under_its_name(MetricName metric) {
    String suffix =
        switch (metric.type()) {
          case COUNTER, GAUGE -> "";
          case SUMMARY -> "_count";
        };

    assertThat(registry.scrape()).containsPattern("(?m)^" + metric.exposed() + suffix + "[ {]");
  }

  @Test
  void what_happens_is_counted_under_the_labels_of_the_reference() {
    metrics.written(WriteKind.SET_POLICY_STATE, WriteResult.DONE);
    metrics.decided(StageDecision.PROMOTE);
    metrics.reconciled(
        ResourceKind.TOKEN_PROTECTION_ROLLOUT, ReconcileResult.SETTLED, Duration.ofMillis(20));
    metrics.rollouts(Map.of(RolloutPhase.SOAKING, 3));
    metrics.leading(Leadership.LEADING);
    metrics.signInLag(Duration.ofMinutes(2));

    assertThat(registry.scrape())
        .contains("tpr_entra_writes_total{kind=\"set_policy_state\",result=\"done\"} 1.0")
        .contains("tpr_stage_decisions_total{decision=\"promote\"} 1.0")
        .contains(
            "tpr_reconcile_seconds_count{kind=\"token_protection_rollout\",result=\"settled\"} 1")
        .contains("tpr_rollouts{phase=\"soaking\"} 3.0")
        .contains("tpr_leading 1.0")
        .contains("tpr_sign_in_lag_seconds 120.0");
  }

  @Test
  void a_phase_that_no_rollout_is_in_any_more_goes_back_to_zero() {
    metrics.rollouts(Map.of(RolloutPhase.SOAKING, 3));
    metrics.rollouts(Map.of(RolloutPhase.COMPLETED, 3));

    assertThat(registry.scrape())
        .contains("tpr_rollouts{phase=\"soaking\"} 0.0")
        .contains("tpr_rollouts{phase=\"completed\"} 3.0");
  }

  @Test
  void nothing_that_happens_makes_a_new_series() {
    long before = registry.scrape().lines().count();
    for (WriteKind kind : WriteKind.values()) {
      metrics.written(kind, WriteResult.FAILED);
    }
    metrics.signInsRead(1_000);

    assertThat(registry.scrape().lines().count()).isEqualTo(before);
  }
}
