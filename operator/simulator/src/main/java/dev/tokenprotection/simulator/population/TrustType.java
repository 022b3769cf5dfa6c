package dev.tokenprotection.simulator.population;

/**
 * How a device is registered with Entra: three spellings of one thing. Sources: Graph, "device
 * resource type"; Entra, "Conditional Access: Filter for devices"; Graph, "deviceDetail resource
 * type".
 */
public enum TrustType {
  ENTRA_JOINED("AzureAd", "AzureAD", "Azure AD joined"),
  HYBRID_JOINED("ServerAd", "ServerAD", "Hybrid Azure AD joined"),
  REGISTERED("Workplace", "Workplace", "Azure AD registered");

  private final String directoryName;
  private final String filterName;
  private final String signInName;

  TrustType(String directoryName, String filterName, String signInName) {
    this.directoryName = directoryName;
    this.filterName = filterName;
    this.signInName = signInName;
  }

  /** {@code trustType} of {@code GET /devices}. */
  public String directoryName() {
    return directoryName;
  }

  /** {@code device.trustType} in a filter rule. */
  public String filterName() {
    return filterName;
  }

  /** {@code deviceDetail.trustType} of a sign-in row. */
  public String signInName() {
    return signInName;
  }
}
