package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.PolicyId;

/**
 * What one policy said about a request. Source: Microsoft Graph beta,
 * "appliedConditionalAccessPolicy resource type".
 *
 * @param id the policy
 * @param result its result
 * @param tokenProtection whether the policy names token protection among the controls that were not
 *     satisfied
 */
public record AppliedPolicy(PolicyId id, PolicyResult result, ControlOutcome tokenProtection) {}
