package dev.tokenprotection.core.world;

import static dev.tokenprotection.core.world.RuleBroken.require;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.gate.Verdict;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.Include;
import dev.tokenprotection.core.model.Platform;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.StageState;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.Direction;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.stage.Approvals;
import dev.tokenprotection.core.stage.Decision;
import dev.tokenprotection.core.stage.Evaluation;
import dev.tokenprotection.core.stage.EvidenceStart;
import dev.tokenprotection.core.stage.Hand;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.Input;
import dev.tokenprotection.core.stage.Latch;
import dev.tokenprotection.core.stage.OnGateFailure;
import dev.tokenprotection.core.stage.Progress;
import dev.tokenprotection.core.stage.Window;
import dev.tokenprotection.core.world.RuleBroken.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Watches an operator, knows by itself what has passed a gate, and fails the test at the first
 * decision or write that breaks a rule of safety.
 */
final class Watch {
  private record Judgement(String attempt, Instant at, Verdict verdict) {}

  /** More than a small world asks for. */
  private static final int LATEST = 3;

  private final World world;
  private final List<Judgement> judgements;
  private final Map<GroupId, List<Scope>> passed;
  private final Map<PolicyRole, PolicyContent> before = new EnumMap<>(PolicyRole.class);
  private final Map<String, Integer> census;

  Watch(World world, Map<String, Integer> census) {
    this.world = world;
    this.census = census;
    this.judgements = new ArrayList<>();
    this.passed = new TreeMap<>();
  }

  Watch(World world, Watch other) {
    this.world = world;
    this.census = other.census;
    this.judgements = new ArrayList<>(other.judgements);
    this.passed = new TreeMap<>();
    other.passed.forEach((group, scopes) -> passed.put(group, new ArrayList<>(scopes)));
  }

  void count(String what) {
    census.merge(what, 1, Integer::sum);
  }

  /** A look has found where the rollout stands. */
  void stands(Cluster.Snapshot read, Footing footing, ObservedState observed) {
    if (footing instanceof Footing.Stalled) {
      count("stalled looks");
    }
    boolean moved = !footing.progress().equals(read.status().progress());
    if (!moved) {
      boolean enforces =
          observed.policies().values().stream().anyMatch(policy -> policy.content().enforces());
      require(
          !(footing instanceof Footing.Firm
              && footing.progress() instanceof Progress.NotStarted
              && enforces),
          Rule.LOST_STATUS,
          () -> "begins at the first stage on top of " + observed.policies());
      return;
    }
    count("recovered looks");
    if (footing.progress() instanceof Progress.AtStage at) {
      goesOnWithWhatIsEnforced(read.spec(), at, observed);
    }
  }

  private void goesOnWithWhatIsEnforced(Spec spec, Progress.AtStage at, ObservedState observed) {
    Set<GroupId> live =
        observed
            .policy(PolicyRole.ENFORCED)
            .map(policy -> policy.content())
            .filter(PolicyContent::enforces)
            .map(PolicyContent::includeGroups)
            .<Set<GroupId>>map(TreeSet::new)
            .orElse(Set.of());
    Set<GroupId> wanted =
        DesiredState.groupsOf(
            DesiredState.enforcedIncludes(spec.rollout(), at.stage()), spec.resolved(observed));
    require(
        wanted.equals(live),
        Rule.LOST_STATUS,
        () -> "goes on at stage " + at.stage() + ", which enforces " + wanted + ", not " + live);
    observed
        .policy(PolicyRole.ENFORCED)
        .ifPresent(policy -> live.forEach(group -> passes(group, policy.content())));
  }

  /** A decision has been made and saved. */
  void decided(Spec spec, Footing footing, Input input, Decision decision, ObservedState observed) {
    count(decision.getClass().getSimpleName());
    world.note(() -> decision.getClass().getSimpleName() + ": " + decision.message());
    if (footing.progress() instanceof Progress.AtStage at
        && input.evaluation() instanceof Evaluation.Done(Verdict verdict, Duration _)) {
      judgements.add(new Judgement(at.attempt(), input.now(), verdict));
    }
    stopsWhenAsked(footing.progress(), input, decision);
    switch (decision) {
      case Decision.Promote promote -> leaves(spec, promote.from(), input, observed);
      case Decision.Complete complete -> leaves(spec, complete.from(), input, observed);
      case Decision.Skip skip -> {
        require(
            input.hand().equals(new Hand.Skip(skip.by(), skip.reason()))
                && !skip.reason().isBlank(),
            Rule.PASSED_SCOPE,
            () -> "skipped without a hand and a reason");
        nothingHolds(spec, input);
        passes(spec, skip.from().stage(), observed);
      }
      case Decision.FallBackToReportOnly back ->
          require(
              back.progress().latch().cause() != Latch.Cause.GATE_FAILED || failed(input),
              Rule.NO_EVIDENCE_NO_MOVEMENT,
              () -> "back to report-only without a failed gate");
      case Decision.RollBack _ ->
          require(
              input.hand() instanceof Hand.Rollback
                  || failed(input) && spec.rules().onGateFailure() == OnGateFailure.ROLLBACK_STAGE,
              Rule.NO_EVIDENCE_NO_MOVEMENT,
              () -> "a stage back without a failed gate or a hand");
      case Decision.Retry _ ->
          require(
              input.hand() instanceof Hand.Retry,
              Rule.NO_EVIDENCE_NO_MOVEMENT,
              () -> "retried without a hand");
      case Decision.Start _, Decision.Stay _, Decision.FailGate _, Decision.Resume _ -> {}
    }
  }

