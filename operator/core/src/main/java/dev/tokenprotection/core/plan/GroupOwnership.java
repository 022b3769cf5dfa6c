package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.RolloutIdentity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which group of a tenant is a rollout's managed group of a name. The record of ownership is in the
 * group's description.
 */
public sealed interface GroupOwnership {
  /** Exactly one group of this name is the rollout's. */
  record Ours(GroupId id) implements GroupOwnership {}

  /**
   * Exactly one group of this name is the rollout's, with the record of an installation whose place
   * is taken.
   */
  record TakenOver(GroupId id, String installation) implements GroupOwnership {}

  /** Groups of this rollout that another installation owns. */
  record OwnedElsewhere(String displayName, String installation, List<GroupId> ids)
      implements GroupOwnership {
    public OwnedElsewhere {
      ids = List.copyOf(ids);
    }
  }

  /** No group has this name. */
  record None() implements GroupOwnership {}

  /** Two or more groups are the rollout's: a person must say which one stays. */
  record Duplicate(String displayName, List<GroupId> ids) implements GroupOwnership {
    public Duplicate {
      ids = List.copyOf(ids);
    }
  }

  /** Groups have this name, and none is the rollout's: their members belong to somebody else. */
  record Foreign(String displayName, List<GroupId> ids) implements GroupOwnership {
    public Foreign {
      ids = List.copyOf(ids);
    }
  }

  /** A group as far as its ownership needs it. */
  record Named(GroupId id, String description) {}

  /** Looks through the groups of a name, and takes nobody's place. */
  static GroupOwnership of(RolloutIdentity identity, String displayName, Collection<Named> named) {
    return of(identity, displayName, named, Predecessors.NONE);
  }

  /**
   * Looks through the groups of a name.
   *
   * @param named every group whose name is {@code displayName}
   * @param predecessors the installations whose place is taken
   */
  static GroupOwnership of(
      RolloutIdentity identity,
      String displayName,
      Collection<Named> named,
      Predecessors predecessors) {
    if (named.isEmpty()) {
      return new None();
    }
    Marker own = Marker.of(identity);
    List<GroupId> ours = new ArrayList<>();
    Map<GroupId, String> taken = new TreeMap<>();
    Map<String, List<GroupId>> elsewhere = new TreeMap<>();
    for (Named group : named) {
      Optional<Marker> marker = Marker.find(group.description()).map(Marker.Found::marker);
      Optional<Marker> other = marker.filter(found -> found.isOfAnotherInstallation(own));
      if (marker.filter(own::equals).isPresent()) {
        ours.add(group.id());
      } else if (other.filter(predecessors::include).isPresent()) {
        taken.put(group.id(), other.get().installation());
      } else if (other.isPresent()) {
        elsewhere
            .computeIfAbsent(other.get().installation(), i -> new ArrayList<>())
            .add(group.id());
      }
    }
    return judged(displayName, named, ours, taken, elsewhere);
  }

  private static GroupOwnership judged(
      String displayName,
      Collection<Named> named,
      List<GroupId> ours,
      Map<GroupId, String> taken,
      Map<String, List<GroupId>> elsewhere) {
    List<GroupId> all = new ArrayList<>(ours);
    all.addAll(taken.keySet());
    if (all.size() > 1) {
      return new Duplicate(displayName, all.stream().sorted().toList());
    }
    if (!ours.isEmpty()) {
      return new Ours(ours.getFirst());
    }
    for (Map.Entry<GroupId, String> entry : taken.entrySet()) {
      return new TakenOver(entry.getKey(), entry.getValue());
    }
    for (Map.Entry<String, List<GroupId>> entry : elsewhere.entrySet()) {
      return new OwnedElsewhere(
          displayName, entry.getKey(), entry.getValue().stream().sorted().toList());
    }
    return new Foreign(displayName, named.stream().map(Named::id).sorted().toList());
  }

  /** One sentence for a person when the rollout has to stop; empty when it has not. */
  default Optional<String> problem() {
    return switch (this) {
      case Ours _ -> Optional.empty();
      case TakenOver _ -> Optional.empty();
      case None _ -> Optional.empty();
      case OwnedElsewhere(String displayName, String installation, List<GroupId> ids) ->
          Optional.of(
              "The managed group \""
                  + displayName
                  + "\" ("
                  + listed(ids)
                  + ") carries the record of another installation, "
                  + installation
                  + ". Stop that one, then take its groups over.");
      case Duplicate(String displayName, List<GroupId> ids) ->
          Optional.of(
              ids.size()
                  + " groups named \""
                  + displayName
                  + "\" carry the record of this rollout in their descriptions ("
                  + listed(ids)
                  + "). Delete all but one.");
      case Foreign(String displayName, List<GroupId> ids) ->
          Optional.of(
              "A group named \""
                  + displayName
                  + "\" exists already ("
                  + listed(ids)
                  + ") and its description does not say that this rollout owns it. Name another"
                  + " managed group, or include this one under groups as it is.");
    };
  }

  private static String listed(List<GroupId> ids) {
    return ids.stream().map(GroupId::value).collect(Collectors.joining(", "));
  }
}
