package dev.tokenprotection.core.stage;

import static dev.tokenprotection.core.world.Examples.START;

import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.gate.Verdict;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.stage.Progress.AtStage;
import dev.tokenprotection.core.world.Examples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A machine, a progress and a look at it, by chance. */
final class AnyLook {
  private static final int STAGES = Examples.office().stages().size();
  private static final String STOP = "stop-1";

  final Rollout rollout = Examples.office();
  final List<StageRules> rules;
  final StageMachine machine;
  final Progress progress;
  final Calendar calendar;
  final Input input;
  private final Random random;

  AnyLook(Random random) {
    this.random = random;
    this.rules = IntStream.range(0, STAGES).mapToObj(_ -> anyRules()).toList();
    this.machine = new StageMachine(rollout, rules);
    this.calendar = new Calendar(random);
    this.progress = anyProgress();
    this.input = anyInput(noSoonerThan(progress).plus(minutes(3000)));
  }

  /** Promotion windows over some days: closed, open, closed, open, and so on. */
  static final class Calendar {
    private final List<Instant> changes = new ArrayList<>();

    Calendar(Random random) {
      Instant change = START;
      for (int i = random.nextInt(12); i > 0; i--) {
        change = change.plus(Duration.ofMinutes(1 + random.nextInt(600)));
        changes.add(change);
      }
    }

    Window at(Instant now) {
      if (changes.isEmpty()) {
        return Window.ALWAYS_OPEN;
      }
      int passed = (int) changes.stream().filter(change -> !change.isAfter(now)).count();
      boolean ends = passed == changes.size();
      if (passed % 2 == 0) {
        return ends
            ? new Window.NeverOpens("no more")
            : new Window.Closed("outside", changes.get(passed));
      }
      return new Window.Open(changes.get(passed - 1), ends ? Instant.MAX : changes.get(passed));
    }
  }

  /** The same at another time, with nobody's hand: what a caller presents when only time passed. */
  Input later(Progress then, Instant now) {
    boolean couldNotJudge =
        !(input.evaluation() instanceof Evaluation.Done) && isDue(then, input.now());
    return new Input(
        now,
        "later",
        input.evidenceStart(),
        !couldNotJudge && isDue(then, now)
            ? new Evaluation.Done(anyVerdict(), Duration.ofMinutes(random.nextInt(40)))
            : new Evaluation.NotDone(),
        input.breaker(),
        input.holds(),
        new Hand.None(),
        calendar.at(now),
        input.approvals());
  }

  boolean isDue(Progress then, Instant now) {
    return then instanceof AtStage at
        && at.stage() < STAGES
        && machine
            .evaluationDue(at, input.evidenceStart(), calendar.at(now))
            .filter(due -> !now.isBefore(due))
            .isPresent();
  }

  private static Instant noSoonerThan(Progress progress) {
    return progress instanceof AtStage at && at.counters().evaluatedAt().isAfter(at.startedAt())
        ? at.counters().evaluatedAt()
        : START.plus(Duration.ofMinutes(1500));
  }

  private Input anyInput(Instant now) {
    EvidenceStart start =
        random.nextInt(6) == 0
            ? new EvidenceStart.NotYet(PolicyRole.OBSERVE)
            : new EvidenceStart.From(START.plus(minutes(4000)));
    Evaluation evaluation =
        switch (random.nextInt(8)) {
          case 0 -> new Evaluation.NotDone();
          case 1 -> new Evaluation.Awaited(START, 10 * random.nextInt(10));
          default -> new Evaluation.Done(anyVerdict(), minutes(40));
        };
    return new Input(
        now,
        "now",
        start,
        evaluation,
        random.nextInt(8) == 0
            ? new BreakerReading.Read(9, 5, BreakerReading.Basis.AS_SPECIFIED, Duration.ofHours(1))
            : new BreakerReading.NotRead(),
        anyHolds(),
        anyHand(),
        calendar.at(now),
        random.nextInt(5) == 0
            ? new Approvals.Untrusted("m.")
            : new Approvals.Counted(random.nextInt(3)));
  }

  private Verdict anyVerdict() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> Looks.FAILED;
      case 2 -> Looks.RUNNING;
      case 3 -> Looks.INCONCLUSIVE;
      case 4 -> Looks.ERROR;
      default -> Looks.SUCCESSFUL;
    };
  }

  private List<Hold> anyHolds() {
    List<Hold> holds = new ArrayList<>();
    while (random.nextInt(3) == 0) {
      holds.add(
          switch (random.nextInt(6)) {
            case 0 -> new Hold.EmergencyStop(random.nextBoolean() ? STOP : "stop-2", "bo");
            case 1 -> new Hold.Frozen("year end");
            case 2 -> new Hold.Paused();
            case 3 -> new Hold.PolicyNotInSync("m.");
            case 4 -> new Hold.BreakGlassUnverified("m.");
            default -> new Hold.Other("Other", "m.", new Advice("by itself", "wait"));
          });
    }
    return holds;
  }

  private Hand anyHand() {
    return switch (random.nextInt(10)) {
      case 0 -> new Hand.Abort("ada");
      case 1 -> new Hand.Rollback("ada");
      case 2 -> new Hand.Retry("ada");
      case 3, 4 -> new Hand.Skip("ada", random.nextInt(5) == 0 ? "" : "no need");
      case 5 -> new Hand.Resume(random.nextBoolean() ? STOP : "stop-9");
      default -> new Hand.None();
    };
  }

  private Progress anyProgress() {
    AtStage at = anyStage();
    return switch (random.nextInt(8)) {
      case 0 -> new Progress.NotStarted();
      case 1 ->
          new Progress.FellBack(
              at, new Latch(STOP, Latch.Cause.EMERGENCY_STOP, START, "bo", "Stopped by bo."));
      case 2 -> new Progress.Completed(STAGES - 1, "a", START, SpentEvidence.NONE);
      default -> at;
    };
  }

  private AtStage anyStage() {
    Instant startedAt = START.plus(minutes(1500));
    EvidenceRun evidence = new EvidenceRun(random.nextInt(3), startedAt.plus(minutes(200)));
    return new AtStage(
        random.nextInt(STAGES),
        "a",
        startedAt,
        evidence,
        random.nextInt(4) == 0 ? Counters.ZERO : anyCounters(evidence.from()),
        new SpentEvidence(Map.of("pilot-observe", random.nextInt(3))));
  }

  private Counters anyCounters(Instant from) {
    Instant first = from.plus(minutes(500));
    Instant last = first.plus(minutes(300));
    int successes = random.nextInt(4);
    return new Counters(
        successes,
        successes == 0 ? Counters.NEVER : first,
        random.nextInt(2),
        random.nextInt(2),
        last);
  }

  private StageRules anyRules() {
    return new StageRules(
        new GateCriteria.Pace(
            minutes(1200),
            Duration.ofMinutes(5 + random.nextInt(40)),
            1 + random.nextInt(3),
            random.nextInt(2),
            4,
            Duration.ofMinutes(100 + random.nextInt(4000)),
            Math.max(0, random.nextInt(6) - 3)),
        GateCriteria.SettleTime.DEFAULT,
        OnGateFailure.values()[random.nextInt(3)]);
  }

  private Duration minutes(int below) {
    return Duration.ofMinutes(random.nextInt(below));
  }

  @Override
  public String toString() {
    return "progress " + progress + "\nrules " + rules + "\ninput " + input;
  }
}
