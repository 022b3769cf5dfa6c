package dev.tokenprotection.core.port;

import java.net.URI;

/**
 * The hosts of a cloud, all https.
 *
 * @param login the token service, such as {@code https://login.microsoftonline.com}
 * @param graph Microsoft Graph, such as {@code https://graph.microsoft.com}; the token's scope is
 *     its {@code /.default}
 * @param caBundle certificates in PEM that are trusted beside the system's, empty for none
 */
public record Endpoints(URI login, URI graph, String caBundle) {
  /**
   * Source: Microsoft Graph, "National cloud deployments", sections on token and service root
   * endpoints.
   */
  public static final Endpoints GLOBAL =
      of("https://login.microsoftonline.com", "https://graph.microsoft.com");

  /** US Government L4. */
  public static final Endpoints US_GOV =
      of("https://login.microsoftonline.us", "https://graph.microsoft.us");

  /** US Government L5 (DoD). */
  public static final Endpoints US_GOV_DOD =
      of("https://login.microsoftonline.us", "https://dod-graph.microsoft.us");

  /** China, operated by 21Vianet. */
  public static final Endpoints CHINA =
      of("https://login.chinacloudapi.cn", "https://microsoftgraph.chinacloudapi.cn");

  private static Endpoints of(String login, String graph) {
    return new Endpoints(URI.create(login), URI.create(graph), "");
  }
}
