package dev.tokenprotection.core.stage;

import dev.tokenprotection.core.model.StageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A stage that a rollout has reached, as far as it must stay what it was.
 *
 * @param cohort stands for the groups that the stage includes; equal only for the same ones
 */
public record ReachedStage(String name, StageState state, String cohort) {
  /**
   * What was done to stages that were reached, each in a few words, in the order of the stages.
   *
   * @param was the stages that were reached, as they were then
   * @param now all stages as they are now
   */
  public static List<String> edits(List<ReachedStage> was, List<ReachedStage> now) {
    List<String> edits = new ArrayList<>();
    for (int i = 0; i < was.size(); i++) {
      edit(was.get(i), i, was, now).ifPresent(edits::add);
      if (isInserted(i, was, now)) {
        edits.add(now.get(i).name + " is new as stage " + (i + 1));
      }
    }
    return edits;
  }

  private static Optional<String> edit(
      ReachedStage before, int i, List<ReachedStage> was, List<ReachedStage> now) {
    int place = indexOf(before.name, now);
    if (place < 0) {
      return Optional.of(
          at(now, i)
              .filter(other -> indexOf(other.name, was) < 0)
              .map(other -> before.name + " " + becomes(before, other))
              .orElse(before.name + " was removed"));
    }
    ReachedStage after = now.get(place);
    List<String> changes = new ArrayList<>();
    if (place != i) {
      changes.add("was stage " + (i + 1) + " and is stage " + (place + 1));
    }
    if (after.state != before.state) {
      changes.add("was " + before.state.apiName() + " and is " + after.state.apiName());
    }
    if (!after.cohort.equals(before.cohort)) {
      changes.add("includes other groups");
    }
    return changes.isEmpty()
        ? Optional.empty()
        : Optional.of(before.name + " " + String.join(" and ", changes));
  }

  private static String becomes(ReachedStage before, ReachedStage other) {
    return before.state == other.state && before.cohort.equals(other.cohort)
        ? "was renamed to " + other.name
        : "was replaced by " + other.name;
  }

  /** Whether the stage in this place is another one, and none that took the place of one. */
  private static boolean isInserted(int i, List<ReachedStage> was, List<ReachedStage> now) {
    return at(now, i).filter(stage -> indexOf(stage.name, was) < 0).isPresent()
        && indexOf(was.get(i).name, now) >= 0;
  }

  private static Optional<ReachedStage> at(List<ReachedStage> stages, int i) {
    return i < stages.size() ? Optional.of(stages.get(i)) : Optional.empty();
  }

  private static int indexOf(String name, List<ReachedStage> stages) {
    return IntStream.range(0, stages.size())
        .filter(i -> stages.get(i).name.equals(name))
        .findFirst()
        .orElse(-1);
  }
}
