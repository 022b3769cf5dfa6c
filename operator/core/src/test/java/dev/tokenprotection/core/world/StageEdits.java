package dev.tokenprotection.core.world;

import dev.tokenprotection.core.model.GroupReference;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.Stage;
import dev.tokenprotection.core.model.StageCohort;
import dev.tokenprotection.core.model.StageState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What a person may do to stages: rename, reorder, insert, remove, change groups or state. */
final class StageEdits {
  private static final int MOST = 6;

  private StageEdits() {}

  /** One edit; the same rollout where it would make none that is valid. */
  static Rollout edited(Rollout rollout, int seed) {
    Random random = new Random(seed);
    List<Stage> stages = new ArrayList<>(rollout.stages());
    int at = random.nextInt(stages.size());
    Stage stage = stages.get(at);
    String fresh = "stage-" + (10 + Math.floorMod(seed, 90));
    switch (random.nextInt(7)) {
      case 0 -> stages.set(at, new Stage(fresh, stage.state(), stage.cohort()));
      case 1 -> Collections.swap(stages, at, random.nextInt(stages.size()));
      case 2 -> stages.add(at, Examples.stage(fresh, any(random), group(fresh)));
      case 3 -> stages.add(Examples.stage(fresh, any(random), group(fresh)));
      case 4 -> stages.remove(at);
      case 5 -> stages.set(at, Examples.stage(stage.name(), stage.state(), group(fresh)));
      default -> stages.set(at, new Stage(stage.name(), other(stage.state()), stage.cohort()));
    }
    return isValid(stages) ? with(rollout, stages) : rollout;
  }

  static Rollout with(Rollout rollout, List<Stage> stages) {
    return new Rollout(
        rollout.identity(),
        rollout.profile(),
        rollout.applications(),
        rollout.policyDisplayName(),
        rollout.deviceFilter(),
        rollout.guests(),
        rollout.excludeGroups(),
        rollout.observeScope(),
        stages);
  }

  private static boolean isValid(List<Stage> stages) {
    return !stages.isEmpty()
        && stages.size() <= MOST
        && stages.getFirst().state() == StageState.REPORT_ONLY
        && stages.getFirst().cohort() instanceof StageCohort.Own
        && stages.stream().map(Stage::name).distinct().count() == stages.size();
  }

  private static StageState any(Random random) {
    return random.nextBoolean() ? StageState.ENFORCED : StageState.REPORT_ONLY;
  }

  private static StageState other(StageState state) {
    return state == StageState.ENFORCED ? StageState.REPORT_ONLY : StageState.ENFORCED;
  }

  private static GroupReference group(String name) {
    return new GroupReference.ByDisplayName("group of " + name);
  }
}
