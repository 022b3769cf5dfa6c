package dev.tokenprotection.kubernetes.mapping;

import static dev.tokenprotection.kubernetes.mapping.Settings.member;

import dev.tokenprotection.api.v1alpha1.GateFailureAction;
import dev.tokenprotection.api.v1alpha1.Membership;
import dev.tokenprotection.api.v1alpha1.Stage;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutSpec;
import dev.tokenprotection.core.drift.DriftPolicy;
import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.guard.ApplyPolicy;
import dev.tokenprotection.core.guard.MembershipCaps;
import dev.tokenprotection.core.model.CreationPolicy;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.stage.GateDefaults;
import dev.tokenprotection.core.stage.OnGateFailure;
import dev.tokenprotection.core.stage.StageRules;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All that a rollout's author wants, in the words of the core and with every default filled in.
 *
 * @param rollout who, what and in which stages
 * @param criteria the evidence needed to leave each stage
 * @param rules when each stage may be left
 * @param caps how many members may change at once
 * @param breaker when to go back at once
 * @param applyPolicy whether anything is written
 * @param driftPolicy what is done when others change what the rollout owns
 * @param creation whether its policies are made or taken over
 */
public record Wanted(
    Rollout rollout,
    List<GateCriteria> criteria,
    List<StageRules> rules,
    MembershipCaps caps,
    BreakerRules breaker,
    ApplyPolicy applyPolicy,
    DriftPolicy driftPolicy,
    CreationPolicy creation) {
  public Wanted {
    criteria = List.copyOf(criteria);
    rules = List.copyOf(rules);
  }

  /**
   * @param resource one that {@code RolloutValidation} has nothing against
   * @param installation the declared id of the installation
   */
  public static Wanted of(TokenProtectionRollout resource, String installation) {
    TokenProtectionRolloutSpec spec = resource.getSpec();
    List<GateCriteria> criteria =
        IntStream.range(0, spec.stages().size())
            .mapToObj(index -> GateMapping.criteria(spec, index))
            .toList();
    List<StageRules> rules =
        IntStream.range(0, criteria.size())
            .mapToObj(index -> StageRules.of(criteria.get(index), onGateFailure(spec, index)))
            .toList();
    return new Wanted(
        RolloutMapping.rollout(resource, installation),
        criteria,
        rules,
        caps(spec.membership()),
        BreakerRules.of(spec.breaker()),
        member(spec.applyPolicy(), EnumMapping::applyPolicy).orElse(ApplyPolicy.AUTOMATIC),
        member(spec.driftPolicy(), EnumMapping::driftPolicy).orElse(DriftPolicy.CORRECT),
        RolloutMapping.creation(spec.policy()));
  }

  private static OnGateFailure onGateFailure(TokenProtectionRolloutSpec spec, int index) {
    Stage stage = spec.stages().get(index);
    GateFailureAction action =
        stage.onGateFailure() == null ? spec.onGateFailure() : stage.onGateFailure();
    return switch (action) {
      case null -> GateDefaults.onGateFailure(EnumMapping.stageState(stage.state()));
      case PAUSE -> OnGateFailure.PAUSE;
      case REPORT_ONLY -> OnGateFailure.REPORT_ONLY;
      case ROLLBACK_STAGE -> OnGateFailure.ROLLBACK_STAGE;
      case UNKNOWN -> throw new IllegalArgumentException("validation refuses " + action);
    };
  }

  private static MembershipCaps caps(Membership membership) {
    if (membership == null) {
      return MembershipCaps.DEFAULT;
    }
    return new MembershipCaps(
        GateMapping.countOrShare(membership.maxRemovals(), MembershipCaps.DEFAULT.maxRemovals()),
        GateMapping.countOrShare(membership.maxAdditions(), MembershipCaps.DEFAULT.maxAdditions()));
  }
}
