package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.CreationPolicy;
import dev.tokenprotection.core.model.FoldedName;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.Rollout;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which policies that nobody has marked a rollout takes over. They are not its own before the mark
 * of ownership was written, which is a change of the plan like any other.
 */
public sealed interface Adoption {
  /** None. */
  record None() implements Adoption {}

  /** None, though policies have the wanted name: worth telling a person. */
  record Namesakes(String displayName, List<PolicyId> ids) implements Adoption {
    public Namesakes {
      ids = List.copyOf(ids);
    }
  }

  /** These, by the role that each is to play. */
  record Found(Map<PolicyRole, ObservedPolicy> policies) implements Adoption {
    public Found {
      policies = Map.copyOf(policies);
    }
  }

  /** Several have the wanted name: a person must say which is meant. */
  record Ambiguous(String displayName, List<PolicyId> ids) implements Adoption {
    public Ambiguous {
      ids = List.copyOf(ids);
    }
  }

  /** The tenant has no policy of the given id. */
  record NotFound(PolicyRole role, PolicyId id) implements Adoption {}

  /**
   * A rollout owns the policy of the given id already, in this role or another.
   *
   * @param displayName the policy's name, which tells whose it is
   */
  record Owned(PolicyRole role, PolicyId id, String displayName) implements Adoption {}

  /** The rollout has another policy for the role than the one of the given id. */
  record Occupied(PolicyRole role, PolicyId id, PolicyId present) implements Adoption {}

  /**
   * Looks for what is to be taken over.
   *
   * @param ours the policies that are the rollout's by marker or by id
   * @param known ids of policies that were found, made or taken over before, also of those that
   *     have gone since: what was adopted once is not looked for again
   * @param all every policy of the tenant
   */
  static Adoption of(
      CreationPolicy creation,
      Rollout rollout,
      Map<PolicyRole, ObservedPolicy> ours,
      Map<PolicyRole, PolicyId> known,
      Collection<ObservedPolicy> all) {
    return switch (creation) {
      case CreationPolicy.Create _ -> created(rollout, isNew(ours, known), all);
      case CreationPolicy.AdoptOrCreate _ -> byName(rollout, isNew(ours, known), all);
      case CreationPolicy.Adopt(Map<PolicyRole, PolicyId> ids) -> byId(ids, ours, known, all);
    };
  }

  /** Those that are to be taken over; empty when there are none. */
  default Map<PolicyRole, ObservedPolicy> policies() {
    return this instanceof Found(Map<PolicyRole, ObservedPolicy> found) ? found : Map.of();
  }

  /** One sentence for a person when the rollout has to stop; empty when it has not. */
  default Optional<String> problem() {
    return switch (this) {
      case None _ -> Optional.empty();
      case Namesakes _ -> Optional.empty();
      case Found _ -> Optional.empty();
      case Ambiguous(String displayName, List<PolicyId> ids) ->
          Optional.of(
              ids.size()
                  + " policies are named \""
                  + displayName
                  + "\" ("
                  + listed(ids)
                  + "), so it can't be told which one to adopt. Name it by id: creationPolicy Adopt"
                  + " with policy.adopt.");
      case NotFound(PolicyRole role, PolicyId id) ->
          Optional.of(
              "The policy "
                  + id
                  + ", which policy.adopt."
                  + field(role)
                  + " names, does not exist in the tenant. Correct the id, or restore the policy in"
                  + " Entra.");
      case Owned(PolicyRole role, PolicyId id, String displayName) ->
          Optional.of(
              "The policy "
                  + id
                  + " (\""
                  + displayName
                  + "\"), which policy.adopt."
                  + field(role)
                  + " names, carries the mark of ownership of a rollout already. Let that rollout"
                  + " go, then take the mark out of the policy's name.");
      case Occupied(PolicyRole role, PolicyId id, PolicyId present) ->
          Optional.of(
              "The rollout has the policy "
                  + present
                  + " already, so it can't adopt "
                  + id
                  + " (policy.adopt."
                  + field(role)
                  + ") in its place. Give the id of the one that it has, or delete that one in Entra"
                  + " first.");
    };
  }

