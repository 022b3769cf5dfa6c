/**
 * {@code tpr dev}: an API server, a simulated tenant and the operator on this machine, to watch a
 * rollout move. No container engine, no cluster and no tenant is needed.
 */
package dev.tokenprotection.dev;
