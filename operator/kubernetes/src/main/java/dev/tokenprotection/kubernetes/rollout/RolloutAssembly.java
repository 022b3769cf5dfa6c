package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.core.plan.Predecessors;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.kubernetes.DecisionMetrics;
import dev.tokenprotection.kubernetes.Deliveries;
import dev.tokenprotection.kubernetes.LooksUnderWay;
import dev.tokenprotection.kubernetes.approval.ApprovalProofs;
import dev.tokenprotection.kubernetes.approval.ApprovalStatuses;
import dev.tokenprotection.kubernetes.approval.ForgedApprovalProbe;
import dev.tokenprotection.kubernetes.approval.GivenApprovals;
import dev.tokenprotection.kubernetes.event.EventRecorder;
import dev.tokenprotection.kubernetes.lease.WriteFence;
import dev.tokenprotection.kubernetes.schedule.ReconcileAlarms;
import dev.tokenprotection.kubernetes.status.StatusWriter;
import dev.tokenprotection.kubernetes.tenant.TenantRegistry;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Puts the phases of a look together.
 *
 * @param installation the declared id of the installation
 * @param predecessors the installations whose place this one takes, for all rollouts
 * @param fence whether a write may begin
 * @param ids gives random ids
 */
public record RolloutAssembly(
    KubernetesClient client,
    String installation,
    Predecessors predecessors,
    Time time,
    Duration resync,
    TenantRegistry tenants,
    EventRecorder events,
    WriteFence fence,
    DecisionMetrics metrics,
    Supplier<String> ids) {

  /**
   * The reconciler.
   *
   * @param wakes what else wakes it
   * @param underWay where its looks are counted
   * @param deliveries told of what the watches bring
   */
  public TokenProtectionRolloutReconciler reconciler(
      RolloutWakes wakes, LooksUnderWay underWay, Deliveries deliveries) {
    Cohorts cohorts = new Cohorts();
    LookAgain lookAgain = new LookAgain(time, resync);
    JustWritten justWritten = new JustWritten();
    WatchedNeighbours neighbours = new WatchedNeighbours();
    WatchedApprovals approvals = new WatchedApprovals(deliveries);
    return new TokenProtectionRolloutReconciler(
        client,
        looks(cohorts, lookAgain, justWritten, neighbours, approvals(approvals, time::nanos)),
        new TokenProtectionRolloutReconciler.Forgetting(tenants, cohorts, lookAgain, justWritten),
        wakes,
        neighbours,
        approvals,
        new OverlapWakes(neighbours, installation, wakes::wake),
        metrics,
        underWay,
        new ReconcileAlarms(time, wakes::wake),
        deliveries,
        System::nanoTime);
  }

  /**
   * @param given where approvals are found
   * @param nanos nanoseconds of a clock that is never set
   */
  ApprovalPhase approvals(GivenApprovals given, LongSupplier nanos) {
    return new ApprovalPhase(
        given,
        new ApprovalProofs(new ForgedApprovalProbe(client)::tryIn, nanos),
        new ApprovalStatuses(new StatusWriter(client)));
  }

  RolloutLooks looks(
      Cohorts cohorts,
      LookAgain lookAgain,
      JustWritten justWritten,
      Neighbours neighbours,
      ApprovalPhase approvals) {
    DeletionFinalizer finalizer = new DeletionFinalizer(client);
    return new RolloutLooks(
        reconciliation(cohorts, lookAgain, justWritten, neighbours, approvals),
        new DeletionReconciliation(
            tenants,
            new TenantPhase(tenants, this::exists),
            finalizer,
            recorder(),
            new DeletionNews(events),
            new PlanExecution(fence, time, metrics),
            installation,
            time,
            lookAgain),
        finalizer,
        events,
        lookAgain);
  }

  private RolloutReconciliation reconciliation(
      Cohorts cohorts,
      LookAgain lookAgain,
      JustWritten justWritten,
      Neighbours neighbours,
      ApprovalPhase approvals) {
    Recorder recorder = recorder();
    PlanExecution execution = new PlanExecution(fence, time, metrics);
    WayBack wayBack = new WayBack(recorder, execution);
    HaltedBreaker breaker = new HaltedBreaker(tenants, resync, ids, wayBack, metrics);
    return new RolloutReconciliation(
        List.of(
            new HandsPhase(ids, tenants),
            new StopPhase(tenants, ids, wayBack, resync),
            breaker.over(new ValidatePhase()),
            new WindowPhase(),
            breaker.over(new TenantPhase(tenants, this::exists)),
            breaker.over(new ResolvePhase())),
        rounds(cohorts, neighbours, approvals, breaker),
        recorder,
        execution,
        installation,
        time,
        lookAgain,
        justWritten);
  }

  private Recorder recorder() {
    return new Recorder(new StatusWriter(client), events, ids, time);
  }

  private RolloutReconciliation.Rounds rounds(
      Cohorts cohorts, Neighbours neighbours, ApprovalPhase approvals, HaltedBreaker breaker) {
    PlanPhase plan = new PlanPhase(BreakGlassProof::byWhatIf);
    DecidePhase decide = new DecidePhase(ids, cohorts, plan, metrics);
    List<Phase> others =
        List.of(
            breaker.over(new AdoptPhase(ids)),
            breaker.over(new RecoverPhase(ids)),
            breaker.over(new AcceptStagesPhase(ids)),
            new PreflightPhase(),
            plan,
            approvals,
            new EvidencePhase(cohorts, decide::leadsOn, metrics),
            decide,
            new AuthorPhase(),
            new AdvicePhase());
    ObservePhase.PolicyList recent = scope -> scope.tenant().policies().notOlderThan(resync);
    ObservePhase.PolicyList fresh = scope -> scope.tenant().policies().fresh();
    Phase overlap = breaker.over(new OverlapPhase(neighbours, recent));
    return new RolloutReconciliation.Rounds(
        beginningWith(
            overlap,
            beginningWith(breaker.over(new ObservePhase(recent, cohorts, predecessors)), others)),
        beginningWith(
            overlap,
            beginningWith(breaker.over(new ObservePhase(fresh, cohorts, predecessors)), others)));
  }

  private static List<Phase> beginningWith(Phase first, List<Phase> others) {
    List<Phase> all = new ArrayList<>(others);
    all.addFirst(first);
    return all;
  }

  private boolean exists(ResourceID tenant) {
    return client
            .resources(EntraTenant.class)
            .inNamespace(tenant.getNamespace().orElseThrow())
            .withName(tenant.getName())
            .get()
        != null;
  }
}
