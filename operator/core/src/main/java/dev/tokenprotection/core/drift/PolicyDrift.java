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

  /** Whether a policy still judges every sign-in that it is to judge. */
  enum Evidence {
    WHOLE,
    /** Sign-ins are missing from it that would be blocked later. */
    NARROWED
  }

  /**
   * Fields were changed.
   *
   * @param fields those that are not as the rollout wants them
   * @param evidence whether it still judges every sign-in that it is to judge
   */
  record Changed(
      PolicyRole role, PolicyId id, Urgency urgency, Set<PolicyField> fields, Evidence evidence)
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

  /** Whether sign-ins are missing from the evidence that leaving a stage is decided by. */
  default boolean narrowsEvidence() {
    return role() == PolicyRole.OBSERVE
        && switch (this) {
          case Changed changed -> changed.evidence() == Evidence.NARROWED;
          case Deleted _ -> true;
        };
  }

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
