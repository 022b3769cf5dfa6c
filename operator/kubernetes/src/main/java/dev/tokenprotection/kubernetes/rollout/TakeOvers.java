package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.HandledToken;
import dev.tokenprotection.core.plan.Predecessors;
import dev.tokenprotection.kubernetes.event.EventReason;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Whose place an installation takes for a rollout: that of those named at its installation, and of
 * the one that a person names by the annotation. The annotation is good for one take-over: should
 * the other installation come back and take the policies again, a person must ask anew, else the
 * two would fight.
 */
final class TakeOvers {
  private static final String RECORDED = "Recorded";

  private TakeOvers() {}

  /**
   * @param always those named at the installation
   */
  static Predecessors predecessors(RolloutScope scope, Predecessors always) {
    if (Annotations.token(scope.resource(), Annotations.TAKE_OVER).isEmpty()) {
      // Whoever took the annotation away may ask for the same installation once more.
      scope.memory().forgetHandled(Annotations.TAKE_OVER);
    }
    Set<String> named = new HashSet<>(always.named());
    asked(scope).ifPresent(named::add);
    return new Predecessors(named);
  }

  /** How a person has the objects of {@code installation} taken over, as the end of a sentence. */
  static String how(RolloutScope scope, String installation) {
    return Annotations.command(scope, Annotations.TAKE_OVER, installation)
        + " (or name it in the chart's value installation.takeOverFrom).";
  }

  /** The look takes something over. */
  static void begin(RolloutScope scope, String installation) {
    if (scope.takesOver() || scope.onlyLooksOn()) {
      return;
    }
    scope.takesOver(true);
    scope.tell(
        EventReason.TAKEN_OVER,
        "What the installation "
            + installation
            + " owned of this rollout in Entra is taken over: it gets the mark of this"
            + " installation.");
  }

  /** Nothing in Entra carries the mark of another installation; so what was asked for is done. */
  static void end(RolloutScope scope) {
    asked(scope)
        .ifPresent(
            token ->
                scope
                    .memory()
                    .handle(
                        scope.takesOver()
                            ? new HandledToken(
                                Annotations.TAKE_OVER,
                                token,
                                scope.now(),
                                HandsPhase.EXECUTED,
                                null)
                            : new HandledToken(
                                Annotations.TAKE_OVER,
                                token,
                                scope.now(),
                                RECORDED,
                                "nothing in Entra carries the mark of another installation")));
  }

  /** The installation that a person named and that was not taken over before. */
  private static Optional<String> asked(RolloutScope scope) {
    return Annotations.token(scope.resource(), Annotations.TAKE_OVER)
        .filter(
            token ->
                scope
                    .memory()
                    .handled(Annotations.TAKE_OVER)
                    .filter(handled -> handled.token().equals(token))
                    .isEmpty());
  }
}
