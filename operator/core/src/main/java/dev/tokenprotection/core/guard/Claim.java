package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.FoldedName;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.Profile;
import dev.tokenprotection.core.model.RolloutIdentity;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a rollout wants to own of its tenant.
 *
 * @param identity whose claim it is
 * @param uid the UID of its Kubernetes object
 * @param createdAt when that object was created
 * @param policyName the name of its policies, without the marker of ownership
 * @param policies policies that it names by id or is known to have
 * @param profiles its profile; none when this version does not know it
 * @param applications the resources that it covers
 * @param included the groups that it includes as they are, in any stage
 * @param managed the groups whose members it owns, in any stage
 */
public record Claim(
    RolloutIdentity identity,
    String uid,
    Instant createdAt,
    String policyName,
    Set<PolicyId> policies,
    Set<Profile> profiles,
    Set<Application> applications,
    List<Group> included,
    List<Group> managed) {

  /**
   * A group as far as a rollout knows it.
   *
   * @param displayName its name, empty when the rollout gives an id
   * @param id its object id in lower case, empty as long as it is not known
   */
  public record Group(String displayName, String id) {
    private String asWritten() {
      return displayName.isEmpty() ? id : "\"" + displayName + "\"";
    }

    private boolean hasNameOf(Group other) {
      return !displayName.isEmpty()
          && FoldedName.of(displayName).equals(FoldedName.of(other.displayName));
    }

    /** Ids decide where both are known, since names are not unique. */
    private boolean is(Group other) {
      return id.isEmpty() || other.id.isEmpty() ? hasNameOf(other) : id.equals(other.id);
    }
  }

  public Claim {
    policies = Set.copyOf(policies);
    profiles = Set.copyOf(profiles);
    applications = Set.copyOf(applications);
    included = List.copyOf(included);
    managed = List.copyOf(managed);
  }

  /**
   * What this claim and {@code other} both want, each as the end of a sentence that begins with
   * "both"; empty when they can live side by side. Groups that are nested in one another are not
   * looked into, and neither are people who are in two groups.
   */
  public List<String> sharedWith(Claim other) {
    Set<String> shared = new LinkedHashSet<>();
    policies.stream()
        .filter(other.policies::contains)
        .sorted()
        .forEach(id -> shared.add("own the policy " + id));
    if (FoldedName.of(policyName).equals(FoldedName.of(other.policyName))) {
      shared.add("name their policies \"" + policyName + "\"");
    }
    if (Marker.of(identity).equals(Marker.of(other.identity))) {
      shared.add("carry the same mark of ownership");
    }
    managed.stream()
        .filter(other::manages)
        .forEach(group -> shared.add("manage the members of the group " + group.asWritten()));
    if (!profiles.isEmpty() && profiles.equals(other.profiles)) {
      addCohorts(other, shared);
    }
    return List.copyOf(shared);
  }

  private void addCohorts(Claim other, Set<String> shared) {
    String both =
        applications.stream()
            .filter(other.applications::contains)
            .sorted()
            .map(Application::shortName)
            .collect(Collectors.joining(", "));
    if (both.isEmpty()) {
      return;
    }
    cohort()
        .filter(group -> other.cohort().anyMatch(group::is))
        .filter(group -> !(managed.contains(group) && other.manages(group)))
        .forEach(group -> shared.add("include the group " + group.asWritten() + " for " + both));
  }

  private Stream<Group> cohort() {
    return Stream.concat(included.stream(), managed.stream());
  }

  private boolean manages(Group group) {
    return managed.stream().anyMatch(mine -> mine.is(group) || mine.hasNameOf(group));
  }
}
