package dev.tokenprotection.core.stage;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.START;
import static dev.tokenprotection.core.world.Examples.office;
import static dev.tokenprotection.core.world.Examples.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.gate.Verdict;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.stage.Progress.AtStage;
import dev.tokenprotection.core.stage.Progress.NotStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks at the rollout of the guide, and what they find. */
final class Looks {
  static final Duration QUARTER = Duration.ofMinutes(15);
  static final Duration SOAK = Duration.ofHours(72);
  static final Verdict SUCCESSFUL = new Verdict.Successful(List.of());
  static final Verdict FAILED = new Verdict.Failed(List.of());
  static final Verdict RUNNING = new Verdict.Running(List.of());
  static final Verdict INCONCLUSIVE = new Verdict.Inconclusive(List.of());
  static final Verdict ERROR = new Verdict.Error(List.of());
  static final StageMachine MACHINE = machine(GateCriteria.Pace.DEFAULT);

  private Looks() {}

  /** A rollout that is looked at exactly when it asks for it. */
  static final class Run {
    private final StageMachine machine;
    final List<Hold> holds = new ArrayList<>();
    Duration lag = Duration.ZERO;
    Window window = Window.ALWAYS_OPEN;
    EvidenceStart evidence = new EvidenceStart.From(START);
    Instant now = START;
    Decision decision;

    Run(StageMachine machine) {
      this.machine = machine;
      this.decision = machine.decide(new NotStarted(), look(START));
      assertThat(decision.next().at()).isAfterOrEqualTo(now);
    }

    Run(StageMachine machine, AtStage at) {
      this.machine = machine;
      this.decision = machine.decide(at, look(START));
    }

    Decision next(Verdict verdict) {
      now = decision.next().at();
      Input input =
          new Input(
              now,
              "id",
              evidence,
              new Evaluation.Done(verdict, lag),
              new BreakerReading.NotRead(),
              holds,
              new Hand.None(),
              window,
              Approvals.NONE);
      decision = machine.decide(decision.progress(), input);
      assertThat(decision.next().at()).isAfterOrEqualTo(now);
      if (decision instanceof Decision.Stay) {
        assertThat(decision.next().at()).isAfter(now);
      }
      assertThat(decision.next().notBefore()).isAfterOrEqualTo(decision.next().at());
      return decision;
    }

    void until(Instant end, Verdict verdict) {
      while (!decision.next().at().isAfter(end)) {
        next(verdict);
      }
    }

    AtStage at() {
      return (AtStage) decision.progress();
    }
  }

  /** A look that finds nothing but these; where nothing is said, evidence starts with the stage. */
  static Input look(Instant now, Object... found) {
    EvidenceStart evidence = new EvidenceStart.From(START);
    Evaluation evaluation = new Evaluation.NotDone();
    BreakerReading breaker = new BreakerReading.NotRead();
    Hand hand = new Hand.None();
    Window window = Window.ALWAYS_OPEN;
    Approvals approvals = Approvals.NONE;
    List<Hold> holds = new ArrayList<>();
    for (Object part : found) {
      switch (part) {
        case EvidenceStart start -> evidence = start;
        case Verdict verdict -> evaluation = new Evaluation.Done(verdict, Duration.ZERO);
        case Evaluation asked -> evaluation = asked;
        case BreakerReading reading -> breaker = reading;
        case Hand asked -> hand = asked;
        case Hold hold -> holds.add(hold);
        case Window promotions -> window = promotions;
        case Approvals counted -> approvals = counted;
        default -> throw new IllegalArgumentException("not a part of a look: " + part);
      }
    }
    return new Input(now, "id", evidence, evaluation, breaker, holds, hand, window, approvals);
  }

  /** A stage that was successful once, at its start. */
  static AtStage once(StageMachine machine) {
    return (AtStage)
        machine
            .decide(AtStage.begin(0, "a", START), look(START, SUCCESSFUL, new Hold.Paused()))
            .progress();
  }

  static PolicyState state(StageMachine machine, Progress progress) {
    return machine.desired(progress, RESOLVED, BREAK_GLASS).orElseThrow().enforced().state();
  }

  static GateCriteria.Pace pace(Duration soak, int successes, int failures) {
    return new GateCriteria.Pace(soak, QUARTER, successes, failures, 4, Duration.ofDays(30), 0);
  }

  static StageRules rules(GateCriteria.Pace pace, OnGateFailure onGateFailure) {
    return new StageRules(pace, GateCriteria.SettleTime.DEFAULT, onGateFailure);
  }

  /** The machine of the guide's rollout with the same pace for all stages. */
  static StageMachine machine(GateCriteria.Pace pace) {
    return new StageMachine(office(), rulesOf(pace));
  }

  static List<StageRules> rulesOf(GateCriteria.Pace pace) {
    return office().stages().stream()
        .map(stage -> rules(pace, GateDefaults.onGateFailure(stage.state())))
        .toList();
  }
}
