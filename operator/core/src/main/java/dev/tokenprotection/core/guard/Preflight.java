package dev.tokenprotection.core.guard;

import java.util.List;

/**
 * What keeps a tenant from being fit for enforcement, checked from the first day.
 *
 * @param findings what does not hold; empty when the tenant is fit
 */
public record Preflight(List<Finding> findings) {
  public static final Preflight PASSED = new Preflight(List.of());

  /**
   * One thing that does not hold.
   *
   * @param reason one word in UpperCamelCase
   * @param message one sentence
   * @param remedy one sentence
   */
  public record Finding(String reason, String message, String remedy) {
    /** What is wrong and what to do. */
    public String sentence() {
      return message + " " + remedy;
    }
  }

  public Preflight {
    findings = List.copyOf(findings);
  }

  public boolean passed() {
    return findings.isEmpty();
  }
}
