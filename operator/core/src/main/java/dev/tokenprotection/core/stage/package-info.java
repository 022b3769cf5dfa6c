/**
 * How a rollout moves from stage to stage: what it remembers between two looks, what may hold it,
 * what leads back, and when to look again. Functions from values to values; the caller keeps the
 * progress and carries the decisions out.
 */
package dev.tokenprotection.core.stage;