  private static boolean failed(Input input) {
    return input.evaluation() instanceof Evaluation.Done(Verdict.Failed _, Duration _);
  }

  private static void stopsWhenAsked(Progress progress, Input input, Decision decision) {
    boolean asked =
        input.breaker().trips()
            || input.hand() instanceof Hand.Abort
            || input.holds().stream().anyMatch(Hold.EmergencyStop.class::isInstance);
    require(
        !asked || decision.progress() instanceof Progress.FellBack,
        Rule.EMERGENCY_STOP,
        () -> "a stop is asked for, but " + decision);
    require(
        !(progress instanceof Progress.FellBack)
            || decision.progress() instanceof Progress.FellBack
            || input.hand() instanceof Hand.Resume,
        Rule.EMERGENCY_STOP,
        () -> "goes on after a stop though nobody resumed");
  }

  private static void nothingHolds(Spec spec, Input input) {
    int approvers = input.approvals() instanceof Approvals.Counted(int n) ? n : 0;
    require(
        input.holds().isEmpty()
            && input.window() instanceof Window.Open
            && approvers >= spec.rules().pace().minApprovals(),
        Rule.NO_EVIDENCE_NO_MOVEMENT,
        () -> "left a stage that is held: " + input);
  }

  /** A gate may have passed only after successes in a row, apart, soaked, with nothing held. */
  private void leaves(Spec spec, Progress.AtStage from, Input input, ObservedState observed) {
    Instant now = input.now();
    nothingHolds(spec, input);
    Rule rule = Rule.NO_EVIDENCE_NO_MOVEMENT;
    require(
        !now.isBefore(from.startedAt().plus(spec.rules().pace().requiredSoakTime())),
        rule,
        () -> "left before the soak was over");
    List<Judgement> ofAttempt =
        judgements.stream().filter(j -> j.attempt().equals(from.attempt())).toList();
    require(
        !ofAttempt.isEmpty() && ofAttempt.getLast().at().equals(now),
        rule,
        () -> "left without a verdict in the same look");
    int apart = 0;
    Instant first = now;
    Instant counted = now.plus(spec.rules().pace().evaluationInterval());
    for (Judgement judgement : ofAttempt.reversed()) {
      if (!(judgement.verdict() instanceof Verdict.Successful)
          || apart >= spec.rules().pace().consecutiveSuccessLimit()
              && !Duration.between(first, now).minus(spec.rules().tempo().lag()).isNegative()) {
        break;
      }
      first = judgement.at();
      if (!judgement.at().plus(spec.rules().pace().evaluationInterval()).isAfter(counted)) {
        apart++;
        counted = judgement.at();
      }
    }
    int successes = apart;
    Instant since = first;
    require(
        successes >= spec.rules().pace().consecutiveSuccessLimit(),
        rule,
        () -> "left after " + successes + " successes");
    require(
        !Duration.between(since, now).minus(spec.rules().tempo().lag()).isNegative(),
        rule,
        () -> "left after successes since " + since);
    for (PolicyRole role : EvidenceStart.policiesThatMatter(spec.rollout(), from.stage())) {
      Instant settled =
          observed.policies().get(role).modifiedAt().plus(spec.rules().tempo().settleTime());
      require(
          !since.isBefore(settled),
          rule,
          () -> "left by evidence since " + since + ", but " + role + " settled at " + settled);
    }
    passes(spec, from.stage(), observed);
  }

  /** The cohorts that leaving {@code stage} was about, under what was observed. */
  private void passes(Spec spec, int stage, ObservedState observed) {
    PolicyContent observe = observed.policies().get(PolicyRole.OBSERVE).content();
    Set<Include> includes = new java.util.HashSet<>();
    includes.add(spec.rollout().includeOf(stage));
    int next = stage + 1;
    if (next < spec.rollout().stages().size()
        && spec.rollout().stages().get(next).state() == StageState.ENFORCED) {
      includes.add(spec.rollout().includeOf(next));
    }
    // Whoever is enforced without having passed under these conditions is judged again.
    includes.addAll(DesiredState.enforcedIncludes(spec.rollout(), stage));
    DesiredState.groupsOf(includes, spec.resolved(observed))
        .forEach(group -> passes(group, observe));
  }

