package dev.tokenprotection.core.stage;

/**
 * What people are asked to approve: that a stage is left. The caller derives the request's id from
 * this, the rollout's UID, the content of the stages and the plan, so that an approval counts for
 * nothing but what was shown.
 *
 * @param stage the index of the stage that would be left, from 0
 * @param name its name
 * @param attempt the attempt at it
 * @param needed how many different people have to approve
 */
public record ApprovalRequest(int stage, String name, String attempt, int needed) {}
