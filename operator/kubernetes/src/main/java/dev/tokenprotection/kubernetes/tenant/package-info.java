/**
 * EntraTenants: credentials, the connection, what must hold in all of a tenant, and what its
 * rollouts share.
 */
package dev.tokenprotection.kubernetes.tenant;
