package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.ApprovalRequest;
import dev.tokenprotection.kubernetes.approval.ApprovalTrust;

/**
 * What people are asked to approve at this look.
 *
 * @param attempt the attempt at the stage that is asked about
 * @param status the request with what has been given, as status shows it
 * @param trust whether what was given can be believed
 */
record OpenRequest(String attempt, ApprovalRequest status, ApprovalTrust trust) {}
