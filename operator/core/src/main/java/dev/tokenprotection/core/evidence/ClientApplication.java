package dev.tokenprotection.core.evidence;

import java.util.Locale;

/**
 * The client that asked for a token.
 *
 * @param appId its application id in lower case; empty when the log has none
 * @param displayName its name for people; empty when the log has none
 */
public record ClientApplication(String appId, String displayName) {
  public ClientApplication {
    appId = appId.toLowerCase(Locale.ROOT);
  }

  /** The best name there is. */
  public String nameForPeople() {
    if (!displayName.isBlank()) {
      return displayName;
    }
    return appId.isBlank() ? "a client without a name" : appId;
  }
}
