package dev.tokenprotection.core.model;

import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A policy as it was read from the tenant.
 *
 * @param id the policy's id
 * @param content the fields that a rollout can own
 * @param modifiedAt when it was last written, or created when never modified
 * @param foreignFields Graph paths of conditions and controls that are set and that no rollout
 *     owns, such as {@code grantControls} or {@code conditions.locations}
 * @param grantControls the built-in controls by which it lets sign-ins through, as Graph spells
 *     them, such as {@code block} or {@code compliantDevice}
 */
public record ObservedPolicy(
    PolicyId id,
    PolicyContent content,
    Instant modifiedAt,
    SortedSet<String> foreignFields,
    SortedSet<String> grantControls) {

  /** A policy without a grant control. */
  public ObservedPolicy(
      PolicyId id, PolicyContent content, Instant modifiedAt, SortedSet<String> foreignFields) {
    this(id, content, modifiedAt, foreignFields, new TreeSet<>());
  }
}
