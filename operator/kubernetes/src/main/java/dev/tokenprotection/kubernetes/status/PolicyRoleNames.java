package dev.tokenprotection.kubernetes.status;

import dev.tokenprotection.core.model.PolicyRole;
import java.util.Arrays;
import java.util.Optional;

/** The roles of policies as status names them. */
public final class PolicyRoleNames {
  private PolicyRoleNames() {}

  public static String name(PolicyRole role) {
    return switch (role) {
      case OBSERVE -> "Observe";
      case ENFORCED -> "Enforced";
    };
  }

  /** The role of this name; empty for a name that this version does not know. */
  public static Optional<PolicyRole> role(String name) {
    return Arrays.stream(PolicyRole.values()).filter(r -> name(r).equals(name)).findFirst();
  }
}
