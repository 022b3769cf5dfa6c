package dev.tokenprotection.kubernetes.mapping;

import static dev.tokenprotection.kubernetes.mapping.Settings.member;
import static dev.tokenprotection.kubernetes.mapping.Settings.orEmpty;

import dev.tokenprotection.api.v1alpha1.AdoptedPolicies;
import dev.tokenprotection.api.v1alpha1.Policy;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutSpec;
import dev.tokenprotection.core.model.CreationPolicy;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.GroupReference;
import dev.tokenprotection.core.model.Include;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.model.Sample;
import dev.tokenprotection.core.model.Share;
import dev.tokenprotection.core.model.Stage;
import dev.tokenprotection.core.model.StageCohort;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rollout as its author wants it, in the words of the core. */
public final class RolloutMapping {
  private RolloutMapping() {}

  /** Which rollout {@code resource} is; needs nothing of its spec. */
  public static RolloutIdentity identity(TokenProtectionRollout resource, String installation) {
    return new RolloutIdentity(
        installation, resource.getMetadata().getNamespace(), resource.getMetadata().getName());
  }

  /**
   * @param resource one that {@code RolloutValidation} has nothing against
   * @param installation the declared id of the installation
   */
  public static Rollout rollout(TokenProtectionRollout resource, String installation) {
    TokenProtectionRolloutSpec spec = resource.getSpec();
    return new Rollout(
        identity(resource, installation),
        EnumMapping.profile(spec.profile()),
        spec.applications().stream()
            .map(EnumMapping::application)
            .collect(Collectors.toCollection(TreeSet::new)),
        spec.policy().displayName(),
        DeviceFilters.of(spec.policy()),
        Boolean.FALSE.equals(spec.policy().excludeGuests())
            ? PolicyContent.Guests.COVERED
            : PolicyContent.Guests.EXCLUDED,
        references(spec.policy().excludeGroups()),
        member(spec.observeScope(), EnumMapping::observeScope)
            .orElse(Rollout.ObserveScope.ALL_STAGES),
        spec.stages().stream().map(RolloutMapping::stage).toList());
  }

  /**
   * Whether policies are made or taken over.
   *
   * @param policy one that {@code RolloutValidation} has nothing against
   */
  static CreationPolicy creation(Policy policy) {
    return switch (policy.creationPolicy()) {
      case null -> new CreationPolicy.Create();
      case CREATE -> new CreationPolicy.Create();
      case ADOPT_OR_CREATE -> new CreationPolicy.AdoptOrCreate();
      case ADOPT -> {
        Map<PolicyRole, PolicyId> ids = new EnumMap<>(PolicyRole.class);
        member(policy.adopt(), AdoptedPolicies::observeId)
            .ifPresent(id -> ids.put(PolicyRole.OBSERVE, new PolicyId(id)));
        member(policy.adopt(), AdoptedPolicies::enforcedId)
            .ifPresent(id -> ids.put(PolicyRole.ENFORCED, new PolicyId(id)));
        yield new CreationPolicy.Adopt(ids);
      }
      case UNKNOWN ->
          throw new IllegalArgumentException("validation refuses " + policy.creationPolicy());
    };
  }

  /** A reference to a group, in the words of the core. */
  public static GroupReference reference(dev.tokenprotection.api.v1alpha1.GroupReference group) {
    return group.id() == null
        ? new GroupReference.ByDisplayName(group.displayName())
        : new GroupReference.ById(new GroupId(group.id()));
  }

  private static Stage stage(dev.tokenprotection.api.v1alpha1.Stage stage) {
    StageCohort cohort =
        stage.include() == null
            ? new StageCohort.SameAsBefore()
            : new StageCohort.Own(include(stage.include()));
    return new Stage(stage.name(), EnumMapping.stageState(stage.state()), cohort);
  }

  private static Include include(dev.tokenprotection.api.v1alpha1.Include include) {
    return new Include(
        references(include.groups()),
        member(include.managedGroup(), RolloutMapping::managedGroup).stream().toList());
  }

  private static ManagedGroup managedGroup(dev.tokenprotection.api.v1alpha1.ManagedGroup group) {
    return new ManagedGroup(
        group.displayName(),
        member(group.membership(), EnumMapping::membership)
            .orElse(ManagedGroup.Membership.AUTHORITATIVE),
        orEmpty(group.users()),
        member(group.sample(), RolloutMapping::sample).stream().toList());
  }

  private static Sample sample(dev.tokenprotection.api.v1alpha1.Sample sample) {
    return new Sample(reference(sample.group()), Share.parse(sample.percent()));
  }

  private static List<GroupReference> references(
      List<dev.tokenprotection.api.v1alpha1.GroupReference> groups) {
    return orEmpty(groups).stream().map(RolloutMapping::reference).toList();
  }
}
