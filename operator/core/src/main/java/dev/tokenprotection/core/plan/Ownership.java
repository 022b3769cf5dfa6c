package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.RolloutIdentity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Which policies of a tenant are a rollout's. */
public sealed interface Ownership {
  /** At most one policy of each role. */
  record Ours(Map<PolicyRole, ObservedPolicy> policies) implements Ownership {
    public Ours {
      policies = Map.copyOf(policies);
    }
  }

  /**
   * At most one policy of each role, some with the mark of an installation whose place is taken.
   *
   * @param foreign the roles of those
   * @param installation whose mark they carry
   */
  record TakenOver(
      Map<PolicyRole, ObservedPolicy> policies, Set<PolicyRole> foreign, String installation)
      implements Ownership {
    public TakenOver {
      policies = Map.copyOf(policies);
      foreign = Set.copyOf(foreign);
    }
  }

  /** Two or more policies play one role: a person must say which one stays. */
  record Duplicate(PolicyRole role, List<PolicyId> ids) implements Ownership {
    public Duplicate {
      ids = List.copyOf(ids);
    }
  }

  /** Policies of this rollout that another installation owns. */
  record OwnedElsewhere(String installation, List<PolicyId> ids) implements Ownership {
    public OwnedElsewhere {
      ids = List.copyOf(ids);
    }
  }

  /** Looks through all policies of a tenant, and takes nobody's place. */
  static Ownership of(
      RolloutIdentity identity, Collection<ObservedPolicy> all, Map<PolicyRole, PolicyId> known) {
    return of(identity, all, known, Predecessors.NONE);
  }

  /**
   * Looks through all policies of a tenant.
   *
   * @param all every policy of the tenant, every page
   * @param known ids of policies that were found or created before: they stay the rollout's even
   *     when somebody took the marker out of their names, but not when another installation put its
   *     own there, as one does that takes them over
   */
  static Ownership of(
      RolloutIdentity identity,
      Collection<ObservedPolicy> all,
      Map<PolicyRole, PolicyId> known,
      Predecessors predecessors) {
    Marker own = Marker.of(identity);
    Map<PolicyRole, List<ObservedPolicy>> ours = new EnumMap<>(PolicyRole.class);
    Map<PolicyRole, String> foreign = new EnumMap<>(PolicyRole.class);
    Map<String, List<PolicyId>> elsewhere = new TreeMap<>();
    for (ObservedPolicy policy : all) {
      Optional<Marker.Found> found = Marker.find(policy.content().displayName());
      Optional<Marker> other =
          found.map(Marker.Found::marker).filter(marker -> marker.isOfAnotherInstallation(own));
      Optional<PolicyRole> role =
          knownRole(policy.id(), known)
              .or(
                  () ->
                      found
                          .filter(f -> f.marker().rollout().equals(own.rollout()))
                          .map(Marker.Found::role));
      if (role.isEmpty()) {
        continue;
      }
      if (other.isPresent() && !predecessors.include(other.get())) {
        elsewhere
            .computeIfAbsent(other.get().installation(), i -> new ArrayList<>())
            .add(policy.id());
        continue;
      }
      ours.computeIfAbsent(role.get(), r -> new ArrayList<>()).add(policy);
      other.ifPresent(marker -> foreign.put(role.get(), marker.installation()));
    }
    return judged(ours, foreign, elsewhere);
  }

  /** One sentence for a person when the rollout has to stop; empty when it has not. */
  default Optional<String> problem() {
    return switch (this) {
      case Ours _ -> Optional.empty();
      case TakenOver _ -> Optional.empty();
      case Duplicate(PolicyRole role, List<PolicyId> ids) ->
          Optional.of(
              ids.size()
                  + " policies carry the marker of the "
                  + (role == PolicyRole.OBSERVE ? "observe" : "enforced")
                  + " policy of this rollout ("
                  + listed(ids)
                  + "). Delete all but one, or rename those that are not meant.");
      case OwnedElsewhere(String installation, List<PolicyId> ids) ->
          Optional.of(
              "The policies of this rollout ("
                  + listed(ids)
                  + ") carry the marker of another installation, "
                  + installation
                  + ". Stop that one, then take its policies over.");
    };
  }

  private static Ownership judged(
      Map<PolicyRole, List<ObservedPolicy>> ours,
      Map<PolicyRole, String> foreign,
      Map<String, List<PolicyId>> elsewhere) {
    for (Map.Entry<PolicyRole, List<ObservedPolicy>> entry : ours.entrySet()) {
      if (entry.getValue().size() > 1) {
        return new Duplicate(
            entry.getKey(), entry.getValue().stream().map(ObservedPolicy::id).sorted().toList());
      }
    }
    for (Map.Entry<String, List<PolicyId>> entry : elsewhere.entrySet()) {
      return new OwnedElsewhere(entry.getKey(), entry.getValue().stream().sorted().toList());
    }
    Map<PolicyRole, ObservedPolicy> policies =
        ours.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().getFirst()));
    return foreign.values().stream()
        .findFirst()
        .<Ownership>map(from -> new TakenOver(policies, foreign.keySet(), from))
        .orElseGet(() -> new Ours(policies));
  }

  private static Optional<PolicyRole> knownRole(PolicyId id, Map<PolicyRole, PolicyId> known) {
    return known.entrySet().stream()
        .filter(entry -> entry.getValue().equals(id))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static String listed(List<PolicyId> ids) {
    return ids.stream().map(PolicyId::value).collect(Collectors.joining(", "));
  }
}
