package dev.tokenprotection.simulator.graph;

import java.util.Arrays;
import java.util.Set;

/**
 * Who calls, as the token says.
 *
 * @param clientId application id
 * @param servicePrincipalId its object id in the tenant
 * @param roles the app permissions in the token
 */
record Caller(String clientId, String servicePrincipalId, Set<String> roles) {
  /** Whether the token has at least one of them. */
  boolean hasAny(String... wanted) {
    return Arrays.stream(wanted).anyMatch(roles::contains);
  }
}
