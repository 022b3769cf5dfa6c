package dev.tokenprotection.core.evidence;

import java.util.Arrays;

/**
 * Whether the token was bound to a device. Source: Microsoft Graph beta,
 * "tokenProtectionStatusDetails resource type", signInSessionStatus.
 */
public enum BindingStatus {
  /** Not judged; such a row may still carry a code. */
  NONE("none"),
  BOUND("bound"),
  UNBOUND("unbound"),
  /** Missing, {@code unknownFutureValue}, or a value we do not know. */
  UNKNOWN("unknownFutureValue");

  private final String graphName;

  BindingStatus(String graphName) {
    this.graphName = graphName;
  }

  /** The status that the log's text stands for, in any case; unknown for any other text. */
  public static BindingStatus ofGraphName(String text) {
    return Arrays.stream(values())
        .filter(status -> status.graphName.equalsIgnoreCase(text))
        .findFirst()
        .orElse(UNKNOWN);
  }
}
