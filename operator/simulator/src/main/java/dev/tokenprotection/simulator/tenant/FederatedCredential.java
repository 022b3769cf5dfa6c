package dev.tokenprotection.simulator.tenant;

/**
 * Whose tokens are taken in place of a secret. Source: Graph, "federatedIdentityCredential resource
 * type".
 *
 * @param issuer must equal the assertion's {@code iss}, to the character
 * @param subject must equal its {@code sub}, to the character
 * @param audience must be among its {@code aud}
 */
public record FederatedCredential(String issuer, String subject, String audience) {
  /** The audience that Microsoft's documentation recommends. */
  public static final String DEFAULT_AUDIENCE = "api://AzureADTokenExchange";
}
