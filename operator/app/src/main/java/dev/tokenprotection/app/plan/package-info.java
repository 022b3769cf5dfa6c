/**
 * {@code tpr plan}: what a rollout would change in its tenant, by the operator's own phases,
 * without writing anything.
 */
package dev.tokenprotection.app.plan;
