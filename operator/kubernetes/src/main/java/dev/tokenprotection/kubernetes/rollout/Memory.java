package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.Bounds;
import dev.tokenprotection.api.v1alpha1.EnforcedScope;
import dev.tokenprotection.api.v1alpha1.GateStatus;
import dev.tokenprotection.api.v1alpha1.HandledToken;
import dev.tokenprotection.api.v1alpha1.HistoryEntry;
import dev.tokenprotection.api.v1alpha1.LastWrites;
import dev.tokenprotection.api.v1alpha1.ManagedGroupStatus;
import dev.tokenprotection.api.v1alpha1.PolicyStatus;
import dev.tokenprotection.api.v1alpha1.ResolvedGroup;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.core.drift.Corrections;
import dev.tokenprotection.core.drift.Drift;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.ShortText;
import dev.tokenprotection.core.plan.Intent;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.kubernetes.status.GateMeasurements;
import dev.tokenprotection.kubernetes.status.IntentMapping;
import dev.tokenprotection.kubernetes.status.PolicyRoleNames;
import dev.tokenprotection.kubernetes.status.ProgressMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a rollout remembers between two looks: read from status at the beginning, changed by the
 * phases, written back at the end.
 */
final class Memory {
  private static final int LONGEST_REASON = 512;

  private Progress progress;
  private Intent intent;
  private GateStatus gate;
  private EnforcedScope passed;
  private LastWrites lastWrites;
  private Corrections corrections = Corrections.NONE;
  private final Map<PolicyRole, PolicyId> policies = new EnumMap<>(PolicyRole.class);
  private final Map<PolicyRole, Drift.Accepted> accepted = new EnumMap<>(PolicyRole.class);
  private final Set<PolicyId> adopted = new HashSet<>();
  private final Map<String, GroupId> managedGroups = new HashMap<>();
  private final Map<String, ResolvedGroup> pins = new HashMap<>();
  private final List<HandledToken> handled = new ArrayList<>();
  private final List<HistoryEntry> history = new ArrayList<>();

  /**
   * @param status null when the resource has none
   */
  Memory(TokenProtectionRolloutStatus status) {
    this.progress = ProgressMapping.read(status);
    this.intent = Intent.NONE;
    this.gate = GateMeasurements.NONE;
    this.lastWrites = new LastWrites(null, null);
    if (status != null) {
      recall(status);
    }
  }

  private void recall(TokenProtectionRolloutStatus status) {
    intent = IntentMapping.read(status.intent());
    gate = status.gate() == null ? gate : status.gate();
    passed = status.enforcedScope();
    lastWrites = status.lastWrites() == null ? lastWrites : status.lastWrites();
    for (PolicyStatus policy : orEmpty(status.policies())) {
      PolicyRoleNames.role(policy.role()).ifPresent(role -> recall(role, policy));
    }
    for (ManagedGroupStatus group : orEmpty(status.managedGroups())) {
      if (group.id() != null) {
        managedGroups.put(group.displayName(), new GroupId(group.id()));
      }
    }
    for (ResolvedGroup group : orEmpty(status.resolvedGroups())) {
      if (group.displayName() != null) {
        pins.put(group.displayName(), group);
      }
    }
    if (status.drift() != null) {
      corrections = new Corrections(orEmpty(status.drift().corrections()));
    }
    handled.addAll(orEmpty(status.handledTokens()));
    history.addAll(orEmpty(status.history()));
  }

  private void recall(PolicyRole role, PolicyStatus policy) {
    PolicyId id = new PolicyId(policy.id());
    policies.put(role, id);
    if (Origin.ADOPTED.apiName().equals(policy.origin())) {
      adopted.add(id);
    }
    accepted.put(role, new Drift.Accepted(id, policy.hash() == null ? "" : policy.hash()));
  }

  Progress progress() {
    return progress;
  }

  void progress(Progress changed) {
    progress = changed;
  }

  Intent intent() {
    return intent;
  }

  void intent(Intent changed) {
    intent = changed;
  }

