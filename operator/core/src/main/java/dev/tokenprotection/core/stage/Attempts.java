package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.stage.Progress.AtStage;
import dev.tokenprotection.core.stage.Progress.Completed;

/**
 * Begins attempts at stages. Each has an id and counters of its own; what earlier attempts have
 * spent of a stage's error budget stays spent.
 */
final class Attempts {
  private final Rollout rollout;

  Attempts(Rollout rollout) {
    this.rollout = rollout;
  }

  /** The first one of all. */
  static AtStage first(Input input) {
    return AtStage.begin(0, input.newId(), input.now());
  }

  /** One at {@code stage}, after {@code from} was left. */
  AtStage after(AtStage from, int stage, Input input) {
    SpentEvidence spent = spentBy(from);
    return new AtStage(
        stage,
        input.newId(),
        input.now(),
        new EvidenceRun(spent.of(name(stage)), input.now()),
        Counters.ZERO,
        spent);
  }

  Completed completed(AtStage from, Input input) {
    return new Completed(from.stage(), from.attempt(), input.now(), spentBy(from));
  }

  private SpentEvidence spentBy(AtStage from) {
    return from.stage() < rollout.stages().size()
        ? from.spent().with(name(from.stage()), Clockwork.evidencesUsed(from))
        : from.spent();
  }

  private String name(int stage) {
    return rollout.stages().get(Math.min(stage, rollout.stages().size() - 1)).name();
  }
}
