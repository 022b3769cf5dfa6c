package dev.tokenprotection.core.drift;

import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.drift.PolicyDrift.Urgency;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.plan.PolicyHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What others did to the policies of a rollout: they are neither as they were when they were
 * written or accepted last, nor as the rollout wants them now. A policy that is as it was and only
 * wanted otherwise has not drifted; nor has one that was changed into what is wanted.
 *
 * @param policies what was done to each, the most urgent first
 */
public record Drift(List<PolicyDrift> policies) {
  /** Nobody did anything. */
  public static final Drift NONE = new Drift(List.of());

  public Drift {
    policies = List.copyOf(policies);
  }

  /**
   * A policy as it was written or accepted last.
   *
   * @param hash its {@link PolicyHash}; empty text while that is not known, so that it can't have
   *     drifted
   */
  public record Accepted(PolicyId id, String hash) {}

  /**
   * Finds drift. Not to be asked while a write of the rollout's own may still be becoming visible.
   *
   * @param accepted what was written or accepted last
   * @param observed what is there
   * @param plan what is missing to what is wanted, made from {@code observed}
   */
  public static Drift of(
      Map<PolicyRole, Accepted> accepted,
      ObservedState observed,
      Plan plan,
      BreakGlass breakGlass) {
    List<PolicyDrift> found = new ArrayList<>();
    accepted.forEach(
        (role, last) ->
            observed
                .policy(role)
                .map(policy -> changed(role, last, policy, plan, breakGlass))
                .orElseGet(() -> Optional.of(new PolicyDrift.Deleted(role, last.id())))
                .ifPresent(found::add));
    found.sort(Comparator.comparing(PolicyDrift::urgency).thenComparing(PolicyDrift::role));
    return new Drift(found);
  }

  public boolean isEmpty() {
    return policies.isEmpty();
  }

  /** The roles of the policies that have drifted. */
  public Set<PolicyRole> roles() {
    EnumSet<PolicyRole> roles = EnumSet.noneOf(PolicyRole.class);
    policies.forEach(policy -> roles.add(policy.role()));
    return roles;
  }

  /** Whether sign-ins are missing from the evidence that leaving a stage is decided by. */
  public boolean narrowsEvidence() {
    return policies.stream().anyMatch(PolicyDrift::narrowsEvidence);
  }

  /** One sentence for a person without its end: which policies, which fields. */
  public String clause() {
    return "Somebody else changed what the rollout owns in Entra: "
        + policies.stream().map(PolicyDrift::clause).collect(Collectors.joining("; "));
  }

  private static Optional<PolicyDrift> changed(
      PolicyRole role, Accepted last, ObservedPolicy policy, Plan plan, BreakGlass breakGlass) {
    Set<PolicyField> missing = missing(policy.id(), plan);
    boolean isAsItWas =
        last.hash().isEmpty()
            || !last.id().equals(policy.id())
            || last.hash().equals(PolicyHash.of(policy.content()));
    if (isAsItWas || missing.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PolicyDrift.Changed(
            role,
            policy.id(),
            urgency(policy.content(), missing, breakGlass),
            missing,
            evidence(policy, plan)));
  }

  /** Whether what the plan is going to write lets the policy judge more than it does now. */
  private static PolicyDrift.Evidence evidence(ObservedPolicy policy, Plan plan) {
    PolicyContent content = policy.content();
    for (Action action : plan.actions()) {
      if (action instanceof Action.UpdatePolicy update && update.id().equals(policy.id())) {
        content = content.with(update.fields(), update.content());
      }
    }
    boolean isWhole =
        policy.content().state() != PolicyState.DISABLED
            && Scope.of(content).isWithin(Scope.of(policy.content()));
    return isWhole ? PolicyDrift.Evidence.WHOLE : PolicyDrift.Evidence.NARROWED;
  }

  /** The fields of a policy that the plan is going to write. */
  private static Set<PolicyField> missing(PolicyId policy, Plan plan) {
    EnumSet<PolicyField> fields = EnumSet.noneOf(PolicyField.class);
    for (Action action : plan.actions()) {
      switch (action) {
        case Action.UpdatePolicy update when update.id().equals(policy) ->
            fields.addAll(update.fields());
        case Action.SetPolicyState set when set.id().equals(policy) ->
            fields.add(PolicyField.STATE);
        case Action.UpdatePolicy _ -> {}
        case Action.SetPolicyState _ -> {}
        case Action.CreatePolicy _ -> {}
        case Action.RestorePolicy _ -> {}
        case Action.AdoptPolicy _ -> {}
        case Action.TakeOver _ -> {}
        case Action.CreateGroup _ -> {}
        case Action.AddMembers _ -> {}
        case Action.RemoveMember _ -> {}
      }
    }
    return fields;
  }

  private static Urgency urgency(
      PolicyContent content, Set<PolicyField> missing, BreakGlass breakGlass) {
    if (!content.excludeUsers().containsAll(breakGlass.users())
        || !content.excludeGroups().containsAll(breakGlass.groups())) {
      return Urgency.BREAK_GLASS_LOST;
    }
    if (content.tokenProtection() == PolicyContent.TokenProtection.ABSENT) {
      return Urgency.PROTECTION_LOST;
    }
    return missing.contains(PolicyField.STATE) ? Urgency.STATE_CHANGED : Urgency.CHANGED;
  }
}