  /** What was measured in the present attempt. */
  GateStatus gate() {
    return gate;
  }

  void gate(GateStatus changed) {
    gate = changed;
  }

  /** The scope that has passed a gate; empty before the first. */
  Optional<EnforcedScope> passed() {
    return Optional.ofNullable(passed);
  }

  /** How many users that scope had then; none when that is not known. */
  int passedUsers() {
    return passed().map(EnforcedScope::users).orElse(0);
  }

  void passed(EnforcedScope changed) {
    passed = changed;
  }

  LastWrites lastWrites() {
    return lastWrites;
  }

  void wrotePolicy(Instant at) {
    lastWrites = new LastWrites(at, lastWrites.membership());
  }

  void wroteMembership(Instant at) {
    lastWrites = new LastWrites(lastWrites.policy(), at);
  }

  /**
   * When members of managed groups were last changed, or may have been by writes that were recorded
   * and whose end is not known; {@link Instant#MIN} for never.
   */
  Instant lastMembershipWrite() {
    Instant written = lastWrites.membership() == null ? Instant.MIN : lastWrites.membership();
    boolean mayHaveWritten =
        intent.entries().stream().anyMatch(entry -> entry.type().equals("AddMembers"));
    return mayHaveWritten && intent.recordedAt().isAfter(written) ? intent.recordedAt() : written;
  }

  /** Ids of policies that were found or created. */
  Map<PolicyRole, PolicyId> policies() {
    return policies;
  }

  /** Where a policy of the rollout came from. */
  enum Origin {
    CREATED("Created"),
    ADOPTED("Adopted");

    private final String apiName;

    Origin(String apiName) {
      this.apiName = apiName;
    }

    /** The value of {@code origin} in status. */
    String apiName() {
      return apiName;
    }
  }

  /** A policy was taken over, and is the rollout's from now on. */
  void adopted(PolicyRole role, PolicyId id) {
    policies.put(role, id);
    adopted.add(id);
  }

  Origin origin(PolicyId id) {
    return adopted.contains(id) ? Origin.ADOPTED : Origin.CREATED;
  }

  /** The policies as they were written or accepted last, as status tells. */
  Map<PolicyRole, Drift.Accepted> accepted() {
    return Map.copyOf(accepted);
  }

  /** When drift was put back lately. */
  Corrections corrections() {
    return corrections;
  }

  void corrections(Corrections changed) {
    corrections = changed;
  }

  /** Ids of managed groups that were found or created, by display name. */
  Map<String, GroupId> managedGroups() {
    return managedGroups;
  }

  /** Groups that the spec names, by display name, as they were first found. */
  Map<String, ResolvedGroup> pins() {
    return pins;
  }

  /** The latest handled token of each annotation. */
  List<HandledToken> handled() {
    return List.copyOf(handled);
  }

  /** The latest handled token of {@code annotation}; empty when there is none. */
  Optional<HandledToken> handled(String annotation) {
    return handled.stream().filter(token -> token.annotation().equals(annotation)).findFirst();
  }

  void handle(HandledToken token) {
    handled.removeIf(old -> old.annotation().equals(token.annotation()));
    handled.add(token);
  }

  /** The latest token of {@code annotation} counts as new, should it be set again. */
  void forgetHandled(String annotation) {
    handled.removeIf(old -> old.annotation().equals(annotation));
  }

  /** The latest first. */
  List<HistoryEntry> history() {
    return List.copyOf(history);
  }

  void ended(HistoryEntry entry) {
    history.addFirst(
        new HistoryEntry(
            entry.stage(),
            entry.attempt(),
            entry.from(),
            entry.to(),
            entry.completionStatus(),
            ShortText.of(entry.reason(), LONGEST_REASON),
            entry.actor(),
            entry.evidenceHash()));
    while (history.size() > Bounds.HISTORY) {
      history.removeLast();
    }
  }

  private static <T> List<T> orEmpty(List<T> values) {
    return values == null ? List.of() : values;
  }
}
