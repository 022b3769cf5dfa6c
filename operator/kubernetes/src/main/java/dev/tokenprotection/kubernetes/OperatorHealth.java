package dev.tokenprotection.kubernetes;

import java.util.List;

/**
 * How the operator is, for the probes of its Pod. Source: Kubernetes documentation, "Liveness,
 * Readiness, and Startup Probes".
 *
 * @param liveness whether a restart would not help
 * @param readiness whether it does what it should: act, or stand by for the lease
 * @param problems what is wrong, one sentence each, empty when nothing is
 */
public record OperatorHealth(Liveness liveness, Readiness readiness, List<String> problems) {
  /** The answer to a liveness probe. */
  public enum Liveness {
    LIVE,
    /** Only a restart helps: the lease was lost, a watch ended for good, or a look hangs. */
    DEAD
  }

  /** The answer to a readiness probe. */
  public enum Readiness {
    READY,
    /** Not started, stopping, or the caches are not filled. */
    NOT_READY
  }

  public OperatorHealth {
    problems = List.copyOf(problems);
  }
}
