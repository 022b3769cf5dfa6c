package dev.tokenprotection.core.world;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.drift.Corrections;
import dev.tokenprotection.core.drift.Drift;
import dev.tokenprotection.core.drift.DriftHandling;
import dev.tokenprotection.core.drift.DriftPolicy;
import dev.tokenprotection.core.guard.Claim;
import dev.tokenprotection.core.guard.Deletion;
import dev.tokenprotection.core.guard.Overlap;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.DeletionPolicy;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.Resolved;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.DeletionPlan;
import dev.tokenprotection.core.plan.Direction;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Ownership;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.stage.Recovery;
import dev.tokenprotection.core.stage.StageEdit;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Broken recovery, ownership, drift, overlap and deletion. */
final class BrokenRoads {
  private BrokenRoads() {}

  static List<Mutation> all() {
    return List.of(
        new Mutation("after lost status it begins at the first stage", beginningAnew()),
        new Mutation("after lost status it begins at the last stage", atTheEnd()),
        new Mutation("changed stages are accepted by nobody's word", acceptingAnything()),
        new Mutation("a policy of anybody is taken for its own", owningAnything()),
        new Mutation("drift that is only to be told is put back", handling(DriftPolicy.CORRECT)),
        new Mutation("drift that is to be put back is only told", handling(DriftPolicy.REPORT)),
        new Mutation("two writers fight for ever", fightingForEver()),
        new Mutation("a younger rollout does not give way", givingWayNever()),
        new Mutation("both of two rollouts give way", givingWayBoth()),
        new Mutation("a deletion needs no confirmation", deletingUnasked()),
        new Mutation("force-orphan is not heard", deletingInNoHaste()),
        new Mutation("a confirmed deletion lowers nothing", deletingNothing()),
        new Mutation("a deletion enables what was report-only", deletingByEnabling()));
  }

  private static Core beginningAnew() {
    return new Core() {
      @Override
      Recovery recovery(
          Rollout rollout, Resolved resolved, BreakGlass breakGlass, ObservedState observed) {
        return new Recovery.Anew();
      }
    };
  }

  private static Core atTheEnd() {
    return new Core() {
      @Override
      Recovery recovery(
          Rollout rollout, Resolved resolved, BreakGlass breakGlass, ObservedState observed) {
        return super.recovery(rollout, resolved, breakGlass, observed)
                instanceof Recovery.At(var _, Scope passed)
            ? new Recovery.At(rollout.stages().size() - 1, passed)
            : super.recovery(rollout, resolved, breakGlass, observed);
      }
    };
  }

  private static Core acceptingAnything() {
    return new Core() {
      @Override
      StageEdit stageEdit(String recorded, String present, String named) {
        return super.stageEdit(recorded, present, present);
      }
    };
  }

  private static Core owningAnything() {
    return new Core() {
      @Override
      Ownership ownership(
          RolloutIdentity identity,
          Collection<ObservedPolicy> all,
          Map<PolicyRole, PolicyId> known) {
        Map<PolicyRole, ObservedPolicy> ours = new EnumMap<>(PolicyRole.class);
        all.forEach(
            policy ->
                Marker.find(policy.content().displayName())
                    .ifPresent(found -> ours.put(found.role(), policy)));
        return new Ownership.Ours(ours);
      }
    };
  }

  private static Core handling(DriftPolicy instead) {
    return new Core() {
      @Override
      DriftHandling drift(Drift drift, DriftPolicy policy, Corrections corrections, Instant now) {
        return super.drift(drift, instead, corrections, now);
      }
    };
  }

  private static Core fightingForEver() {
    return new Core() {
      @Override
      DriftHandling drift(Drift drift, DriftPolicy policy, Corrections corrections, Instant now) {
        return super.drift(drift, policy, Corrections.NONE, now);
      }
    };
  }

  private static Core givingWayNever() {
    return new Core() {
      @Override
      Optional<Overlap> overlap(Claim own, Collection<Claim> others, Set<Marker> inEntra) {
        return Optional.empty();
      }
    };
  }

  private static Core givingWayBoth() {
    return new Core() {
      @Override
      Optional<Overlap> overlap(Claim own, Collection<Claim> others, Set<Marker> inEntra) {
        return others.stream()
            .findFirst()
            .map(other -> new Overlap(other.identity(), Overlap.Right.OLDER, List.of("exist")));
      }
    };
  }

  private static Core deletingUnasked() {
    return new Core() {
      @Override
      Deletion deletion(
          DeletionPolicy policy, Deletion.Confirmation confirmation, Deletion.Haste haste) {
        return super.deletion(policy, Deletion.Confirmation.GIVEN, haste);
      }
    };
  }

  private static Core deletingInNoHaste() {
    return new Core() {
      @Override
      Deletion deletion(
          DeletionPolicy policy, Deletion.Confirmation confirmation, Deletion.Haste haste) {
        return super.deletion(policy, confirmation, Deletion.Haste.NONE);
      }
    };
  }

  private static Core deletingNothing() {
    return new Core() {
      @Override
      Plan deletionPlan(DeletionPolicy policy, List<DeletionPlan.Owned> owned) {
        return Plan.NOTHING;
      }
    };
  }

  private static Core deletingByEnabling() {
    return new Core() {
      @Override
      Plan deletionPlan(DeletionPolicy policy, List<DeletionPlan.Owned> owned) {
        return new Plan(
            owned.stream()
                .map(
                    one ->
                        new Change(
                            new Action.SetPolicyState(
                                one.role(), one.policy().id(), PolicyState.ENABLED),
                            Direction.MORE))
                .toList());
      }
    };
  }
}
