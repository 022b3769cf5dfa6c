package dev.tokenprotection.kubernetes.rollout;

import static dev.tokenprotection.kubernetes.condition.ConditionType.READY;

import dev.tokenprotection.api.v1alpha1.PolicyStatus;
import dev.tokenprotection.core.guard.Deletion;
import dev.tokenprotection.core.model.DeletionPolicy;
import dev.tokenprotection.core.plan.DeletionPlan;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.event.EventReason;
import dev.tokenprotection.kubernetes.event.EventRecorder;
import java.util.List;
import java.util.stream.Collectors;

/** What people are told when a rollout is deleted. Its events outlive it. */
final class DeletionNews {
  private static final String WAITS = "The deletion waits: ";

  private final EventRecorder events;

  DeletionNews(EventRecorder events) {
    this.events = events;
  }

  /** The policies stay as they are. */
  void orphaned(RolloutScope scope, Deletion.Why why) {
    String because =
        switch (why) {
          case WANTED -> "deletionPolicy is Orphan";
          case NOT_CONFIRMED ->
              "the annotation "
                  + Annotations.PREFIX
                  + Annotations.CONFIRM_DELETE
                  + " did not name the object's UID "
                  + scope.resource().getMetadata().getUid();
          case FORCED -> "of the annotation " + Annotations.PREFIX + Annotations.FORCE_ORPHAN;
          case LOOKS_ON -> "applyPolicy is Observe, so that nothing is written";
        };
    record(
        scope,
        EventReason.ORPHANED,
        "Deleted; the policies in Entra stay as they are, because "
            + because
            + ". "
            + lastSeen(scope)
            + " To end the protection, set them to report-only in Entra.");
  }

  /** The deletion policy was carried out and read back. */
  void carriedOut(RolloutScope scope, DeletionPolicy policy, List<DeletionPlan.Owned> owned) {
    String state = policy == DeletionPolicy.DISABLE ? "disabled" : "not enforced any more";
    record(
        scope,
        EventReason.PROTECTION_ENDED,
        owned.isEmpty()
            ? "Deleted as confirmed; the tenant has no policy of the rollout."
            : "Deleted as confirmed; in Entra "
                + owned.stream()
                    .map(one -> one.policy().id().value())
                    .sorted()
                    .collect(Collectors.joining(" and "))
                + (owned.size() == 1 ? " is " : " are ")
                + state
                + ". Managed groups stay.");
  }

  /** The same trouble, as what the finalizer waits for. */
  static Trouble waiting(RolloutScope scope, Trouble trouble) {
    return new Trouble(
        trouble.reason(),
        WAITS
            + trouble.message()
            + " To delete the rollout at once and leave its policies as they are: "
            + Annotations.command(scope, Annotations.FORCE_ORPHAN, "now")
            + ".",
        trouble.mending());
  }

  /** Told when it begins to wait for something else than before. */
  void waits(RolloutScope scope, Trouble waiting) {
    var status = scope.resource().getStatus();
    boolean isKnown =
        status != null
            && status.conditions() != null
            && status.conditions().stream()
                .filter(condition -> condition.type().equals(READY.apiName()))
                .anyMatch(
                    condition ->
                        condition.reason().equals(waiting.reason().apiName())
                            && condition.message().startsWith(WAITS));
    if (!isKnown) {
      scope.tell(EventReason.DELETION_WAITS, waiting.message());
    }
  }

  private void record(RolloutScope scope, EventReason reason, String message) {
    events.record(scope.resource(), reason, message);
  }

  /** From status alone: nothing is read for somebody who wants the object gone. */
  private static String lastSeen(RolloutScope scope) {
    var status = scope.resource().getStatus();
    List<PolicyStatus> policies =
        status == null || status.policies() == null ? List.of() : status.policies();
    return policies.isEmpty()
        ? "None was known."
        : "As last seen: "
            + policies.stream()
                .map(
                    policy ->
                        policy.role()
                            + " policy "
                            + policy.id()
                            + (policy.state() == null ? "" : " (" + policy.state() + ")"))
                .collect(Collectors.joining(", "))
            + ".";
  }
}
