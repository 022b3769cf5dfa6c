package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.EnforcedScope;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.core.guard.Violation;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.GroupReference;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.Stage;
import dev.tokenprotection.core.plan.Forecast;
import dev.tokenprotection.core.plan.Intent;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.plan.Predecessors;
import dev.tokenprotection.core.plan.Projection;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.stage.StageEdit;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.rollout.PlanPreview.PlannedStage;
import dev.tokenprotection.kubernetes.rollout.PlanPreview.Situation;
import dev.tokenprotection.kubernetes.rollout.PlanPreview.StageChoice;
import dev.tokenprotection.kubernetes.status.ProgressMapping;
import dev.tokenprotection.kubernetes.status.ScopeMapping;
import dev.tokenprotection.kubernetes.tenant.TenantView;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Plans for a rollout as the reconciler does, by the same phases, and goes no further: nothing here
 * can write to Entra or to a status. Plans one after the other, each on what the one before would
 * leave, until nothing is left to do.
 */
public final class RolloutPreview {
  /** More plans than any rollout needs, lest a defect went on for ever. */
  private static final int MOST_PLANS = 16;

  private static final String NO_ATTEMPT = "";

  private final String installation;
  private final Time time;
  private final PlanPhase plan = new PlanPhase(BreakGlassProof.NOT_ASKED);

  /**
   * @param installation the declared id of the installation whose policies these are
   */
  public RolloutPreview(String installation, Time time) {
    this.installation = installation;
    this.time = time;
  }

  /**
   * @param rollout the spec as it would be applied, and the status that the rollout has; without
   *     status it is planned for where what is live in Entra says that it would go on
   */
  public PlanPreview of(
      TokenProtectionRollout rollout, TenantView.Usable tenant, StageChoice choice) {
    RolloutScope scope =
        new RolloutScope(rollout, installation, time.now().truncatedTo(ChronoUnit.SECONDS));
    scope.tenant(tenant);
    // What an earlier plan may have made is looked for in Entra, and waited for by nobody here.
    scope.memory().intent(Intent.NONE);
    Optional<Trouble> trouble =
        halted(scope, List.of(new ValidatePhase()))
            .or(() -> choose(scope, choice))
            .or(() -> observed(scope))
            // What is live says otherwise, perhaps; whoever asked knows that.
            .or(() -> choose(scope, choice));
    return trouble
        .<PlanPreview>map(PlanPreview.NotPossible::new)
        .orElseGet(() -> planned(scope, choice));
  }

  private static Optional<Trouble> observed(RolloutScope scope) {
    return halted(
        scope,
        List.of(
            new ResolvePhase(),
            new ObservePhase(
                looked -> looked.tenant().policies().fresh(), new Cohorts(), Predecessors.NONE),
            new AdoptPhase(() -> NO_ATTEMPT),
            new RecoverPhase(() -> NO_ATTEMPT),
            new AcceptStagesPhase(() -> NO_ATTEMPT),
            new PreflightPhase()));
  }

  private static Optional<Trouble> halted(RolloutScope scope, List<Phase> phases) {
    for (Phase phase : phases) {
      switch (phase.run(scope)) {
        case Phase.Step.GoOn goOn -> {}
        case Phase.Step.Halt(Trouble trouble) -> {
          return Optional.of(trouble);
        }
        case Phase.Step.DecideAnew anew -> throw new IllegalStateException("nothing was recorded");
        case Phase.Step.Wait wait -> throw new IllegalStateException("nobody wakes a preview");
      }
    }
    return Optional.empty();
  }

  /** Puts the rollout into the stage that was asked for; why that can't be. */
  private static Optional<Trouble> choose(RolloutScope scope, StageChoice choice) {
    return switch (choice) {
      case StageChoice.Present present -> Optional.empty();
      case StageChoice.Assumed(String nameOrNumber) -> {
        int index = indexOf(scope.wanted().rollout().stages(), nameOrNumber);
        if (index < 0) {
          yield Optional.of(noSuchStage(scope, nameOrNumber));
        }
        scope.memory().progress(at(index, scope));
        scope.stageEdit(new StageEdit.None());
        yield Optional.empty();
      }
    };
  }

  private static int indexOf(List<Stage> stages, String nameOrNumber) {
    for (int i = 0; i < stages.size(); i++) {
      if (stages.get(i).name().equals(nameOrNumber)) {
        return i;
      }
    }
    boolean isNumber = nameOrNumber.matches("[1-9][0-9]?");
    int number = isNumber ? Integer.parseInt(nameOrNumber) : 0;
    return number <= stages.size() ? number - 1 : -1;
  }

  private static Trouble noSuchStage(RolloutScope scope, String nameOrNumber) {
    return Trouble.forPerson(
        ConditionReason.INVALID_SPEC,
        "The rollout has no stage "
            + nameOrNumber
            + "; it has 1 to "
            + scope.wanted().rollout().stages().size()
            + ": "
            + scope.wanted().rollout().stages().stream()
                .map(Stage::name)
                .collect(Collectors.joining(", "))
            + ".");
  }

