package dev.tokenprotection.core.world;

import dev.tokenprotection.core.drift.DriftPolicy;
import dev.tokenprotection.core.guard.BreakGlassRemoval;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.Stage;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.stage.Hand;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.Progress;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Those whose rollout it is: what they edit, annotate, approve and confirm, and how they help. */
final class People {
  private final World world;

  /** The stages of the beginning, which can be put back. */
  private final List<Stage> stages;

  private final Set<String> approved = new TreeSet<>();
  private BreakGlass confirmed;

  People(World world, Spec beginning) {
    this.world = world;
    this.stages = beginning.rollout().stages();
    this.confirmed = beginning.breakGlass();
  }

  /** The same people, in a world that goes on in another way. */
  People(World world, People other) {
    this.world = world;
    this.stages = other.stages;
    this.approved.addAll(other.approved);
    this.confirmed = other.confirmed;
  }

  /** Does what one of them does. */
  void act(Event.ByPeople act) {
    switch (act) {
      case Event.Annotate(String annotation) -> annotate(annotation);
      case Event.NameStop _ -> nameStop();
      case Event.TakeAway(String annotation) -> cluster().edit(spec -> spec.without(annotation));
      case Event.EditConditions(int seed) ->
          cluster().edit(spec -> spec.with(Rollouts.edited(spec.rollout(), new Random(seed))));
      case Event.EditStages(int seed) ->
          cluster().edit(spec -> spec.with(StageEdits.edited(spec.rollout(), seed)));
      case Event.AcceptStages _ ->
          cluster()
              .edit(
                  spec -> spec.annotated(Spec.ACCEPT, spec.stagesText(read().status().reached())));
      case Event.PutStagesBack _ ->
          cluster().edit(spec -> spec.with(StageEdits.with(spec.rollout(), stages)));
      case Event.ChangeBreakGlass(int number) -> changeBreakGlass(number);
      case Event.ConfirmBreakGlass _ -> confirmBreakGlass();
      case Event.Approve _ -> approve();
      case Event.Delete _ -> cluster().delete();
      case Event.ConfirmDelete _ ->
          cluster().edit(spec -> spec.annotated(Spec.CONFIRM_DELETE, read().uid()));
      case Event.SetDriftPolicy(DriftPolicy policy) ->
          cluster().edit(spec -> spec.with(spec.rules().with(policy)));
    }
  }

  /** With a reason, where one is asked for; sometimes people forget it. */
  private void annotate(String annotation) {
    int number = world.newNumber();
    String token = "token-" + number;
    cluster()
        .edit(
            spec ->
                annotation.equals(Spec.SKIP) && number % 3 > 0
                    ? spec.annotated(annotation, token).annotated(Spec.REASON, "no need")
                    : spec.annotated(annotation, token));
  }

  private void nameStop() {
    if (read().status().progress() instanceof Progress.FellBack(var _, Latch latch)) {
      cluster().edit(spec -> spec.annotated(Spec.RESUME, latch.id()));
    }
  }

  private void changeBreakGlass(int number) {
    SortedSet<UserId> all = new TreeSet<>(confirmed.users());
    all.add(Examples.user(9100 + number));
    confirmed = new BreakGlass(all, confirmed.groups());
    cluster()
        .edit(
            spec ->
                spec.with(
                    new BreakGlass(
                        new TreeSet<>(Set.of(Examples.user(9001), Examples.user(9100 + number))),
                        spec.breakGlass().groups())));
  }

  private void confirmBreakGlass() {
    confirmed = read().spec().breakGlass();
  }

  private void approve() {
    read()
        .spec()
        .machine()
        .approvalRequest(read().status().progress())
        .ifPresent(request -> approved.add(request.attempt()));
  }

  /** They mend what only a person can, once the rollout is there. */
  void help() {
    cluster()
        .edit(
            spec ->
                spec.without(Spec.STOP)
                    .with(spec.rules().tolerating(1000).with(DriftPolicy.CORRECT)));
    confirmBreakGlass();
    approve();
    Cluster.Snapshot read = read();
    if (read.status().corrections().isFight(world.now())) {
      String token = "after " + read.status().corrections().at().getLast();
      cluster().edit(spec -> spec.annotated(Spec.RECONCILE, token));
    }
    if (!stagesAreAsReached(read) && read.status().reached() > 0) {
      world.happens(new Event.AcceptStages());
    }
    switch (read.status().progress()) {
      case Progress.FellBack _ -> world.happens(new Event.NameStop());
      case Progress.AtStage at when at.counters().failures() > 0 -> retry(at.attempt());
      case Progress.AtStage _, Progress.NotStarted _, Progress.Completed _ -> {}
    }
  }

  /** Once for each attempt. */
  private void retry(String attempt) {
    cluster()
        .edit(
            spec ->
                spec.annotations().getOrDefault(Spec.RETRY, "").equals(attempt)
                    ? spec
                    : spec.annotated(Spec.RETRY, attempt));
  }

  /** One of them puts the enforced policy to report-only, as a stalled rollout asks for. */
  void putThePolicyToReportOnly() {
    InMemoryTenant tenant = world.tenant();
    tenant
        .id(PolicyRole.ENFORCED)
        .ifPresent(
            id ->
                tenant.edit(
                    id,
                    tenant.allPolicies().get(id).inState(PolicyState.REPORT_ONLY),
                    world.now()));
  }

  /** Whether nothing is left that they asked for, nor an edit of stages that nobody accepted. */
  boolean areContent() {
    Asked asked = Asked.of(read(), world.circumstances(), () -> "");
    return asked.hand() instanceof Hand.None
        && asked.stops().isEmpty()
        && stagesAreAsReached(read());
  }

  private static boolean stagesAreAsReached(Cluster.Snapshot read) {
    return read.status().stages().equals(read.spec().stagesText(read.status().reached()));
  }

  /** The attempts whose end was approved. */
  Set<String> approvedAttempts() {
    return approved;
  }

  /** Accounts that are declared no more, and nobody has confirmed that. */
  BreakGlassRemoval breakGlassRemoval() {
    SortedSet<UserId> users = new TreeSet<>(confirmed.users());
    users.removeAll(read().spec().breakGlass().users());
    return users.isEmpty()
        ? BreakGlassRemoval.NONE
        : new BreakGlassRemoval(new BreakGlass(users, new TreeSet<>()), "confirm it");
  }

  private Cluster cluster() {
    return world.cluster();
  }

  private Cluster.Snapshot read() {
    return cluster().read();
  }
}
