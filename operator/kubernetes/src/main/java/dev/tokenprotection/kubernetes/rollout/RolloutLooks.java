package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.kubernetes.DecisionMetrics.ReconcileResult;
import dev.tokenprotection.kubernetes.DecisionMetrics.RolloutPhase;
import dev.tokenprotection.kubernetes.event.EventReason;
import dev.tokenprotection.kubernetes.event.EventRecorder;
import dev.tokenprotection.kubernetes.rollout.RolloutReconciliation.Looked;
import java.util.Optional;

/** One look at a rollout, be it alive or about to go. */
final class RolloutLooks {
  private final RolloutReconciliation living;
  private final DeletionReconciliation leaving;
  private final DeletionFinalizer finalizer;
  private final EventRecorder events;
  private final LookAgain lookAgain;

  RolloutLooks(
      RolloutReconciliation living,
      DeletionReconciliation leaving,
      DeletionFinalizer finalizer,
      EventRecorder events,
      LookAgain lookAgain) {
    this.living = living;
    this.leaving = leaving;
    this.finalizer = finalizer;
    this.events = events;
    this.lookAgain = lookAgain;
  }

  /**
   * @param current as the API server has it now
   * @return empty when there is nothing left to do for it
   */
  Optional<Looked> look(TokenProtectionRollout current) {
    if (current.isMarkedForDeletion()) {
      return DeletionFinalizer.isOn(current)
          ? Optional.of(leaving.look(current))
          : Optional.empty();
    }
    return Optional.of(
        switch (finalizer.keptFor(current)) {
          case DeletionFinalizer.Patched.Holds(TokenProtectionRollout kept) -> living.look(kept);
          case DeletionFinalizer.Patched.Overtaken overtaken ->
              new Looked(ReconcileResult.CONFLICT, RolloutPhase.PROGRESSING, lookAgain.atOnce());
          case DeletionFinalizer.Patched.Refused(String answer) -> {
            // Whoever deletes it now leaves its policies as they are; all else goes on.
            events.record(current, EventReason.FINALIZER_REFUSED, refused(answer));
            yield living.look(current);
          }
        });
  }

  private static String refused(String answer) {
    return "The API server refused to change the finalizer "
        + DeletionFinalizer.NAME
        + ": "
        + answer
        + ". Until it is set, a deletion leaves the policies as they are. Let the operator patch"
        + " tokenprotectionrollouts.";
  }
}
