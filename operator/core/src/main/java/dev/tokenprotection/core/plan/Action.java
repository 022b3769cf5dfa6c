package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.UserId;
import java.util.List;
import java.util.Set;

/** One write to the tenant. */
public sealed interface Action {
  /** Creates a managed group without members. */
  record CreateGroup(String displayName, String description) implements Action {}

  /**
   * Adds users to a managed group.
   *
   * @param users at most 20, what one request may carry. Source: Microsoft Graph, "Add members",
   *     example 2
   */
  record AddMembers(GroupId group, String displayName, List<UserId> users) implements Action {
    /** What one request may carry. */
    public static final int LIMIT = 20;

    public AddMembers {
      users = List.copyOf(users);
      if (users.isEmpty() || users.size() > LIMIT) {
        throw new IllegalArgumentException("one request adds 1 to " + LIMIT + " members");
      }
    }
  }

  /** Removes the membership of one user. */
  record RemoveMember(GroupId group, String displayName, UserId user) implements Action {}

  /** Creates a policy, always report-only. */
  record CreatePolicy(PolicyRole role, PolicyContent content) implements Action {
    public CreatePolicy {
      if (content.state() != PolicyState.REPORT_ONLY) {
        throw new IllegalArgumentException("a policy is created report-only");
      }
    }
  }

  /**
   * Restores a policy of the rollout that was deleted.
   *
   * @param content as it comes back, with the state that it had
   */
  record RestorePolicy(PolicyRole role, PolicyId id, PolicyContent content) implements Action {}

  /** Writes some fields of a policy, never its state. */
  record UpdatePolicy(PolicyRole role, PolicyId id, Set<PolicyField> fields, PolicyContent content)
      implements Action {
    public UpdatePolicy {
      fields = Set.copyOf(fields);
      if (fields.isEmpty() || fields.contains(PolicyField.STATE)) {
        throw new IllegalArgumentException("an update writes fields other than the state");
      }
    }
  }

  /** Writes the state of a policy alone. */
  record SetPolicyState(PolicyRole role, PolicyId id, PolicyState state) implements Action {}

  /**
   * Takes over a policy that nobody owns: puts the mark of ownership and the exclusions on it, in
   * one write. All else that is wanted otherwise comes with later writes.
   *
   * @param before the policy as it is
   * @param content the policy as the write leaves it
   * @param wanted the policy as the stage wants it in the end, once gates have passed
   */
  record AdoptPolicy(
      PolicyRole role,
      PolicyId id,
      PolicyContent before,
      PolicyContent content,
      PolicyContent wanted)
      implements Action {
    /** The fields that are written. */
    private static final Set<PolicyField> WRITTEN =
        Set.of(PolicyField.DISPLAY_NAME, PolicyField.EXCLUDE_USERS, PolicyField.EXCLUDE_GROUPS);

    public AdoptPolicy {
      if (!WRITTEN.containsAll(before.differences(content))) {
        throw new IllegalArgumentException("an adoption writes the name and exclusions only");
      }
    }

    /** What is written, never empty: the name at least. */
    public Set<PolicyField> fields() {
      return before.differences(content);
    }

    /** All that the rollout wants otherwise than it is. */
    public Set<PolicyField> differences() {
      return before.differences(wanted);
    }

    /** What those differences would do to what is enforced. */
    public FieldEffects effects() {
      return FieldEffects.between(before, wanted);
    }

    /** Every field that differs, and what that does: part of a sentence for a person. */
    public String inWords() {
      return PlanText.differences(this);
    }
  }

  /**
   * Puts this installation's mark of ownership in place of another installation's. The object is
   * the same rollout's; whom it covers or who is in it stays as it is.
   */
  sealed interface TakeOver extends Action {
    /**
     * A policy; what keeps the emergency access accounts out is written with the mark.
     *
     * @param fields the name, and exclusions that are missing
     */
    record OfPolicy(PolicyRole role, PolicyId id, Set<PolicyField> fields, PolicyContent content)
        implements TakeOver {
      private static final Set<PolicyField> WRITTEN =
          Set.of(PolicyField.DISPLAY_NAME, PolicyField.EXCLUDE_USERS, PolicyField.EXCLUDE_GROUPS);

      public OfPolicy {
        fields = Set.copyOf(fields);
        if (fields.isEmpty() || !WRITTEN.containsAll(fields)) {
          throw new IllegalArgumentException("a take-over writes the name and exclusions only");
        }
      }
    }

    /** A managed group, whose mark is in its description. */
    record OfGroup(GroupId id, String displayName, String description) implements TakeOver {}
  }
}
