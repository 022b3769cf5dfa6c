package dev.tokenprotection.core.port;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which hosts a tenant may be reached at. A resource names them, so without a list of the
 * installation's own its author could have our tokens sent to a host of his.
 */
public final class AllowedHosts {
  private static final List<Endpoints> CLOUDS =
      List.of(Endpoints.GLOBAL, Endpoints.US_GOV, Endpoints.US_GOV_DOD, Endpoints.CHINA);

  private static final int HTTPS = 443;

  private final Set<String> beyondClouds;

  /**
   * @param beyondClouds hosts beside the clouds' own, each as {@code host} or {@code host:port}
   */
  public AllowedHosts(Set<String> beyondClouds) {
    this.beyondClouds =
        beyondClouds.stream()
            .map(host -> host.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** The first of the endpoints that may not be used. */
  public Optional<URI> refused(Endpoints endpoints) {
    if (!allows(endpoints, Endpoints::login)) {
      return Optional.of(endpoints.login());
    }
    return allows(endpoints, Endpoints::graph) ? Optional.empty() : Optional.of(endpoints.graph());
  }

  /** Whether tokens come from a cloud's own service. */
  public static boolean hasCloudLogin(Endpoints endpoints) {
    return isOfCloud(endpoints, Endpoints::login);
  }

  private boolean allows(Endpoints endpoints, Function<Endpoints, URI> which) {
    URI endpoint = which.apply(endpoints);
    return isBareHttps(endpoint)
        && (isOfCloud(endpoints, which)
            || beyondClouds.contains(endpoint.getHost().toLowerCase(Locale.ROOT))
            || beyondClouds.contains(endpoint.getAuthority().toLowerCase(Locale.ROOT)));
  }

  private static boolean isOfCloud(Endpoints endpoints, Function<Endpoints, URI> which) {
    URI endpoint = which.apply(endpoints);
    return (endpoint.getPort() == -1 || endpoint.getPort() == HTTPS)
        && CLOUDS.stream()
            .anyMatch(cloud -> which.apply(cloud).getHost().equalsIgnoreCase(endpoint.getHost()));
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
