/**
 * What the core asks of an Entra tenant, answered through Microsoft Graph and the token service.
 * Knows the core's ports and nothing of Kubernetes.
 */
package dev.tokenprotection.entra;
