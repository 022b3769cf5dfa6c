package dev.tokenprotection.core.model;

/** What a stage does with its cohort. */
public enum StageState {
  /** Sign-ins are judged and logged, nobody is blocked. */
  REPORT_ONLY("ReportOnly"),
  /** Sign-ins without a bound token are blocked. */
  ENFORCED("Enforced");

  private final String apiName;

  StageState(String apiName) {
    this.apiName = apiName;
  }

  /** The name in {@code spec.stages[].state}. */
  public String apiName() {
    return apiName;
  }
}
