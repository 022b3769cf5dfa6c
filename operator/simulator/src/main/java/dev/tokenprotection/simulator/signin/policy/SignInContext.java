package dev.tokenprotection.simulator.signin.policy;

import dev.tokenprotection.simulator.population.ClientAppType;
import dev.tokenprotection.simulator.population.DevicePlatform;
import java.util.Set;

/**
 * All that decides which policies apply to a sign-in.
 *
 * @param userId object id of the user
 * @param category whose user he is
 * @param groups ids of his groups, nested ones included
 * @param applications appIds that Conditional Access judges, in lower case
 * @param platform what his device says it is
 * @param clientApp what kind of client asks
 * @param device attributes of his device
 */
public record SignInContext(
    String userId,
    UserCategory category,
    Set<String> groups,
    Set<String> applications,
    DevicePlatform platform,
    ClientAppType clientApp,
    DeviceAttributes device) {}
