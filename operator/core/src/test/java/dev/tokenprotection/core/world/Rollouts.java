package dev.tokenprotection.core.world;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.DeviceFilter;
import dev.tokenprotection.core.model.GroupReference;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.Stage;
import dev.tokenprotection.core.model.StageState;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/** Rollouts of any shape. */
final class Rollouts {
  /** A group that a rollout may leave out. */
  static final GroupReference EXCEPTIONS = new GroupReference.ByDisplayName("exceptions");

  private static final List<DeviceFilter> FILTERS =
      List.of(
          DeviceFilter.NONE,
          new DeviceFilter("device.a -eq 1"),
          new DeviceFilter("(device.a -eq 1) -or (device.b -eq 2)"),
          new DeviceFilter("device.c -eq 3"));

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

  /** The same stages with other conditions: a person edits the spec. */
  static Rollout edited(Rollout rollout, Random random) {
    SortedSet<Application> applications = new TreeSet<>(rollout.applications());
    List<Application> all = List.copyOf(rollout.profile().applications());
    Application one = all.get(random.nextInt(all.size()));
    PolicyContent.Guests guests = rollout.guests();
    DeviceFilter filter = rollout.deviceFilter();
    List<GroupReference> excluded = rollout.excludeGroups();
    switch (random.nextInt(5)) {
      case 0, 1 -> applications.add(one);
      case 2 -> {
        if (applications.size() > 1) {
          applications.remove(applications.getFirst());
        }
      }
      case 3 -> {
        guests = PolicyContent.Guests.values()[random.nextInt(2)];
        excluded = random.nextBoolean() ? List.of() : List.of(EXCEPTIONS);
      }
      default -> filter = FILTERS.get(random.nextInt(FILTERS.size()));
    }
    return new Rollout(
        rollout.identity(),
        rollout.profile(),
        applications,
        rollout.policyDisplayName(),
        filter,
        guests,
        excluded,
        rollout.observeScope(),
        rollout.stages());
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
