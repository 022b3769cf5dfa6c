package dev.tokenprotection.kubernetes;

import java.time.Duration;
import java.util.Set;

/**
 * What an installation of the operator is told from outside.
 *
 * @param namespaces the namespaces whose resources are reconciled; empty for all
 * @param installationId the declared id of the installation, which is part of the marker of
 *     ownership in Entra; empty for the UID of the namespace {@code kube-system}
 * @param takeOverFrom the installations whose policies and groups this one takes over, each by its
 *     declared id or by the digits that stand for it in the marks
 * @param allowedEndpointHosts hosts beyond those of Microsoft's clouds that {@code spec.endpoints}
 *     of an EntraTenant may name, each as {@code host} or {@code host:port}
 * @param leaderElection how one replica is chosen to act
 * @param resyncInterval how often a tenant is read again when nothing else asks for it, measured on
 *     {@link dev.tokenprotection.core.port.Time}
 */
public record OperatorSettings(
    Set<String> namespaces,
    String installationId,
    Set<String> takeOverFrom,
    Set<String> allowedEndpointHosts,
    LeaderElection leaderElection,
    Duration resyncInterval) {

  /** How often a tenant is read again when nothing else asks for it. */
  public static final Duration DEFAULT_RESYNC_INTERVAL = Duration.ofMinutes(10);

  /** All namespaces, no host beyond Microsoft's, a single replica. */
  public static final OperatorSettings DEFAULT =
      new OperatorSettings(
          Set.of(), "", Set.of(), Set.of(), new LeaderElection.Off(), DEFAULT_RESYNC_INTERVAL);

  public OperatorSettings {
    namespaces = Set.copyOf(namespaces);
    takeOverFrom = Set.copyOf(takeOverFrom);
    allowedEndpointHosts = Set.copyOf(allowedEndpointHosts);
    if (resyncInterval.isZero() || resyncInterval.isNegative()) {
      throw new IllegalArgumentException("the resync interval must be longer than zero");
    }
  }
}
