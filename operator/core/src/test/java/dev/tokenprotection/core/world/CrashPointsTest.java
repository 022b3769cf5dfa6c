package dev.tokenprotection.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.StageState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.stage.OnGateFailure;
import dev.tokenprotection.core.world.Interruption.Fault;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * One rollout with everything in it, from its first look to its completion, with the operator dying
 * at, or losing the answer of, each single effect, and each pair of effects.
 */
class CrashPointsTest {
  /** The tenant in the end, and how many effects led there. */
  private record End(List<PolicyContent> policies, List<Set<UserId>> members, int effects) {
    boolean isAs(End other) {
      return policies.equals(other.policies) && members.equals(other.members);
    }
  }

  @Test
  void a_fault_at_any_effect_ends_in_the_same_tenant() {
    End undisturbed = end(Map.of());
    int runs = 0;
    for (int at = 0; at < undisturbed.effects(); at++) {
      for (Fault fault : Fault.values()) {
        assertThat(end(Map.of(at, fault)).isAs(undisturbed))
            .as("%s at effect %d", fault, at)
            .isTrue();
        runs++;
      }
    }
    System.out.println("CrashPointsTest " + undisturbed.effects() + " effects, " + runs + " runs");
    assertThat(undisturbed.effects()).isGreaterThan(20);
  }

  @Test
  void two_crashes_at_any_two_effects_end_in_the_same_tenant() {
    End undisturbed = end(Map.of());
    for (int one = 0; one < undisturbed.effects(); one++) {
      for (int other = one + 1; other < undisturbed.effects() + 2; other++) {
        assertThat(end(Map.of(one, Fault.CRASH_AFTER, other, Fault.CRASH_AFTER)).isAs(undisturbed))
            .as("crashes at effects %d and %d", one, other)
            .isTrue();
      }
    }
  }

  private static End end(Map<Integer, Fault> faults) {
    World world = new World(spec(), Core.SOUND, new HashMap<>(), World.Notes.NOT_TAKEN);
    world.goesWrong(faults);
    for (int i = 0; i < 600 && !world.isDone(); i++) {
      world.happens(Event.Look.undisturbed(Event.Says.SUCCESSFUL));
    }
    assertThat(world.isDone()).as("completed").isTrue();
    world.endsWithOneOfEach();
    InMemoryTenant tenant = world.tenant();
    return new End(
        tenant.allPolicies().values().stream()
            .sorted(Comparator.comparing(PolicyContent::displayName))
            .toList(),
        tenant.groupIds().stream().map(tenant::members).toList(),
        world.effects());
  }

  private static Spec spec() {
    Rollout rollout =
        Examples.rollout(
            Examples.stage(
                "volunteers-observe",
                StageState.REPORT_ONLY,
                new ManagedGroup("Volunteers", ManagedGroup.Membership.AUTHORITATIVE, List.of())),
            Examples.same("volunteers-enforce", StageState.ENFORCED),
            Examples.stage("all-observe", StageState.REPORT_ONLY, Examples.EVERYBODY),
            Examples.same("all-enforce", StageState.ENFORCED));
    return new Spec(
        rollout,
        new Rules(
            new GateCriteria.Pace(
                Duration.ZERO, Duration.ofMinutes(15), 2, 0, 4, Duration.ofDays(3650), 0),
            Tempo.USUAL,
            OnGateFailure.REPORT_ONLY),
        Examples.BREAK_GLASS,
        Map.of());
  }
}
