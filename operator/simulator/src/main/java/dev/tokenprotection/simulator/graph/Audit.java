package dev.tokenprotection.simulator.graph;

import dev.tokenprotection.simulator.tenant.AppRegistration;
import dev.tokenprotection.simulator.tenant.DirectoryAudits.Actor;
import dev.tokenprotection.simulator.tenant.DirectoryAudits.Target;
import dev.tokenprotection.simulator.tenant.Tenant;
import java.util.List;

/** Writes what a call did into the tenant's audit log. */
final class Audit {
  private final Tenant tenant;

  Audit(Tenant tenant) {
    this.tenant = tenant;
  }

  void write(GraphCall call, String activity, String category, Target... targets) {
    Caller caller = call.caller();
    String name =
        tenant.apps().find(caller.clientId()).map(AppRegistration::displayName).orElse("");
    tenant
        .audits()
        .record(
            activity,
            category,
            call.requestId(),
            new Actor.App(caller.clientId(), name, caller.servicePrincipalId()),
            List.of(targets));
  }
}