  /** One sentence for a person about policies that only look as if they were meant. */
  default Optional<String> hint() {
    return this instanceof Namesakes(String displayName, List<PolicyId> ids)
        ? Optional.of(
            "The tenant has a policy named \""
                + displayName
                + "\" already ("
                + listed(ids)
                + "); creationPolicy is Create, so it is left alone and new ones are made. To have"
                + " it taken over, set creationPolicy to AdoptOrCreate, or to Adopt with its id.")
        : Optional.empty();
  }

  /** Only a rollout that has nothing yet takes over by name: later a namesake is a stranger. */
  private static boolean isNew(
      Map<PolicyRole, ObservedPolicy> ours, Map<PolicyRole, PolicyId> known) {
    return ours.isEmpty() && known.isEmpty();
  }

  private static Adoption created(Rollout rollout, boolean isNew, Collection<ObservedPolicy> all) {
    List<ObservedPolicy> named = named(rollout, all);
    return !isNew || named.isEmpty()
        ? new None()
        : new Namesakes(rollout.policyDisplayName(), ids(named));
  }

  private static Adoption byName(Rollout rollout, boolean isNew, Collection<ObservedPolicy> all) {
    List<ObservedPolicy> named = isNew ? named(rollout, all) : List.of();
    return switch (named.size()) {
      case 0 -> new None();
      case 1 -> new Found(Map.of(roleOf(named.getFirst()), named.getFirst()));
      default -> new Ambiguous(rollout.policyDisplayName(), ids(named));
    };
  }

  /** What is on goes on being enforced; what is not keeps being observed, with its evidence. */
  private static PolicyRole roleOf(ObservedPolicy policy) {
    return policy.content().state() == PolicyState.ENABLED
        ? PolicyRole.ENFORCED
        : PolicyRole.OBSERVE;
  }

  private static Adoption byId(
      Map<PolicyRole, PolicyId> ids,
      Map<PolicyRole, ObservedPolicy> ours,
      Map<PolicyRole, PolicyId> known,
      Collection<ObservedPolicy> all) {
    Map<PolicyRole, ObservedPolicy> found = new EnumMap<>(PolicyRole.class);
    for (Map.Entry<PolicyRole, PolicyId> wanted : new TreeMap<>(ids).entrySet()) {
      PolicyRole role = wanted.getKey();
      PolicyId id = wanted.getValue();
      Optional<PolicyId> present = Optional.ofNullable(ours.get(role)).map(ObservedPolicy::id);
      if (present.isPresent() && !present.get().equals(id)) {
        return new Occupied(role, id, present.get());
      }
      if (present.isPresent() || known.containsKey(role)) {
        continue;
      }
      Optional<ObservedPolicy> policy = all.stream().filter(p -> p.id().equals(id)).findFirst();
      if (policy.isEmpty()) {
        return new NotFound(role, id);
      }
      if (isMarked(policy.get())) {
        return new Owned(role, id, policy.get().content().displayName());
      }
      found.put(role, policy.get());
    }
    return found.isEmpty() ? new None() : new Found(found);
  }

  private static List<ObservedPolicy> named(Rollout rollout, Collection<ObservedPolicy> all) {
    FoldedName wanted = FoldedName.of(rollout.policyDisplayName());
    return all.stream()
        .filter(policy -> !isMarked(policy))
        .filter(policy -> FoldedName.of(policy.content().displayName()).equals(wanted))
        .toList();
  }

  private static boolean isMarked(ObservedPolicy policy) {
    return Marker.find(policy.content().displayName()).isPresent();
  }

  private static List<PolicyId> ids(List<ObservedPolicy> policies) {
    return policies.stream().map(ObservedPolicy::id).sorted().toList();
  }

  private static String listed(List<PolicyId> ids) {
    return ids.stream().map(PolicyId::value).collect(Collectors.joining(", "));
  }

  private static String field(PolicyRole role) {
    return switch (role) {
      case OBSERVE -> "observeId";
      case ENFORCED -> "enforcedId";
    };
  }
}
