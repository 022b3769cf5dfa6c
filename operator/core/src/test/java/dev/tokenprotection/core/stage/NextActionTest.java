package dev.tokenprotection.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.stage.Progress.AtStage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * {@code nextAction} is always true: nothing becomes due before its time, and at its time it is.
 */
class NextActionTest {
  private static final long SEED = 7L;
  private static final int LOOKS = 8_000;
  private static final int IN_BETWEEN = 12;

  @Test
  void nothing_changes_before_the_next_action_and_then_something_is_due() {
    System.out.println("NextActionTest seed " + SEED + ", " + LOOKS + " looks");
    Random random = new Random(SEED);
    Map<String, Integer> census = new TreeMap<>();
    for (int i = 0; i < LOOKS; i++) {
      AnyLook any = new AnyLook(random);
      Decision decision = any.machine.decide(any.progress, any.input);
      try {
        NextAction next = decision.next();
        assertThat(next.notBefore()).isAfterOrEqualTo(next.at());
        if (decision instanceof Decision.Stay) {
          assertThat(next.at()).isAfter(any.input.now());
          untilThenNothingChanges(any, decision, random);
          census.merge(due(any, decision), 1, Integer::sum);
        } else {
          assertThat(next.at()).isAfterOrEqualTo(any.input.now());
        }
      } catch (AssertionError e) {
        throw new AssertionError("look " + i + "\n" + any + "\n" + decision, e);
      }
    }
    System.out.println("NextActionTest " + census);
    assertThat(census.keySet())
        .contains("evaluation", "deadline", "window", "stopped", "not begun", "completed");
  }

  private static void untilThenNothingChanges(AnyLook any, Decision decision, Random random) {
    Instant now = any.input.now();
    long length = Duration.between(now, decision.next().at()).toMillis();
    for (int i = 0; i < IN_BETWEEN; i++) {
      Instant between =
          i == 0 ? decision.next().at().minusMillis(1) : now.plusMillis(random.nextLong(length));
      Decision then =
          any.machine.decide(decision.progress(), any.later(decision.progress(), between));
      assertThat(then).as("at %s", between).isInstanceOf(Decision.Stay.class);
      assertThat(then.progress()).as("at %s", between).isEqualTo(decision.progress());
      assertThat(then.next().at()).as("at %s", between).isEqualTo(decision.next().at());
      assertThat(then.next().type()).as("at %s", between).isEqualTo(decision.next().type());
    }
  }

  /** What is due at the time of the next action, in one word. */
  private static String due(AnyLook any, Decision decision) {
    Instant then = decision.next().at();
    return switch (decision.progress()) {
      case Progress.NotStarted _ -> "not begun";
      case Progress.FellBack _ -> "stopped";
      case Progress.Completed _ -> "completed";
      case AtStage at -> {
        if (any.isDue(at, then)) {
          yield "evaluation";
        }
        if (then.equals(at.startedAt().plus(any.rules.get(at.stage()).pace().progressDeadline()))) {
          yield "deadline";
        }
        if (then.equals(any.calendar.at(then.minusMillis(1)).change())) {
          yield "window";
        }
        assertThat(any.input.evidenceStart()).isInstanceOf(EvidenceStart.NotYet.class);
        yield "policies to be written";
      }
    };
  }
}
