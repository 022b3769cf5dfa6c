package dev.tokenprotection.simulator.scenario;

import dev.tokenprotection.simulator.tenant.Group;
import java.util.List;

/**
 * A group and who is in it.
 *
 * @param group its properties
 * @param members object ids of people and of nested groups
 */
record GroupPlan(Group group, List<String> members) {}
