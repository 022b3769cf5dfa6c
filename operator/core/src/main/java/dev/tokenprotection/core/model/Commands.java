package dev.tokenprotection.core.model;

import java.util.regex.Pattern;

/**
 * The commands that the program prints for a person to copy. Each is complete: it names the
 * namespace, so that it does the same whatever namespace the person's kubeconfig prefers. No other
 * code puts such a command together.
 */
public final class Commands {
  /** What the names of all annotations begin with by which people act. */
  public static final String PREFIX = "tokenprotection.dev/";

  private static final String ROLLOUT = "tpr";
  private static final String TENANT = "entratenant";
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9@%+=:,./_-]+");

  /** Who asks and when, of what takes no right of its own: for the record, and new each time. */
  private static final String WHO_AND_WHEN = "$(whoami)-$(date +%s)";

  /** The same as the admission policy of the chart asks for it: the user name in the cluster. */
  private static final String USER_AND_WHEN =
      "\"$(kubectl auth whoami -o jsonpath='{.status.userInfo.username}')/$(date +%s)\"";

  private Commands() {}

  /** Stops a rollout at once. */
  public static String stop(String namespace, String rollout) {
    return annotate(ROLLOUT, namespace, rollout, "emergency-stop", WHO_AND_WHEN);
  }

  /** Resumes a rollout after the stop {@code id}. */
  public static String resume(String namespace, String rollout, String id) {
    return annotateRollout(namespace, rollout, "resume", id);
  }

  /** Begins the stage of a rollout anew. */
  public static String retry(String namespace, String rollout) {
    return annotate(ROLLOUT, namespace, rollout, "retry", USER_AND_WHEN);
  }

  /** Shows what a rollout asks people to approve, and approves it. */
  public static String approve(String namespace, String rollout) {
    return "tpr approve " + rollout + " -n " + namespace;
  }

  /**
   * Sets an annotation of a rollout.
   *
   * @param annotation without {@link #PREFIX}
   * @param value taken as it is, not by the shell
   */
  public static String annotateRollout(
      String namespace, String rollout, String annotation, String value) {
    return annotate(ROLLOUT, namespace, rollout, annotation, quoted(value));
  }

  /** The same for an EntraTenant. */
  public static String annotateTenant(
      String namespace, String tenant, String annotation, String value) {
    return annotate(TENANT, namespace, tenant, annotation, quoted(value));
  }

  private static String annotate(
      String kind, String namespace, String name, String annotation, String value) {
    return "kubectl annotate %s %s -n %s %s%s=%s --overwrite"
        .formatted(kind, name, namespace, PREFIX, annotation, value);
  }

  private static String quoted(String value) {
    return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
  }
}
