package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.core.port.Endpoints;
import dev.tokenprotection.kubernetes.condition.Attempt;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The hosts that EntraTenants of this installation may name. Whoever may write an EntraTenant must
 * not be able to have a credential sent to a host of his own.
 */
final class EndpointAllowList {
  private static final List<Endpoints> CLOUDS =
      List.of(Endpoints.GLOBAL, Endpoints.US_GOV, Endpoints.US_GOV_DOD, Endpoints.CHINA);

  private final Set<String> allowed;

  /**
   * @param allowed hosts beyond those of Microsoft's clouds, each as {@code host} or {@code
   *     host:port}
   */
  EndpointAllowList(Set<String> allowed) {
    this.allowed = Set.copyOf(allowed);
  }

  /** The endpoints, if each of them may be used. */
  Attempt<Endpoints> check(Endpoints endpoints) {
    return Stream.of(endpoints.login(), endpoints.graph())
        .filter(uri -> !allows(uri))
        .findFirst()
        .map(
            uri ->
                Attempt.<Endpoints>failed(
                    Trouble.forPerson(
                        ConditionReason.ENDPOINT_NOT_ALLOWED,
                        "spec.endpoints names "
                            + uri.getAuthority()
                            + ", which is neither a host of Microsoft's clouds nor on the operator's"
                            + " allow-list. Have it put on the list, or correct it.")))
        .orElseGet(() -> Attempt.done(endpoints));
  }

  private boolean allows(URI uri) {
    return "https".equals(uri.getScheme())
        && uri.getUserInfo() == null
        && uri.getHost() != null
        && (isMicrosofts(uri)
            || allowed.contains(uri.getHost())
            || allowed.contains(uri.getHost() + ":" + uri.getPort()));
  }

  private static boolean isMicrosofts(URI uri) {
    return uri.getPort() == -1
        && CLOUDS.stream()
            .flatMap(cloud -> Stream.of(cloud.login(), cloud.graph()))
            .anyMatch(known -> known.getHost().equals(uri.getHost()));
  }
}
