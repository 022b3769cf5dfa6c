/**
 * When things are due: when a resource is looked at again, on the machine's clock, and when the
 * windows in which a rollout may be promoted open and close.
 */
package dev.tokenprotection.kubernetes.schedule;
