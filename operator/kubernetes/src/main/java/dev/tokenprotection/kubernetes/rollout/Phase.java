package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.kubernetes.condition.Trouble;

/** One step of a look at a rollout. */
@FunctionalInterface
interface Phase {
  /** Reads and changes {@code scope}; says whether the look goes on. */
  Step run(RolloutScope scope);

  /** How a look goes on after a phase. */
  sealed interface Step {
    /** With the next phase. */
    record GoOn() implements Step {}

    /** Not at all: nothing is written to Entra, and status says why. */
    record Halt(Trouble trouble) implements Step {}

    /** Not at all: the resource changed meanwhile, so a new look is due. */
    record DecideAnew() implements Step {}

    /** Not at all, and there is nothing to say: the rollout is woken when there is. */
    record Wait() implements Step {}

    Step GO_ON = new GoOn();
  }
}
