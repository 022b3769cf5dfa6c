package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.AdoptedPolicies;
import dev.tokenprotection.api.v1alpha1.Application;
import dev.tokenprotection.api.v1alpha1.GroupReference;
import dev.tokenprotection.api.v1alpha1.ManagedGroup;
import dev.tokenprotection.api.v1alpha1.Profile;
import dev.tokenprotection.api.v1alpha1.Stage;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutSpec;
import dev.tokenprotection.core.guard.Claim;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.kubernetes.mapping.EnumMapping;
import dev.tokenprotection.kubernetes.mapping.RolloutMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What rollouts want to own of their tenant. Nothing of a spec may be relied on that only
 * validation makes sure of: also a rollout that can't be acted upon keeps what it has.
 */
final class Claims {
  private final TokenProtectionRollout resource;
  private final Memory memory;
  private final String installation;

  private Claims(TokenProtectionRollout resource, Memory memory, String installation) {
    this.resource = resource;
    this.memory = memory;
    this.installation = installation;
  }

  /** What {@code resource} claims, by its spec and by what its status says of it. */
  static Claim of(TokenProtectionRollout resource, String installation) {
    return of(resource, new Memory(resource.getStatus()), installation);
  }

  /**
   * @param memory knows more than status: what the present look has found
   */
  static Claim of(TokenProtectionRollout resource, Memory memory, String installation) {
    return new Claims(resource, memory, installation).claim();
  }

  private Claim claim() {
    TokenProtectionRolloutSpec spec = resource.getSpec();
    List<Claim.Group> included = new ArrayList<>();
    List<Claim.Group> managed = new ArrayList<>();
    for (Stage stage : spec.stages()) {
      if (stage.include() != null) {
        Stream.ofNullable(stage.include().groups())
            .flatMap(List::stream)
            .map(this::included)
            .forEach(included::add);
        Stream.ofNullable(stage.include().managedGroup()).map(this::managed).forEach(managed::add);
      }
    }
    return new Claim(
        RolloutMapping.identity(resource, installation),
        resource.getMetadata().getUid(),
        createdAt(),
        spec.policy().displayName(),
        policies(spec.policy().adopt()),
        spec.profile() == Profile.UNKNOWN ? Set.of() : Set.of(EnumMapping.profile(spec.profile())),
        spec.applications().stream()
            .filter(application -> application != Application.UNKNOWN)
            .map(EnumMapping::application)
            .collect(Collectors.toSet()),
        included,
        managed);
  }

  /** The server sets it; an object that was never sent to one is the youngest. */
  private Instant createdAt() {
    return Optional.ofNullable(resource.getMetadata().getCreationTimestamp())
        .map(Instant::parse)
        .orElse(Instant.MAX);
  }

  private Set<PolicyId> policies(AdoptedPolicies adopted) {
    Set<PolicyId> policies = new HashSet<>(memory.policies().values());
    if (adopted != null) {
      Stream.of(adopted.enforcedId(), adopted.observeId())
          .filter(Objects::nonNull)
          .map(PolicyId::new)
          .forEach(policies::add);
    }
    return policies;
  }

  private Claim.Group included(GroupReference group) {
    if (group.id() != null) {
      return new Claim.Group("", group.id().toLowerCase(Locale.ROOT));
    }
    return new Claim.Group(
        group.displayName(),
        Optional.ofNullable(memory.pins().get(group.displayName()))
            .map(pin -> pin.id().toLowerCase(Locale.ROOT))
            .orElse(""));
  }

  private Claim.Group managed(ManagedGroup group) {
    return new Claim.Group(
        group.displayName(),
        Optional.ofNullable(memory.managedGroups().get(group.displayName()))
            .map(GroupId::value)
            .orElse(""));
  }
}
