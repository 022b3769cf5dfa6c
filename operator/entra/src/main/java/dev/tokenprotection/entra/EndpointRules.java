package dev.tokenprotection.entra;

import dev.tokenprotection.core.port.Endpoints;
import dev.tokenprotection.entra.credential.Credentials.InstanceDiscovery;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which hosts a tenant may be reached at: a resource names them, so without a list of the
 * installation's own its author could have our tokens sent anywhere.
 */
final class EndpointRules {
  private static final List<Endpoints> CLOUDS =
      List.of(Endpoints.GLOBAL, Endpoints.US_GOV, Endpoints.US_GOV_DOD, Endpoints.CHINA);

  private final Set<String> allowed;

  /**
   * @param allowed hosts beside the clouds' own, with or without a port
   */
  EndpointRules(Set<String> allowed) {
    this.allowed =
        allowed.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The first endpoint that is not allowed, as it was written; empty text when all are. */
  String refused(Endpoints endpoints) {
    if (!isAllowed(endpoints.login(), CLOUDS.stream().map(Endpoints::login))) {
      return endpoints.login().toString();
    }
    return isAllowed(endpoints.graph(), CLOUDS.stream().map(Endpoints::graph))
        ? ""
        : endpoints.graph().toString();
  }

  /** Only the clouds' own token services are known to instance discovery. */
  InstanceDiscovery discovery(Endpoints endpoints) {
    return isOneOf(endpoints.login(), CLOUDS.stream().map(Endpoints::login))
        ? InstanceDiscovery.ON
        : InstanceDiscovery.OFF;
  }

  private boolean isAllowed(URI endpoint, Stream<URI> ofClouds) {
    if (!isBareHttps(endpoint)) {
      return false;
    }
    return isOneOf(endpoint, ofClouds)
        || allowed.contains(endpoint.getHost().toLowerCase(Locale.ROOT))
        || allowed.contains(endpoint.getAuthority().toLowerCase(Locale.ROOT));
  }

  private static boolean isOneOf(URI endpoint, Stream<URI> ofClouds) {
    return (endpoint.getPort() == -1 || endpoint.getPort() == 443)
        && ofClouds.anyMatch(cloud -> cloud.getHost().equalsIgnoreCase(endpoint.getHost()));
  }

  /** A scheme, a host and perhaps a port: whatever else an address can have only misleads. */
  private static boolean isBareHttps(URI endpoint) {
    return "https".equalsIgnoreCase(endpoint.getScheme())
        && endpoint.getHost() != null
        && endpoint.getRawUserInfo() == null
        && endpoint.getRawQuery() == null
        && endpoint.getRawFragment() == null
        && (endpoint.getRawPath().isEmpty() || endpoint.getRawPath().equals("/"));
  }
}
