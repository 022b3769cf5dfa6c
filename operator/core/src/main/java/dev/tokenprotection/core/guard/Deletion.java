package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.model.DeletionPolicy;

/**
 * What becomes of a rollout's policies now that the rollout is being deleted. Groups and their
 * members always stay.
 */
public sealed interface Deletion {
  /** The policies stay as they are: what is enforced stays enforced. */
  record Orphan(Why why) implements Deletion {}

  /** The policies are made to enforce nothing, as {@code policy} says. */
  record Lower(DeletionPolicy policy) implements Deletion {}

  /** Why policies are left as they are. */
  enum Why {
    /** So the rollout wants it. */
    WANTED,
    /** Nobody confirmed that just this object goes and takes its protection with it. */
    NOT_CONFIRMED,
    /** Somebody wanted the object gone at once. */
    FORCED,
    /** The rollout only looks on and never writes. */
    LOOKS_ON
  }

  /** Whether somebody confirmed the deletion of just this object. */
  enum Confirmation {
    /** Somebody named this very object. */
    GIVEN,
    /** Nobody did, or another object of this name is meant. */
    MISSING
  }

  /** Whether somebody wants the object gone at once. */
  enum Haste {
    NONE,
    AT_ONCE
  }

  /**
   * Decides what the deletion of a rollout does. An application that is renamed, or a manifest that
   * is replaced by force, deletes an object without anybody wanting its protection to end: so the
   * policies are lowered only when somebody confirmed just that.
   */
  static Deletion decide(
      DeletionPolicy policy, ApplyPolicy applies, Confirmation confirmation, Haste haste) {
    if (policy == DeletionPolicy.ORPHAN) {
      return new Orphan(Why.WANTED);
    }
    if (haste == Haste.AT_ONCE) {
      return new Orphan(Why.FORCED);
    }
    if (confirmation == Confirmation.MISSING) {
      return new Orphan(Why.NOT_CONFIRMED);
    }
    return switch (applies) {
      case AUTOMATIC -> new Lower(policy);
      case OBSERVE -> new Orphan(Why.LOOKS_ON);
    };
  }
}
