package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.Bounds;
import dev.tokenprotection.api.v1alpha1.DriftStatus;
import dev.tokenprotection.api.v1alpha1.ManagedGroupStatus;
import dev.tokenprotection.api.v1alpha1.PlanChange;
import dev.tokenprotection.api.v1alpha1.PlanStatus;
import dev.tokenprotection.api.v1alpha1.PolicyStatus;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.core.drift.Drift;
import dev.tokenprotection.core.model.CanonicalHash;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.ShortText;
import dev.tokenprotection.core.model.StageCohort;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.plan.PolicyHash;
import dev.tokenprotection.kubernetes.status.PlanChanges;
import dev.tokenprotection.kubernetes.status.PolicyRoleNames;
import dev.tokenprotection.kubernetes.status.StatusParts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What status says about the objects in Entra, and about what is to become of them. */
final class ObjectStatuses {
  private ObjectStatuses() {}

  /** The policies as they were observed; those only known by id as they were told before. */
  static List<PolicyStatus> policies(RolloutScope scope, TokenProtectionRolloutStatus before) {
    List<PolicyStatus> all = new ArrayList<>();
    for (Map.Entry<PolicyRole, PolicyId> known : scope.memory().policies().entrySet()) {
      String role = PolicyRoleNames.name(known.getKey());
      String id = known.getValue().value();
      all.add(
          scope
              .observed()
              .policy(known.getKey())
              .filter(policy -> policy.id().equals(known.getValue()))
              .map(policy -> observed(scope, known.getKey(), policy))
              .or(() -> told(before, id))
              .orElseGet(
                  () ->
                      new PolicyStatus(
                          role, id, null, null, origin(scope, known.getValue()), null, null)));
    }
    return all.isEmpty() ? null : List.copyOf(all);
  }

  /**
   * The hash by which drift is found next time: that of what is there, unless others made it so and
   * it is still to be put back.
   */
  private static String acceptedHash(RolloutScope scope, PolicyRole role, ObservedPolicy policy) {
    return scope.planned().drift().drift().roles().contains(role)
        ? scope.memory().accepted().get(role).hash()
        : PolicyHash.of(policy.content());
  }

  private static PolicyStatus observed(RolloutScope scope, PolicyRole role, ObservedPolicy policy) {
    return new PolicyStatus(
        PolicyRoleNames.name(role),
        policy.id().value(),
        policy.content().displayName(),
        policy.content().state().graphName(),
        origin(scope, policy.id()),
        policy.modifiedAt(),
        acceptedHash(scope, role, policy));
  }

  private static String origin(RolloutScope scope, PolicyId id) {
    return scope.memory().origin(id).apiName();
  }

  private static Optional<PolicyStatus> told(TokenProtectionRolloutStatus before, String id) {
    return before.policies() == null
        ? Optional.empty()
        : before.policies().stream().filter(policy -> policy.id().equals(id)).findFirst();
  }

  /** The managed groups: counts and a hash, never who is in them. */
  static List<ManagedGroupStatus> managedGroups(
      RolloutScope scope, TokenProtectionRolloutStatus before) {
    if (!scope.isMapped()) {
      return before.managedGroups();
    }
    List<ManagedGroupStatus> all = new ArrayList<>();
    Rollout rollout = scope.wanted().rollout();
    for (var stage : rollout.stages()) {
      if (stage.cohort() instanceof StageCohort.Own(var include)) {
        for (ManagedGroup group : include.managedGroups()) {
          all.add(managedGroup(scope, stage.name(), group));
        }
      }
    }
    return all.isEmpty() ? null : List.copyOf(all);
  }

  private static ManagedGroupStatus managedGroup(
      RolloutScope scope, String stage, ManagedGroup group) {
    TreeSet<String> declared = new TreeSet<>();
    group.users().forEach(user -> declared.add(user.toLowerCase(Locale.ROOT)));
    group
        .samples()
        .forEach(sample -> declared.add(sample.share() + " of " + sample.group().asWritten()));
    return new ManagedGroupStatus(
        group.displayName(),
        stage,
        Optional.ofNullable(scope.memory().managedGroups().get(group.displayName()))
            .map(GroupId::value)
            .orElse(null),
        scope.observed().group(group.displayName()).map(g -> g.members().size()).orElse(null),
        desired(scope, group),
        CanonicalHash.of(declared.toString()));
  }

  /** How many there should be; null while it is not known whom a sample draws. */
  private static Integer desired(RolloutScope scope, ManagedGroup group) {
    return group.samples().isEmpty()
        ? Integer.valueOf(group.users().size())
        : scope.members().of(group.displayName()).map(Set::size).orElse(null);
  }

  private static String summary(Plan plan, List<PlanChange> changes) {
    int more = changes.size() - Bounds.ENTRIES;
    return more > 0
        ? plan.summary() + " (" + Bounds.ENTRIES + " changes listed, and " + more + " more)"
        : plan.summary();
  }

  /** What others did; null when nothing of it matters still. */
  static DriftStatus drift(RolloutScope scope, TokenProtectionRolloutStatus before) {
    if (!scope.hasObserved()) {
      return before.drift();
    }
    Drift left = scope.planned().drift().left();
    List<Instant> corrections = scope.memory().corrections().at();
    if (left.isEmpty()) {
      return corrections.isEmpty() ? null : new DriftStatus(null, null, null, corrections);
    }
    String message = message(left);
    boolean isKnown = before.drift() != null && message.equals(before.drift().message());
    return new DriftStatus(
        message,
        scope.driftAuthor().map(author -> ShortText.of(author, 512)).orElse(null),
        isKnown ? before.drift().foundAt() : scope.now(),
        corrections.isEmpty() ? null : corrections);
  }

  /** What was done to the policies, in a sentence. */
  static String message(Drift drift) {
    return StatusParts.message(drift.clause() + ".");
  }

  /** The plan; null when nothing is missing. */
  static PlanStatus plan(RolloutScope scope) {
    Plan plan = scope.planned().plan();
    return plan.isEmpty() ? null : plan(plan);
  }

  /** A plan as status shows it: all of it in one sentence, and its first changes. */
  static PlanStatus plan(Plan plan) {
    List<PlanChange> changes = new ArrayList<>();
    for (Change change : plan.changes()) {
      PlanChanges.add(changes, change);
    }
    return new PlanStatus(
        plan.hash(), summary(plan, changes), changes.stream().limit(Bounds.ENTRIES).toList());
  }
}
