package dev.tokenprotection.core.port;

/**
 * How to reach a tenant. Equal values reach the same tenant as the same application in the same
 * way.
 *
 * @param tenantId the directory id
 * @param clientId the application id
 * @param credential what the application proves itself with
 * @param endpoints the hosts
 */
public record TenantConnection(
    String tenantId, String clientId, Credential credential, Endpoints endpoints) {}
