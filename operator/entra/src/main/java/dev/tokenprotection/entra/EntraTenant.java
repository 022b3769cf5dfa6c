package dev.tokenprotection.entra;

import dev.tokenprotection.core.port.DirectoryPort;
import dev.tokenprotection.core.port.PolicyPort;
import dev.tokenprotection.core.port.SignInPort;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.core.port.TenantFactsPort;

/** A tenant through Microsoft Graph. */
record EntraTenant(
    PolicyPort policies, DirectoryPort directory, TenantFactsPort facts, SignInPort signIns)
    implements Tenant {}
