/** Conditional Access policies: reading the fields that a rollout owns, and writing only those. */
package dev.tokenprotection.entra.policy;
