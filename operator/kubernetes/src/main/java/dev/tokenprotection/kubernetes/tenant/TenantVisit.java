package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.port.TenantConnector;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.kubernetes.condition.Attempt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Connects to a tenant and looks at it as the reconciler does, once and beside it: nothing is
 * written, neither to Entra nor to a status, and no sign-in log is read. Connections stay open as
 * long as the process lives: whoever visits is a command that ends soon.
 */
public final class TenantVisit {
  private final TenantExaminer examiner;
  private final Time time;

  /**
   * @param allowedEndpointHosts hosts beyond those of Microsoft's clouds that {@code
   *     spec.endpoints} may name, each as {@code host} or {@code host:port}
   */
  public TenantVisit(
      TenantConnector connector,
      Set<String> allowedEndpointHosts,
      SecretSource secrets,
      ServiceAccountTokenSource tokens,
      Time time) {
    this.examiner =
        new TenantExaminer(
            new TenantConnections(
                new HeldConnections(connector),
                new EndpointAllowList(allowedEndpointHosts),
                new SecretReader(secrets),
                tokens));
    this.time = time;
  }

  /** The tenant as its rollouts see it, or why it can't be used. */
  public Attempt<TenantView.Usable> visit(EntraTenant resource) {
    BreakGlass declared = BreakGlassReader.declared(resource.getSpec());
    return examiner
        .connect(resource, Stream.empty())
        .map(
            connected ->
                new TenantView.Usable(
                    new SharedTenant(
                        resource.getSpec().tenantId(),
                        connected.tenant(),
                        time,
                        Runnable::run,
                        rollout -> {},
                        telemetry -> {},
                        rows -> {}),
                    declared,
                    KeptBreakGlass.of(resource).removal(),
                    examiner.facts(connected, declared)));
  }
}
