package dev.tokenprotection.kubernetes;

import dev.tokenprotection.core.port.Tenant;
import java.time.Duration;

/** How one replica of an installation is chosen to act. */
public sealed interface LeaderElection {
  /** There is one replica, which always acts: development and tests. */
  record Off() implements LeaderElection {}

  /**
   * The holder of a Lease acts. Source: Kubernetes documentation, "Leases", section "Leader
   * election".
   *
   * @param leaseNamespace where the Lease is
   * @param leaseName the Lease's name
   * @param leaseDuration how long a lease that is not renewed stays its holder's
   * @param renewDeadline how long a holder tries to renew before it gives up
   * @param retryPeriod how long between two tries
   * @param requestTime the longest that one write to Entra may take; a write is only begun while
   *     the lease is ours for longer than that
   */
  record On(
      String leaseNamespace,
      String leaseName,
      Duration leaseDuration,
      Duration renewDeadline,
      Duration retryPeriod,
      Duration requestTime)
      implements LeaderElection {

    public On {
      if (leaseDuration.compareTo(renewDeadline) <= 0
          || renewDeadline.compareTo(retryPeriod) <= 0) {
        throw new IllegalArgumentException(
            "the lease must last longer than the renew deadline, and that longer than a retry");
      }
      if (requestTime.plus(retryPeriod).compareTo(leaseDuration) >= 0) {
        throw new IllegalArgumentException(
            "a lease must outlast a request and a retry of its renewal, else nothing is written");
      }
    }

    /**
     * The usual times: a lease of 60 s, renewed every 5 s, and writes that take no longer than
     * {@link Tenant#LONGEST_WRITE}.
     */
    public static On lease(String namespace, String name) {
      return new On(
          namespace,
          name,
          Duration.ofSeconds(60),
          Duration.ofSeconds(40),
          Duration.ofSeconds(5),
          Tenant.LONGEST_WRITE);
    }
  }
}
