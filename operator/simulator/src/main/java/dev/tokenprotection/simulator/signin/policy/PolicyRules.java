package dev.tokenprotection.simulator.signin.policy;

import java.util.List;

/**
 * A policy, read once and judged often.
 *
 * @param id its object id
 * @param displayName for people
 * @param state whether it is on
 * @param conditions those that it sets, in the order of {@link ConditionName}
 * @param controls what it demands
 */
record PolicyRules(
    String id,
    String displayName,
    PolicyState state,
    List<PolicyCondition> conditions,
    Controls controls) {}
