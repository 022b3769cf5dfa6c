package dev.tokenprotection.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.StageState;
import dev.tokenprotection.core.stage.OnGateFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every way in which a small rollout can go, to the end: two stages, two users, any verdict
 * whenever the gate is asked, one foreign edit and one crash, each between any two looks or at any
 * effect of a look, with any time between. No rule is broken in any of them, and from every state
 * that can be reached the rollout arrives once everything calms down.
 */
class SmallScopeTest {
  private static final Duration FOR_EVER = Duration.ofDays(36500);

  /** A name that stands for two users. */
  private static final String PAIR = pair();

  /** One edit of each sort; all kinds with {@code -Dsmallscope.edits=all}. */
  private static final boolean ALL_EDITS = System.getProperty("smallscope.edits", "").equals("all");

  @Test
  void no_interleaving_of_an_edit_and_a_crash_breaks_a_rule_and_every_one_arrives() {
    Interleavings all = new Interleavings(spec(), ALL_EDITS ? allEdits() : someEdits());
    all.explore();
    System.out.println("SmallScopeTest " + all.summary());
    assertThat(all.isClosed()).as("every state that can be reached was gone on from").isTrue();
    assertThat(all.states()).isGreaterThan(10_000);
    assertThat(all.transitions()).isGreaterThan(50_000);
    assertThat(all.census().keySet())
        .contains(
            "Promote",
            "Complete",
            "FailGate",
            "FallBackToReportOnly",
            "Resume",
            "Retry",
            "crashes",
            "restores");
    assertThat(all.statesThatNeverArrive()).isEmpty();
  }

  private static List<Event> someEdits() {
    return List.of(
        new Event.EditPolicy(PolicyRole.ENFORCED, Vandal.ENABLES),
        new Event.EditPolicy(PolicyRole.OBSERVE, Event.EditPolicy.DELETE),
        new Event.EditPolicy(PolicyRole.OBSERVE, Event.EditPolicy.DELETE_FOR_GOOD));
  }

  private static List<Event> allEdits() {
    List<Event> edits = new ArrayList<>();
    for (PolicyRole role : PolicyRole.values()) {
      for (int kind = Event.EditPolicy.DELETE_FOR_GOOD; kind < Vandal.KINDS; kind++) {
        edits.add(new Event.EditPolicy(role, kind));
      }
    }
    edits.add(new Event.EditMembers(0, 50, 51));
    edits.add(new Event.EditMembers(0, 51, firstMember()));
    return edits;
  }

  private static int firstMember() {
    return Math.floorMod(PAIR.hashCode(), 1000) % 7;
  }

  private static String pair() {
    int number = 0;
    while (Math.floorMod(("Pair " + number).hashCode(), 1000) % 38 != 0) {
      number++;
    }
    return "Pair " + number;
  }

  private static Spec spec() {
    Rollout rollout =
        Examples.rollout(
            Examples.stage(
                "observe",
                StageState.REPORT_ONLY,
                new ManagedGroup(PAIR, ManagedGroup.Membership.AUTHORITATIVE, List.of())),
            Examples.same("enforce", StageState.ENFORCED));
    return new Spec(
        rollout,
        new Rules(
            new GateCriteria.Pace(
                Interleavings.TICK.multipliedBy(2), Interleavings.TICK, 1, 0, 4, FOR_EVER, 0),
            Tempo.inTicksOf(Interleavings.TICK),
            OnGateFailure.REPORT_ONLY),
        Examples.BREAK_GLASS,
        Map.of());
  }
}
