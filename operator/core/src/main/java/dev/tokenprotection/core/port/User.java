package dev.tokenprotection.core.port;

import dev.tokenprotection.core.model.UserId;

/**
 * A user as the directory has it.
 *
 * @param id the object id
 * @param account whether the account can sign in
 * @param origin where the account is mastered
 * @param kind member or guest
 */
public record User(UserId id, Account account, Origin origin, Kind kind) {
  /** Whether an account can sign in. */
  public enum Account {
    ENABLED,
    DISABLED
  }

  /** Where an account is mastered. */
  public enum Origin {
    CLOUD_ONLY,
    SYNCED
  }

  /** Whether an account belongs to the organisation. */
  public enum Kind {
    MEMBER,
    GUEST
  }
}
