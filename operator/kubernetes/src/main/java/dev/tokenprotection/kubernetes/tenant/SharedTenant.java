package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.kubernetes.evidence.Telemetry;
import dev.tokenprotection.kubernetes.evidence.TenantEvidence;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** A tenant as its rollouts share it: one connection, one list of policies, one reading of logs. */
public final class SharedTenant implements AutoCloseable {
  private final String tenantId;
  private final PolicySnapshots policies;
  private final TenantEvidence evidence;
  private final DirectoryLookups directory;
  private volatile Tenant tenant;

  SharedTenant(
      String tenantId,
      Tenant tenant,
      Time time,
      Executor executor,
      Consumer<ResourceID> wake,
      Consumer<Telemetry> onRead,
      Consumer<Long> rowsRead) {
    this.tenantId = tenantId;
    this.tenant = tenant;
    this.policies = new PolicySnapshots(tenant.policies(), time);
    this.evidence = new TenantEvidence(tenant.signIns(), time, executor, wake, onRead, rowsRead);
    this.directory = new DirectoryLookups(tenant, time);
  }

  /** The directory id. */
  String tenantId() {
    return tenantId;
  }

  /** Goes on with another connection to the same tenant, such as after a rotated secret. */
  void connection(Tenant changed) {
    if (tenant != changed) {
      tenant = changed;
      policies.connection(changed.policies());
      evidence.connection(changed.signIns());
      directory.connection(changed);
    }
  }

  /** Nothing is read of it any more by itself. Leaves its connection open. */
  @Override
  public void close() {
    evidence.close();
  }

  public Tenant tenant() {
    return tenant;
  }

  public PolicySnapshots policies() {
    return policies;
  }

  public TenantEvidence evidence() {
    return evidence;
  }

  public DirectoryLookups directory() {
    return directory;
  }
}