  private void passes(GroupId group, PolicyContent content) {
    Scope scope = only(group, content);
    List<Scope> scopes = passed.computeIfAbsent(group, g -> new ArrayList<>());
    if (!scopes.contains(scope)) {
      scopes.add(scope);
    }
  }

  /** What a policy covers by one of its groups; break-glass has a rule of its own. */
  private static Scope only(GroupId group, PolicyContent content) {
    TreeSet<GroupId> exceptions = new TreeSet<>(content.excludeGroups());
    exceptions.removeAll(Examples.BREAK_GLASS.groups());
    return Scope.of(
        content
            .including(new TreeSet<>(), new TreeSet<>(Set.of(group)))
            .excluding(new TreeSet<>(), exceptions));
  }

  /** A plan is about to be carried out. */
  void planned(Plan plan, Cluster.Snapshot read) {
    world.note(() -> plan.describe().toString());
    Direction last = Direction.LESS;
    for (Change change : plan.changes()) {
      Direction present = change.direction();
      Direction previous = last;
      require(
          present.compareTo(previous) >= 0,
          Rule.PASSED_SCOPE,
          () -> "not less first and more last: " + plan.describe());
      last = present;
    }
    require(
        plan.changes().size() == 1 || plan.changes().stream().noneMatch(Watch::widensAPolicy),
        Rule.PASSED_SCOPE,
        () -> "what widens a policy does not come alone: " + plan.describe());
    long removals = plan.actions().stream().filter(Action.RemoveMember.class::isInstance).count();
    require(
        removals <= read.spec().rules().mostRemovals() * read.spec().managedGroupNames().size(),
        Rule.NOTHING_FOREIGN,
        () -> "removes " + removals);
  }

  private static boolean widensAPolicy(Change change) {
    return change.direction() == Direction.MORE && change.writesPolicy();
  }

  /** A write is about to take place. */
  void writes(Change change, Cluster.Snapshot read, int replica) {
    before.clear();
    for (PolicyRole role : PolicyRole.values()) {
      world.tenant().policy(role).ifPresent(content -> before.put(role, content));
    }
    require(world.leads(replica), Rule.LEASE, () -> "replica " + replica + " writes " + change);
    Status status = read.status();
    boolean stagesChanged =
        !(status.progress() instanceof Progress.NotStarted)
            && !status.stages().equals(read.spec().stagesText(status.reached()));
    require(
        !stagesChanged || change.isTowardsReportOnly(),
        Rule.STAGES_CHANGED,
        () -> "writes " + change);
    switch (change.action()) {
      case Action.CreatePolicy create ->
          require(
              !before.containsKey(create.role()),
              Rule.ONE_OF_EACH,
              () -> "a second policy: " + create.role());
      case Action.CreateGroup create ->
          require(
              world.tenant().groupsNamed(create.displayName()) == 0,
              Rule.ONE_OF_EACH,
              () -> "a second group: " + create.displayName());
      case Action.RestorePolicy restore -> isOurs(restore.id().value());
      case Action.AdoptPolicy adopt -> isOurs(adopt.id().value());
      case Action.TakeOver.OfPolicy taken -> isOurs(taken.id().value());
      case Action.TakeOver.OfGroup taken -> isOurs(taken.id().value());
      case Action.UpdatePolicy update -> isOurs(update.id().value());
      case Action.SetPolicyState set -> isOurs(set.id().value());
      case Action.AddMembers add -> isOurs(add.group().value());
      case Action.RemoveMember remove -> isOurs(remove.group().value());
    }
  }

  private static void isOurs(String id) {
    require(!id.startsWith(InMemoryTenant.FOREIGN), Rule.NOTHING_FOREIGN, () -> "writes to " + id);
  }

