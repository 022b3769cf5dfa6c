package dev.tokenprotection.core.world;

import dev.tokenprotection.core.model.GroupReference;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.Stage;
import dev.tokenprotection.core.model.StageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rollouts of any shape. */
final class Rollouts {
  private Rollouts() {}

  static Rollout any(Random random) {
    List<Stage> stages = new ArrayList<>();
    int count = 1 + random.nextInt(5);
    for (int i = 0; i < count; i++) {
      StageState state =
          i > 0 && random.nextBoolean() ? StageState.ENFORCED : StageState.REPORT_ONLY;
      stages.add(
          i > 0 && random.nextInt(3) == 0
              ? Examples.same("stage-" + i, state)
              : own("stage-" + i, state, random));
    }
    Rollout.ObserveScope scope =
        random.nextBoolean()
            ? Rollout.ObserveScope.ALL_STAGES
            : Rollout.ObserveScope.REACHED_STAGES;
    return Examples.rollout(scope, stages);
  }

  private static Stage own(String name, StageState state, Random random) {
    if (random.nextBoolean()) {
      return Examples.stage(name, state, new GroupReference.ByDisplayName("group of " + name));
    }
    ManagedGroup.Membership membership =
        random.nextBoolean()
            ? ManagedGroup.Membership.AUTHORITATIVE
            : ManagedGroup.Membership.ADDITIVE;
    return Examples.stage(
        name, state, new ManagedGroup("managed group of " + name, membership, List.of()));
  }
}
