package dev.tokenprotection.simulator;

import dev.tokenprotection.simulator.admin.AdminApi;
import dev.tokenprotection.simulator.fault.Faults;
import dev.tokenprotection.simulator.log.RequestLog;
import dev.tokenprotection.simulator.tenant.Tenant;

/** What the admin endpoints may do with a running tenant. */
record Controls(SimulatedTenant running) implements AdminApi.Controls {
  @Override
  public Tenant tenant() {
    return running.tenant();
  }

  @Override
  public Faults faults() {
    return running.faults();
  }

  @Override
  public RequestLog requests() {
    return running.requests();
  }

  @Override
  public void reset() {
    running.reset();
  }

  @Override
  public void revokeTokens() {
    running.revokeTokens();
  }
}
