package dev.tokenprotection.app.metrics;

import java.util.List;

/** Every metric of the operator's own, as the reference lists it. */
public enum MetricName {
  ROLLOUTS("tpr.rollouts", Type.GAUGE, List.of("phase"), "Rollouts in each phase.", "tpr_rollouts"),
  SIGN_IN_LAG(
      "tpr.sign.in.lag.seconds",
      Type.GAUGE,
      List.of(),
      "The largest measured lag of sign-in logs over all tenants.",
      "tpr_sign_in_lag_seconds"),
  LEADING(
      "tpr.leading",
      Type.GAUGE,
      List.of(),
      "1 when this replica acts, 0 when it stands by.",
      "tpr_leading"),
  RECONCILES(
      "tpr.reconcile",
      Type.SUMMARY,
      List.of("kind", "result"),
      "Reconciles by kind of resource and by how they ended.",
      "tpr_reconcile_seconds"),
  DECISIONS(
      "tpr.stage.decisions",
      Type.COUNTER,
      List.of("decision"),
      "What the stage machine decided.",
      "tpr_stage_decisions_total"),
  EVALUATIONS(
      "tpr.gate.evaluations",
      Type.COUNTER,
      List.of("verdict"),
      "Evaluations of gates, by verdict.",
      "tpr_gate_evaluations_total"),
  WRITES(
      "tpr.entra.writes",
      Type.COUNTER,
      List.of("kind", "result"),
      "Writes to Entra, by kind and by how they ended.",
      "tpr_entra_writes_total"),
  SIGN_IN_ROWS(
      "tpr.sign.in.rows",
      Type.COUNTER,
      List.of(),
      "Rows of sign-in logs that were read.",
      "tpr_sign_in_rows_total");

  /** What kind of metric it is, in Prometheus' words. */
  public enum Type {
    COUNTER,
    GAUGE,
    SUMMARY
  }

  private final String base;
  private final Type type;
  private final List<String> labels;
  private final String help;
  private final String exposed;

  MetricName(String base, Type type, List<String> labels, String help, String exposed) {
    this.base = base;
    this.type = type;
    this.labels = labels;
    this.help = help;
    this.exposed = exposed;
  }

  /** The name as Micrometer takes it. */
  public String base() {
    return base;
  }

  public Type type() {
    return type;
  }

  /** The names of its labels. */
  public List<String> labels() {
    return labels;
  }

  /** One sentence for the reference and for Prometheus. */
  public String help() {
    return help;
  }

  /** The name under which Prometheus sees it. */
  public String exposed() {
    return exposed;
  }
}
