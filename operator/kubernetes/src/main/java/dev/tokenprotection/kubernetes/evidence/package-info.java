/**
 * Reads the sign-in logs of each tenant beside the reconciles, once for all rollouts of the tenant,
 * and keeps what they count.
 */
package dev.tokenprotection.kubernetes.evidence;
