package dev.tokenprotection.core.world;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.guard.Claim;
import dev.tokenprotection.core.guard.Overlap;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.plan.ObservedState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Other rollouts of the tenant that may want the same. */
record Neighbourhood(Set<Circumstance> circumstances) {
  private static final Instant BORN = Examples.START;

  /** What the rollout has to give way to. */
  Optional<Overlap> overlap(Cluster.Snapshot read, ObservedState observed, Core core) {
    List<Claim> others = others(read.spec());
    return others.isEmpty()
        ? Optional.empty()
        : core.overlap(own(read.spec()), others, inEntra(read.spec(), observed));
  }

  /** Whether the rollout has to give way, by the rule alone: who is in Entra, then who is older. */
  boolean hasToGiveWay(ObservedState observed) {
    boolean isInEntra = !observed.policies().isEmpty();
    return circumstances.contains(Circumstance.OLDER_NEIGHBOUR)
        || circumstances.contains(Circumstance.YOUNGER_NEIGHBOUR) && !isInEntra;
  }

  /** Whether another rollout wants the same. */
  boolean isShared() {
    return circumstances.contains(Circumstance.OLDER_NEIGHBOUR)
        || circumstances.contains(Circumstance.YOUNGER_NEIGHBOUR);
  }

  /** Whether of the rollout and each of the others exactly one gives way to the other. */
  boolean oneOfTwoGivesWay(Spec spec, ObservedState observed, Core core) {
    Set<Marker> inEntra = inEntra(spec, observed);
    Claim own = own(spec);
    return others(spec).stream()
        .allMatch(
            other ->
                core.overlap(own, List.of(other), inEntra).isPresent()
                    != core.overlap(other, List.of(own), inEntra).isPresent());
  }

  private static Set<Marker> inEntra(Spec spec, ObservedState observed) {
    Set<Marker> markers = new HashSet<>(Set.of(Marker.of(Foreign.ANOTHER)));
    if (!observed.policies().isEmpty()) {
      markers.add(Marker.of(spec.rollout().identity()));
    }
    return markers;
  }

  private List<Claim> others(Spec spec) {
    List<Claim> others = new ArrayList<>();
    if (circumstances.contains(Circumstance.OLDER_NEIGHBOUR)) {
      others.add(claim(Foreign.ANOTHER, "older", BORN.minusSeconds(3600), spec));
    }
    if (circumstances.contains(Circumstance.YOUNGER_NEIGHBOUR)) {
      others.add(claim(Foreign.ANOTHER, "younger", BORN.plusSeconds(3600), spec));
    }
    return others;
  }

  private static Claim own(Spec spec) {
    return claim(spec.rollout().identity(), "own", BORN, spec);
  }

  private static Claim claim(RolloutIdentity identity, String uid, Instant createdAt, Spec spec) {
    List<Claim.Group> included = new ArrayList<>();
    List<Claim.Group> managed = new ArrayList<>();
    spec.includes()
        .forEach(
            include -> {
              include
                  .groups()
                  .forEach(
                      group ->
                          included.add(
                              new Claim.Group(group.asWritten(), Spec.idOf(group).value())));
              include.managedGroups().stream()
                  .map(ManagedGroup::displayName)
                  .forEach(name -> managed.add(new Claim.Group(name, "")));
            });
    return new Claim(
        identity,
        uid,
        createdAt,
        "Token protection of " + uid,
        Set.of(),
        Set.of(spec.rollout().profile()),
        spec.rollout().applications(),
        included,
        managed);
  }
}
