package dev.tokenprotection.simulator.population;

import java.util.Arrays;
import java.util.Optional;

/**
 * The kind of client software as Conditional Access sees it. Source: Graph,
 * "conditionalAccessConditionSet resource type", clientAppTypes.
 */
public enum ClientAppType {
  BROWSER("browser", "Browser"),
  MOBILE_APPS_AND_DESKTOP_CLIENTS("mobileAppsAndDesktopClients", "Mobile Apps and Desktop clients"),
  EXCHANGE_ACTIVE_SYNC("exchangeActiveSync", "Exchange ActiveSync"),
  OTHER("other", "Other clients"),
  /** Not told, as a What-If request may leave it out. */
  UNKNOWN("unknownFutureValue", "");

  private final String graphName;
  private final String signInName;

  ClientAppType(String graphName, String signInName) {
    this.graphName = graphName;
    this.signInName = signInName;
  }

  /** The value in a policy's {@code conditions.clientAppTypes}. */
  public String graphName() {
    return graphName;
  }

  /** The value of {@code clientAppUsed} of a sign-in row. */
  public String signInName() {
    return signInName;
  }

  /** The type that a policy or a What-If request calls so; case does not matter. */
  public static Optional<ClientAppType> ofGraphName(String name) {
    return Arrays.stream(values()).filter(t -> t.graphName.equalsIgnoreCase(name)).findFirst();
  }
}
