package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.RolloutIdentity;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Two rollouts never own the same policy, managed group or cohort of a tenant: the one that is in
 * Entra already goes on, else the older one, of two as old the one with the smaller UID. This is
 * what the other one has to give way to.
 *
 * @param winner the rollout that goes on
 * @param right why it does
 * @param shared what both want, each as the end of a sentence that begins with "both"
 */
public record Overlap(RolloutIdentity winner, Right right, List<String> shared) {
  private static final int NAMED = 3;

  /** Why one of two rollouts goes on. */
  public enum Right {
    /** Its marker is on a policy of the tenant, the other's is not. */
    IN_ENTRA,
    /** It was created earlier. */
    OLDER,
    /** It was created in the same second, and its UID is the smaller one. */
    SMALLER_UID
  }

  public Overlap {
    shared = List.copyOf(shared);
  }

  /** Whether {@code own} and any of {@code others} want the same. */
  public static boolean isAny(Claim own, Collection<Claim> others) {
    return others.stream().anyMatch(other -> !own.sharedWith(other).isEmpty());
  }

  /**
   * What {@code own} has to give way to; empty when it may go on. Of several the one that every
   * other has to give way to.
   *
   * @param others the claims of the other rollouts of the tenant
   * @param inEntra the markers that are on policies of the tenant
   */
  public static Optional<Overlap> before(Claim own, Collection<Claim> others, Set<Marker> inEntra) {
    Comparator<Claim> order =
        Comparator.comparing((Claim claim) -> isIn(claim, inEntra) ? 0 : 1)
            .thenComparing(Claim::createdAt)
            .thenComparing(Claim::uid);
    return others.stream()
        .filter(other -> !other.uid().equals(own.uid()))
        .filter(other -> order.compare(other, own) < 0)
        .sorted(order)
        .map(
            other ->
                new Overlap(other.identity(), rightOf(other, own, inEntra), own.sharedWith(other)))
        .filter(overlap -> !overlap.shared().isEmpty())
        .findFirst();
  }

  private static boolean isIn(Claim claim, Set<Marker> inEntra) {
    return inEntra.contains(Marker.of(claim.identity()));
  }

  private static Right rightOf(Claim winner, Claim loser, Set<Marker> inEntra) {
    if (isIn(winner, inEntra) != isIn(loser, inEntra)) {
      return Right.IN_ENTRA;
    }
    return winner.createdAt().isBefore(loser.createdAt()) ? Right.OLDER : Right.SMALLER_UID;
  }

  /** What is wrong and what to do, for a person. */
  public String sentence() {
    String why =
        switch (right) {
          case IN_ENTRA -> "whose policies are in Entra already";
          case OLDER -> "which is older";
          case SMALLER_UID -> "which is as old and has the smaller UID";
        };
    int more = shared.size() - NAMED;
    return "Gives way to the rollout "
        + winner
        + ", "
        + why
        + ": both "
        + String.join(", both ", shared.subList(0, Math.min(shared.size(), NAMED)))
        + (more > 0 ? ", and " + more + " more" : "")
        + ". Nothing is written for this rollout until one of the two is changed or deleted.";
  }
}
