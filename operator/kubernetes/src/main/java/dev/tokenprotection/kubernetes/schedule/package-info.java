/**
 * When a resource is looked at again: exactly when its next step is due, on the machine's clock.
 */
package dev.tokenprotection.kubernetes.schedule;
