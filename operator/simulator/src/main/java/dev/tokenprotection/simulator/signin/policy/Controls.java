package dev.tokenprotection.simulator.signin.policy;

import java.util.List;

/**
 * What a policy demands, in Graph's words.
 *
 * @param operator how the grant controls combine
 * @param grant {@code builtInControls}: {@code block}, {@code mfa}, {@code compliantDevice}, …
 * @param session names of the session controls, as sign-in rows spell them
 */
record Controls(Operator operator, List<String> grant, List<String> session) {
  /** The session control "Require token protection for sign-in sessions" in sign-in rows. */
  static final String TOKEN_PROTECTION = "SignInTokenProtection";

  /** How several grant controls combine. */
  enum Operator {
    AND,
    OR
  }

  boolean requireTokenProtection() {
    return session.contains(TOKEN_PROTECTION);
  }
}
