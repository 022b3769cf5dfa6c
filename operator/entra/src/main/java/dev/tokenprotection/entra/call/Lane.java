package dev.tokenprotection.entra.call;

import java.time.Duration;

/**
 * Requests that share a throttling limit. Source: Microsoft Graph, "Microsoft Graph
 * service-specific throttling limits", sections "Identity and access service limits", "Identity and
 * access reports service limits" and "Identity and access Conditional Access policy service
 * limits".
 */
public enum Lane {
  /** One request a second for all applications of a tenant together. */
  CONDITIONAL_ACCESS(1, Duration.ofSeconds(1)),
  /** Five requests in ten seconds for an application in a tenant. */
  SIGN_INS(5, Duration.ofSeconds(10)),
  /** A share of what the smallest tenants may do, so that others find room too. */
  DIRECTORY(150, Duration.ofSeconds(10));

  private final int requests;
  private final Duration within;

  Lane(int requests, Duration within) {
    this.requests = requests;
    this.within = within;
  }

  int requests() {
    return requests;
  }

  Duration within() {
    return within;
  }
}
