package dev.tokenprotection.simulator.signin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.EndUserDevice;
import dev.tokenprotection.simulator.tenant.User;
import java.util.List;
import java.util.Set;

/**
 * An attempt together with all that is true at its time.
 *
 * @param attempt who, from what, with what
 * @param user his account
 * @param device his device, as it is by then
 * @param groups ids of his groups, nested ones included, as they are effective
 * @param policies as they are effective; the same list for as long as they stay the same
 */
record Visit(
    Attempt attempt,
    User user,
    EndUserDevice device,
    Set<String> groups,
    List<ObjectNode> policies) {}
