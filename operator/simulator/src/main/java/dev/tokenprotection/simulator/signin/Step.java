package dev.tokenprotection.simulator.signin;

import dev.tokenprotection.simulator.population.Binding;
import dev.tokenprotection.simulator.population.Binding.Status;
import dev.tokenprotection.simulator.population.Seed;
import dev.tokenprotection.simulator.population.TokenRequest;
import dev.tokenprotection.simulator.signin.policy.SessionFacts.Presence;
import java.time.Duration;

/**
 * One request of a sign-in.
 *
 * @param after how long after the sign-in began
 * @param presence whether somebody proves who he is in it
 * @param request for what
 * @param binding of the token it asks for
 * @param end how it ends as far as the client can tell beforehand
 * @param seed decides the rest
 */
record Step(
    Duration after, Presence presence, TokenRequest request, Binding binding, End end, Seed seed) {

  sealed interface End {}

  /** Conditional Access decides. */
  record Decided() implements End {}

  /** A prompt comes in between, whatever Conditional Access says. */
  record Interrupted(ErrorCode error) implements End {}

  /** The first factor fails, so that Conditional Access is not reached. */
  record FirstFactorFailed() implements End {}

  /** The same request as the backup authentication service shows it. */
  Step answeredByBackupService() {
    return new Step(after, presence, request, new Binding(Status.UNKNOWN, 0), end, seed);
  }
}