  private PlanPreview planned(RolloutScope scope, StageChoice choice) {
    PlannedStage stage = begun(scope, choice);
    ObservedState before = scope.observed();
    List<Plan> plans = new ArrayList<>();
    Set<Violation> heldBack = new LinkedHashSet<>();
    for (int round = 0; round < MOST_PLANS; round++) {
      if (stage.situation() == Situation.ASSUMED) {
        assumePassed(scope, stage.number() - 1);
      }
      plan.run(scope);
      Plan next = scope.planned().plan();
      if (next.isEmpty()) {
        break;
      }
      plans.add(next);
      heldBack.addAll(scope.planned().refused());
      scope.observed(Projection.after(scope.observed(), next));
    }
    return new PlanPreview.Made(
        stage,
        Forecast.of(before, plans),
        plans.isEmpty() ? Plan.NOTHING : plans.getFirst(),
        plans.size(),
        List.copyOf(heldBack),
        scope.preflight().findings(),
        unresolved(scope),
        names(scope));
  }

  /** Begins a rollout that has not begun, stops one that is to be stopped; where it is then. */
  private static PlannedStage begun(RolloutScope scope, StageChoice choice) {
    Progress progress = scope.memory().progress();
    Situation situation =
        switch (choice) {
          case StageChoice.Assumed assumed -> Situation.ASSUMED;
          case StageChoice.Present present -> situation(progress, scope);
        };
    int index = index(progress, scope);
    if (situation == Situation.NOT_BEGUN) {
      scope.memory().progress(at(index, scope));
    }
    if (situation != Situation.ASSUMED
        && Boolean.TRUE.equals(scope.resource().getSpec().emergencyStop())) {
      scope.memory().progress(stopped(index, scope));
      situation = Situation.STOPPED;
    }
    List<Stage> stages = scope.wanted().rollout().stages();
    return new PlannedStage(
        index + 1, stages.size(), stages.get(index).name(), stages.get(index).state(), situation);
  }

  private static Situation situation(Progress progress, RolloutScope scope) {
    return switch (progress) {
      case Progress.NotStarted notStarted -> Situation.NOT_BEGUN;
      case Progress.AtStage at ->
          ProgressMapping.read(scope.resource().getStatus()) instanceof Progress.NotStarted
              ? Situation.FOUND
              : Situation.IN_STAGE;
      case Progress.FellBack fellBack -> Situation.STOPPED;
      case Progress.Completed completed -> Situation.COMPLETED;
    };
  }

  private static int index(Progress progress, RolloutScope scope) {
    int index =
        switch (progress) {
          case Progress.NotStarted notStarted -> 0;
          case Progress.AtStage at -> at.stage();
          case Progress.FellBack fellBack -> fellBack.from().stage();
          case Progress.Completed completed -> completed.stage();
        };
    return Math.min(index, scope.wanted().rollout().stages().size() - 1);
  }

  private static Progress.AtStage at(int index, RolloutScope scope) {
    return Progress.AtStage.begin(index, NO_ATTEMPT, scope.now());
  }

  private static Progress stopped(int index, RolloutScope scope) {
    Hold.EmergencyStop stop = new Hold.EmergencyStop(NO_ATTEMPT, HandsPhase.FIELD);
    return new Progress.FellBack(
        at(index, scope),
        new Latch(
            stop.latch(), Latch.Cause.EMERGENCY_STOP, scope.now(), stop.by(), stop.sentence()));
  }

  /** As if every stage before {@code stage} had passed its gate with what it covers by now. */
  private static void assumePassed(RolloutScope scope, int stage) {
    for (int before = 0; before < stage; before++) {
      Progress.AtStage from = at(before, scope);
      EnforcedScope passed = scope.memory().passed().orElse(null);
      scope
          .machine()
          .desired(from, scope.resolved(), scope.breakGlass())
          .ifPresent(
              desired ->
                  scope
                      .memory()
                      .passed(
                          ScopeMapping.afterGate(
                              passed,
                              scope.wanted().rollout(),
                              from,
                              scope.resolved(),
                              desired.observe(),
                              groups -> Cohorts.size(scope, groups).success().orElse(0),
                              scope.now())));
    }
  }

  private static List<Trouble> unresolved(RolloutScope scope) {
    List<Trouble> troubles = new ArrayList<>(scope.unresolvedGroups());
    troubles.addAll(scope.unresolvedMembers());
    troubles.addAll(scope.lostGroups());
    return troubles;
  }

  private static Map<GroupId, String> names(RolloutScope scope) {
    Map<GroupId, String> names = new HashMap<>();
    scope
        .resolved()
        .groups()
        .forEach(
            (reference, id) -> {
              if (reference instanceof GroupReference.ByDisplayName(String displayName)) {
                names.put(id, displayName);
              }
            });
    for (ManagedGroup group : ObservePhase.managedGroups(scope)) {
      scope
          .resolved()
          .managedGroup(group.displayName())
          .ifPresent(id -> names.put(id, group.displayName()));
    }
    return names;
  }
}
