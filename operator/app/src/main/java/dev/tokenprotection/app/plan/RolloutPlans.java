package dev.tokenprotection.app.plan;

import dev.tokenprotection.app.plan.PlanDocument.Named;
import dev.tokenprotection.app.plan.PlanDocument.NextPlan;
import dev.tokenprotection.app.plan.PlanDocument.ObjectPlan;
import dev.tokenprotection.app.plan.PlanDocument.PlannedStage;
import dev.tokenprotection.app.plan.PlanDocument.Remark;
import dev.tokenprotection.app.plan.PlanDocument.RolloutPlan;
import dev.tokenprotection.app.plan.PlanDocument.Totals;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.rollout.PlanPreview;
import dev.tokenprotection.kubernetes.rollout.PlanPreview.Situation;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From a preview to what is printed of it. */
final class RolloutPlans {
  private RolloutPlans() {}

  /**
   * What a plan is about; the members as in {@link RolloutPlan}, where null stands for what is not
   * known.
   */
  record Subject(
      String namespace,
      String name,
      String tenant,
      String tenantId,
      String installation,
      Cluster.LiveStatus status) {}

  static RolloutPlan of(Subject subject, PlanPreview preview) {
    return switch (preview) {
      case PlanPreview.NotPossible(Trouble trouble) -> failed(subject, trouble);
      case PlanPreview.Made made -> made(subject, made);
    };
  }

  static RolloutPlan failed(Subject subject, Trouble trouble) {
    return new RolloutPlan(
        subject.namespace(),
        subject.name(),
        subject.tenant(),
        subject.tenantId(),
        subject.installation(),
        status(subject),
        null,
        null,
        totals(List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of(remark(trouble)),
        List.of());
  }

  private static RolloutPlan made(Subject subject, PlanPreview.Made made) {
    List<ObjectPlan> changes = new ObjectPlans(made.groups()).of(made.forecast());
    return new RolloutPlan(
        subject.namespace(),
        subject.name(),
        subject.tenant(),
        subject.tenantId(),
        subject.installation(),
        status(subject),
        stage(made.stage()),
        made.next().isEmpty()
            ? null
            : new NextPlan(made.next().hash(), made.next().summary(), made.plans()),
        totals(changes),
        changes,
        made.heldBack().stream()
            .map(violation -> new Remark(violation.reason(), violation.sentence()))
            .toList(),
        made.findings().stream()
            .map(finding -> new Remark(finding.reason(), finding.sentence()))
            .toList(),
        made.unresolved().stream().map(RolloutPlans::remark).toList(),
        names(made, changes));
  }

  private static String status(Subject subject) {
    return switch (subject.status()) {
      case Cluster.LiveStatus.Found found -> "Live";
      case Cluster.LiveStatus.None none -> "None";
      case Cluster.LiveStatus.NotAsked notAsked -> "NotAsked";
    };
  }

  private static PlannedStage stage(PlanPreview.PlannedStage stage) {
    return new PlannedStage(
        stage.number(),
        stage.total(),
        stage.name(),
        stage.state().apiName(),
        situation(stage.situation()));
  }

  private static String situation(Situation situation) {
    return switch (situation) {
      case NOT_BEGUN -> "NotBegun";
      case IN_STAGE -> "InStage";
      case FOUND -> "Found";
      case STOPPED -> "Stopped";
      case COMPLETED -> "Completed";
      case ASSUMED -> "Assumed";
    };
  }

  private static Totals totals(List<ObjectPlan> changes) {
    return new Totals(
        count(changes, plan -> plan.action().equals(ObjectPlans.CREATE) ? 1 : 0),
        count(changes, plan -> plan.action().equals(ObjectPlans.CHANGE) ? 1 : 0),
        count(changes, plan -> plan.membersAdded().size()),
        count(changes, plan -> plan.membersRemoved().size()),
        count(changes, plan -> plan.effects().contains(ObjectPlans.LOWERS) ? 1 : 0),
        count(changes, plan -> plan.effects().contains(ObjectPlans.WIDENS) ? 1 : 0),
        count(changes, plan -> plan.action().equals(ObjectPlans.ADOPT) ? 1 : 0),
        count(changes, plan -> plan.action().equals(ObjectPlans.RESTORE) ? 1 : 0));
  }

  private static int count(List<ObjectPlan> changes, ToIntFunction<ObjectPlan> what) {
    return changes.stream().mapToInt(what).sum();
  }

  private static Remark remark(Trouble trouble) {
    return new Remark(trouble.reason().apiName(), trouble.message());
  }

  /** Of the ids that occur in the changes. */
  private static List<Named> names(PlanPreview.Made made, List<ObjectPlan> changes) {
    Set<String> ids =
        changes.stream()
            .flatMap(change -> change.fields().stream())
            .flatMap(field -> Stream.concat(field.before().stream(), field.after().stream()))
            .collect(Collectors.toSet());
    Stream<Named> groups =
        made.groups().entrySet().stream()
            .map(group -> new Named(group.getKey().value(), group.getValue()))
            .sorted((one, other) -> one.name().compareTo(other.name()));
    Stream<Named> applications =
        Arrays.stream(Application.values())
            .map(application -> new Named(application.appId(), application.apiName()));
    return Stream.concat(groups, applications).filter(named -> ids.contains(named.id())).toList();
  }
}
