package dev.tokenprotection.entra.credential;

/** The federated token could not be had, which is no failure of the token service. */
final class AssertionUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AssertionUnavailableException(RuntimeException cause) {
    super("the federated token could not be had", cause);
  }
}
