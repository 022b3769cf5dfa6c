package dev.tokenprotection.entra;

import dev.tokenprotection.core.port.AuditPort;
import dev.tokenprotection.core.port.DirectoryPort;
import dev.tokenprotection.core.port.PolicyPort;
import dev.tokenprotection.core.port.SignInPort;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.core.port.TenantFactsPort;
import dev.tokenprotection.entra.call.SharedClients;

/**
 * A tenant through Microsoft Graph.
 *
 * @param lease on the clients that the ports send with
 */
record EntraTenant(
    PolicyPort policies,
    DirectoryPort directory,
    TenantFactsPort facts,
    SignInPort signIns,
    AuditPort audits,
    SharedClients.Lease lease)
    implements Tenant {
  @Override
  public void close() {
    lease.close();
  }
}
