package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.RolloutIdentity;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which group of a tenant is a rollout's managed group of a name. The record of ownership is in the
 * group's description.
 */
public sealed interface GroupOwnership {
  /** Exactly one group of this name is the rollout's. */
  record Ours(GroupId id) implements GroupOwnership {}

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

  /**
   * Looks through the groups of a name.
   *
   * @param named every group whose name is {@code displayName}
   */
  static GroupOwnership of(RolloutIdentity identity, String displayName, Collection<Named> named) {
    if (named.isEmpty()) {
      return new None();
    }
    Marker own = Marker.of(identity);
    List<GroupId> ours =
        named.stream()
            .filter(group -> isMarked(group.description(), own))
            .map(Named::id)
            .sorted()
            .toList();
    return switch (ours.size()) {
      case 0 -> new Foreign(displayName, named.stream().map(Named::id).sorted().toList());
      case 1 -> new Ours(ours.getFirst());
      default -> new Duplicate(displayName, ours);
    };
  }

  /** One sentence for a person when the rollout has to stop; empty when it has not. */
  default Optional<String> problem() {
    return switch (this) {
      case Ours _ -> Optional.empty();
      case None _ -> Optional.empty();
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

  private static boolean isMarked(String description, Marker own) {
    return Marker.find(description).filter(found -> found.marker().equals(own)).isPresent();
  }

  private static String listed(List<GroupId> ids) {
    return ids.stream().map(GroupId::value).collect(Collectors.joining(", "));
  }
}