  /** A write has taken place. */
  void written(Change change, Spec spec) {
    count("writes " + change.direction());
    require(
        !world.circumstances().contains(Circumstance.BREAK_GLASS_GONE)
            || world.unverifiedSinceThisLook()
            || change.action() instanceof Action.SetPolicyState set
                && set.state() == PolicyState.REPORT_ONLY,
        Rule.BREAK_GLASS,
        () -> "written while break-glass is not verified: " + change);
    switch (change.action()) {
      case Action.CreatePolicy create -> {
        breakGlassIsExcluded(create.content(), spec);
        isNotBroader(create.content(), spec);
        require(
            create.content().state() != PolicyState.ENABLED,
            Rule.PASSED_SCOPE,
            () -> "created enabled");
      }
      case Action.UpdatePolicy update -> {
        breakGlassIsExcluded(world.tenant().allPolicies().get(update.id()), spec);
        nothingIsEnforcedThatHasNotPassed(update.role());
      }
      case Action.SetPolicyState set -> {
        if (set.state() == PolicyState.ENABLED) {
          PolicyContent content = world.tenant().allPolicies().get(set.id());
          breakGlassIsExcluded(content, spec);
          isNotBroader(content, spec);
        }
        nothingIsEnforcedThatHasNotPassed(set.role());
      }
      case Action.RestorePolicy restore -> breakGlassIsExcluded(restore.content(), spec);
      case Action.AdoptPolicy adopt ->
          breakGlassIsExcluded(world.tenant().allPolicies().get(adopt.id()), spec);
      case Action.TakeOver.OfPolicy taken ->
          breakGlassIsExcluded(world.tenant().allPolicies().get(taken.id()), spec);
      case Action.CreateGroup _,
          Action.AddMembers _,
          Action.RemoveMember _,
          Action.TakeOver.OfGroup _ -> {}
    }
  }

  private void breakGlassIsExcluded(PolicyContent content, Spec spec) {
    require(
        world.editedSinceThisLook()
            || content.excludeUsers().containsAll(spec.breakGlass().users())
                && content.excludeGroups().containsAll(spec.breakGlass().groups()),
        Rule.BREAK_GLASS,
        () -> "excluded are only " + content.excludeUsers() + content.excludeGroups());
  }

  private void isNotBroader(PolicyContent content, Spec spec) {
    if (world.editedSinceThisLook()) {
      return;
    }
    Set<String> applications =
        spec.rollout().applications().stream().map(Application::appId).collect(Collectors.toSet());
    Set<String> platforms =
        spec.rollout().profile().platforms().stream()
            .map(Platform::graphName)
            .collect(Collectors.toSet());
    require(
        content.includeUsers().stream().allMatch(PolicyContent.NONE::equals)
            && applications.containsAll(content.applications())
            && !content.applications().isEmpty()
            && platforms.equals(content.platforms())
            && content
                .clientAppTypes()
                .equals(Set.of(PolicyContent.MOBILE_APPS_AND_DESKTOP_CLIENTS)),
        Rule.NOT_BROADER,
        () -> "broader than its stages: " + content);
  }

  /** What a write of ours leaves enforced was so before, or lies within what has passed. */
  private void nothingIsEnforcedThatHasNotPassed(PolicyRole role) {
    PolicyContent after = world.tenant().policy(role).orElseThrow();
    if (after.state() != PolicyState.ENABLED || world.editedSinceThisLook()) {
      return;
    }
    boolean enforcedBefore =
        before.containsKey(role) && before.get(role).state() == PolicyState.ENABLED;
    if (enforcedBefore && Scope.of(after).isWithin(Scope.of(before.get(role)))) {
      return;
    }
    require(role == PolicyRole.ENFORCED, Rule.PASSED_SCOPE, () -> "enforces the observe policy");
    for (GroupId group : after.includeGroups()) {
      require(
          passed.getOrDefault(group, List.of()).stream()
              .anyMatch(scope -> only(group, after).isWithin(scope)),
          Rule.PASSED_SCOPE,
          () -> group + " has passed in " + passed.get(group) + ", enforced is " + after);
    }
  }

  /** What it goes by: what has passed, and the successes that a stage may be left by. */
  void into(Fingerprint print, Progress progress) {
    passed.forEach(
        (group, scopes) -> {
          print.name(group.value());
          scopes.forEach(print::scope);
        });
    if (progress instanceof Progress.AtStage at) {
      int row = 0;
      for (int i = judgements.size() - 1; i >= 0 && row < LATEST; i--, row++) {
        Judgement judgement = judgements.get(i);
        if (!judgement.attempt().equals(at.attempt())
            || !(judgement.verdict() instanceof Verdict.Successful)) {
          break;
        }
        print.time(judgement.at(), Interleavings.LONGEST);
      }
    }
  }

  /** After a look that nothing disturbed. */
  void lookedUndisturbed() {
    if (world.cluster().read().status().progress() instanceof Progress.FellBack) {
      world
          .tenant()
          .visiblePolicies(world.now())
          .forEach(
              content ->
                  require(
                      content.state() != PolicyState.ENABLED,
                      Rule.EMERGENCY_STOP,
                      () -> "stopped, but still enabled: " + content.displayName()));
    }
  }

  /** Nothing of anybody else was touched, at any time. */
  void foreignIsUntouched() {
    require(
        world.tenant().foreignIsUntouched(), Rule.NOTHING_FOREIGN, () -> "something was changed");
  }
}
