package dev.tokenprotection.simulator.signin.policy;

/** Source: Graph, "conditionalAccessPolicy resource type", state. */
enum PolicyState {
  ENABLED,
  REPORT_ONLY,
  DISABLED;

  static PolicyState ofGraphName(String name) {
    return switch (name) {
      case "enabled" -> ENABLED;
      case "enabledForReportingButNotEnforced" -> REPORT_ONLY;
      default -> DISABLED;
    };
  }
}
