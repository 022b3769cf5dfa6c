/** The events that resources get: few, bounded, and never a reason for a reconcile to fail. */
package dev.tokenprotection.kubernetes.event;
