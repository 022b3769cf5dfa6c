package dev.tokenprotection.core.drift;

import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What somebody else did to one policy. */
public sealed interface PolicyDrift {
  PolicyRole role();

  PolicyId id();

  /** How much it matters, the worst first. */
  enum Urgency {
    /** Emergency access accounts are no longer left out: they may be locked out. */
    BREAK_GLASS_LOST,
    /** The session control is gone: the policy protects nobody. */
    PROTECTION_LOST,
    /** The policy is gone, or in another state. */
    STATE_CHANGED,
    /** Anything else. */
    CHANGED
  }

  /**
   * Fields were changed.
   *
   * @param fields those that are not as the rollout wants them
   */
  record Changed(PolicyRole role, PolicyId id, Urgency urgency, Set<PolicyField> fields)
      implements PolicyDrift {
    public Changed {
      fields = Set.copyOf(fields);
      if (fields.isEmpty()) {
        throw new IllegalArgumentException("a changed policy has changed fields");
      }
    }
  }

  /** The policy was deleted. */
  record Deleted(PolicyRole role, PolicyId id) implements PolicyDrift {}

  /** How much it matters. */
  default Urgency urgency() {
    return switch (this) {
      case Changed changed -> changed.urgency();
      case Deleted _ -> Urgency.STATE_CHANGED;
    };
  }

  /** Part of a sentence for a person, with the policy's id and the fields' Graph paths. */
  default String clause() {
    String policy = (role() == PolicyRole.OBSERVE ? "observe" : "enforced") + " policy " + id();
    return switch (this) {
      case Deleted _ -> "the " + policy + " was deleted";
      case Changed changed -> {
        String paths =
            Arrays.stream(PolicyField.values())
                .filter(changed.fields()::contains)
                .map(PolicyField::graphPath)
                .collect(Collectors.joining(", "));
        yield switch (changed.urgency()) {
          case BREAK_GLASS_LOST ->
              "emergency access accounts are not excluded from the " + policy + " (" + paths + ")";
          case PROTECTION_LOST ->
              "the " + policy + " does not require token protection any more (" + paths + ")";
          case STATE_CHANGED, CHANGED -> "the " + policy + " was changed (" + paths + ")";
        };
      }
    };
  }
}
