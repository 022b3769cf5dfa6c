/**
 * TokenProtectionRollouts: one look at a rollout is a list of phases over one scope, which observe,
 * decide, record what is about to be done, and do it.
 */
package dev.tokenprotection.kubernetes.rollout;
