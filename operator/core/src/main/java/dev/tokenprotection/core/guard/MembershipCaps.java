package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.model.CountOrShare;
import dev.tokenprotection.core.model.Share;

/**
 * How many members of a managed group may change at once, against the members that it has (spec
 * .membership).
 *
 * @param maxRemovals how many may be removed, whatever the stage
 * @param maxAdditions by how many a group may grow once it is enforced; before that nobody is
 *     blocked by being in it, and whoever is added becomes evidence first
 */
public record MembershipCaps(CountOrShare maxRemovals, CountOrShare maxAdditions) {
  /** The values that hold where the spec says nothing. */
  public static final MembershipCaps DEFAULT =
      new MembershipCaps(
          new CountOrShare.OfWhole(Share.ofPercent(10)),
          new CountOrShare.OfWhole(Share.ofPercent(25)));
}
