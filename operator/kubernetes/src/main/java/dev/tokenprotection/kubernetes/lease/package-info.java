/**
 * Who may write to Entra: leader election, and the check right before each write that the lease is
 * still ours for long enough. Graph has no fencing token, so this bounds the harm of two leaders,
 * it does not exclude it.
 */
package dev.tokenprotection.kubernetes.lease;
