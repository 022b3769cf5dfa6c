package dev.tokenprotection.simulator.signin;

import dev.tokenprotection.simulator.population.Binding;
import dev.tokenprotection.simulator.population.Client;
import dev.tokenprotection.simulator.population.EndUserDevice;
import dev.tokenprotection.simulator.population.Person;
import dev.tokenprotection.simulator.population.Seed;
import dev.tokenprotection.simulator.population.TokenRequest;
import dev.tokenprotection.simulator.signin.policy.SessionFacts.Presence;
import java.time.Instant;
import java.util.UUID;

/**
 * A row of the sign-in log before it is written out. Small, since a month of them is kept.
 *
 * @param createdAt when the request was made, as precise as the row will tell
 * @param visibleFrom when readers first see it
 * @param id of the row
 * @param correlationId as the client sent it
 * @param person who
 * @param device from what, as it was then
 * @param client with what
 * @param request for what
 * @param presence interactive or not
 * @param error how it ended
 * @param binding of the token
 * @param verdict of Conditional Access
 * @param issuer which service answered
 * @param seed decides what does not matter
 */
record SignInRow(
    Instant createdAt,
    Instant visibleFrom,
    String id,
    UUID correlationId,
    Person person,
    EndUserDevice device,
    Client client,
    TokenRequest request,
    Presence presence,
    ErrorCode error,
    Binding binding,
    Verdict verdict,
    TokenIssuer issuer,
    Seed seed) {

  /** Who issued the token. Source: Graph beta, "signIn resource type", tokenIssuerType. */
  enum TokenIssuer {
    ENTRA("AzureAD"),
    BACKUP_AUTHENTICATION("AzureADBackupAuth");

    private final String graphName;

    TokenIssuer(String graphName) {
      this.graphName = graphName;
    }

    String graphName() {
      return graphName;
    }
  }
}
