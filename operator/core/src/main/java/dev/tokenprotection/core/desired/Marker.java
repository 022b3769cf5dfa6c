package dev.tokenprotection.core.desired;

import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.RolloutIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The mark of ownership in a policy's display name, such as {@code Enable Token Protection (Pilot)
 * [tpr:ab12cd34-9f3e]}. It is in the name because the service may not keep a policy's description.
 * Source: Microsoft Graph, conditionalAccessPolicy resource type, property {@code description}
 * ("Not used").
 *
 * @param rollout eight hexadecimal digits that stand for the rollout's namespace and name
 * @param installation four hexadecimal digits that stand for the installation
 */
public record Marker(String rollout, String installation) {
  private static final Pattern AT_END =
      Pattern.compile("\\[tpr:([0-9a-f]{8})-([0-9a-f]{4})( observe)?]\\s*$");

  /** A marker found in a display name, with the role of the policy that carries it. */
  public record Found(Marker marker, PolicyRole role) {}

  /** The marker of a rollout. */
  public static Marker of(RolloutIdentity identity) {
    return new Marker(
        digest(identity.namespace() + "/" + identity.name(), 8),
        ofInstallation(identity.installation()));
  }

  /** The digits that stand for the installation of this declared id. */
  public static String ofInstallation(String id) {
    return digest(id, 4);
  }

  /** Whether this is the mark of the same rollout in another installation. */
  public boolean isOfAnotherInstallation(Marker own) {
    return rollout.equals(own.rollout) && !installation.equals(own.installation);
  }

  /** The display name of the policy that plays {@code role}. */
  public String displayName(String base, PolicyRole role) {
    return switch (role) {
      case OBSERVE -> base + " [tpr:" + rollout + "-" + installation + " observe]";
      case ENFORCED -> base + " [tpr:" + rollout + "-" + installation + "]";
    };
  }

  /**
   * The description of a managed group: the full record of who owns it, with the marker at its end.
   */
  public static String groupDescription(RolloutIdentity identity) {
    Marker marker = of(identity);
    return "Members are managed by the Token Protection Operator for the rollout "
        + identity
        + " of installation "
        + identity.installation()
        + " [tpr:"
        + marker.rollout
        + "-"
        + marker.installation
        + "]";
  }

  /** The marker at the end of a display name or description; empty when there is none. */
  public static Optional<Found> find(String text) {
    Matcher matcher = AT_END.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    PolicyRole role = matcher.group(3) == null ? PolicyRole.ENFORCED : PolicyRole.OBSERVE;
    return Optional.of(new Found(new Marker(matcher.group(1), matcher.group(2)), role));
  }

  private static String digest(String text, int digits) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, digits);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
