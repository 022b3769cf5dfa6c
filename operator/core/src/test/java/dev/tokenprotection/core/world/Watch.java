package dev.tokenprotection.core.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.gate.Verdict;
import dev.tokenprotection.core.guard.BreakGlassVerification;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.GroupReference;
import dev.tokenprotection.core.model.Include;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.StageState;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.Direction;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.stage.Decision;
import dev.tokenprotection.core.stage.Evaluation;
import dev.tokenprotection.core.stage.Hand;
import dev.tokenprotection.core.stage.Hold;
import dev.tokenprotection.core.stage.Input;
import dev.tokenprotection.core.stage.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Watches an operator, knows by itself what has passed a gate, and fails the test at the first
 * decision or write that breaks a rule of safety.
 */
final class Watch {
  private record Judgement(String attempt, Instant at, Verdict verdict) {}

  private final GateCriteria.Pace pace;
  private final Map<GroupReference, GroupId> groups;
  private final InMemoryTenant tenant;
  private final Surroundings surroundings;
  private final List<Judgement> judgements = new ArrayList<>();
  private final Map<GroupId, List<Scope>> passed = new TreeMap<>();
  private final Map<PolicyRole, PolicyContent> before = new EnumMap<>(PolicyRole.class);
  private final Map<String, Integer> census = new TreeMap<>();
  private final List<String> script = new ArrayList<>();
  private Rollout rollout;

  Watch(
      Rollout rollout,
      GateCriteria.Pace pace,
      Map<GroupReference, GroupId> groups,
      InMemoryTenant tenant,
      Surroundings surroundings) {
    this.rollout = rollout;
    this.pace = pace;
    this.groups = groups;
    this.tenant = tenant;
    this.surroundings = surroundings;
  }

  /** A person has edited the spec. */
  void edit(Rollout edited) {
    rollout = edited;
  }

  /** What happened, for whoever has to find out why. */
  List<String> script() {
    return script;
  }

  /** How often what happened: an exploration that never gets anywhere proves nothing. */
  Map<String, Integer> census() {
    return census;
  }

  void note(String what, Instant now) {
    script.add(now + " " + what);
  }

  void count(String what) {
    String weather = surroundings.weather().name().toLowerCase(Locale.ROOT);
    census.merge(weather + " " + what, 1, Integer::sum);
  }

  /** A decision has been made and saved. */
  void decided(Progress progress, Input input, Decision decision) {
    count(decision.getClass().getSimpleName());
    if (!(decision instanceof Decision.Stay)) {
      note(decision.getClass().getSimpleName() + ": " + decision.message(), input.now());
    }
    if (progress instanceof Progress.AtStage at
        && input.evaluation() instanceof Evaluation.Done(Verdict verdict, Duration _)) {
      judgements.add(new Judgement(at.attempt(), input.now(), verdict));
    }
    switch (decision) {
      case Decision.Promote promote -> passes(promote.from(), input);
      case Decision.Complete complete -> passes(complete.from(), input);
      case Decision.Skip _ -> {}
      case Decision.Start _ -> {}
      case Decision.RollBack _ -> {}
      case Decision.Retry _ -> {}
      case Decision.Stay _ -> {}
      case Decision.FailGate _ -> {}
      case Decision.FallBackToReportOnly _ -> {}
      case Decision.Resume _ -> {}
    }
    boolean emergency = input.holds().stream().anyMatch(Hold.EmergencyStop.class::isInstance);
    boolean blocks = input.breaker().trips() && !(progress instanceof Progress.NotStarted);
    if ((emergency || blocks) && !(input.hand() instanceof Hand.Resume)) {
      assertThat(decision.progress()).as("after a stop").isInstanceOf(Progress.FellBack.class);
    }
  }

  /** A gate may have passed only after successes in a row, apart, soaked, and with nothing held. */
  private void passes(Progress.AtStage from, Input input) {
    Instant now = input.now();
    assertThat(input.holds()).as("holds at a promotion").isEmpty();
    assertThat(now).as("soak").isAfterOrEqualTo(from.startedAt().plus(pace.requiredSoakTime()));
    List<Judgement> ofAttempt =
        judgements.stream().filter(j -> j.attempt().equals(from.attempt())).toList();
    assertThat(ofAttempt).as("judgements").isNotEmpty();
    assertThat(ofAttempt.getLast().at()).as("the last verdict").isEqualTo(now);
    int apart = 0;
    Instant first = now;
    Instant counted = now.plus(pace.evaluationInterval());
    for (Judgement judgement : ofAttempt.reversed()) {
      if (!(judgement.verdict() instanceof Verdict.Successful)) {
        break;
      }
      first = judgement.at();
      if (!judgement.at().plus(pace.evaluationInterval()).isAfter(counted)) {
        apart++;
        counted = judgement.at();
      }
    }
    assertThat(apart)
        .as("successes in a row, apart")
        .isGreaterThanOrEqualTo(pace.consecutiveSuccessLimit());
    assertThat(Duration.between(first, now)).as("their span").isGreaterThanOrEqualTo(Replica.LAG);
    PolicyContent observe = tenant.policy(PolicyRole.OBSERVE).orElseThrow();
    passes(rollout.includeOf(from.stage()), observe);
    int next = from.stage() + 1;
    if (next < rollout.stages().size()
        && rollout.stages().get(next).state() == StageState.ENFORCED) {
      passes(rollout.includeOf(next), observe);
    }
    // Whoever is enforced without having passed under these conditions is judged again.
    for (int stage = 0; stage <= from.stage(); stage++) {
      if (rollout.stages().get(stage).state() == StageState.ENFORCED) {
        passes(rollout.includeOf(stage), observe);
      }
    }
  }

  private void passes(Include include, PolicyContent observe) {
    for (GroupId group : ids(include)) {
      passed.computeIfAbsent(group, g -> new ArrayList<>()).add(only(group, observe));
    }
  }

  private Set<GroupId> ids(Include include) {
    Set<GroupId> ids = new TreeSet<>();
    include.groups().forEach(group -> ids.add(groups.get(group)));
    List<String> names = include.managedGroups().stream().map(ManagedGroup::displayName).toList();
    tenant
        .observe(Map.of(), names, Instant.MAX)
        .groups()
        .values()
        .forEach(group -> ids.add(group.id()));
    return ids;
  }

  /** What a policy covers by one of its groups. */
  private static Scope only(GroupId group, PolicyContent content) {
    return Scope.of(content.including(new TreeSet<>(), new TreeSet<>(Set.of(group))));
  }

  /** A plan is about to be carried out. */
  void planned(Plan plan, Instant now) {
    note(plan.describe().toString(), now);
    List<Direction> directions = plan.changes().stream().map(Change::direction).toList();
    assertThat(directions).as("less first, more last").isSorted();
    if (plan.changes().stream().anyMatch(Watch::widensAPolicy)) {
      assertThat(plan.changes()).as("what widens a policy comes alone").hasSize(1);
    }
  }

  private static boolean widensAPolicy(Change change) {
    return change.direction() == Direction.MORE
        && (change.action() instanceof Action.UpdatePolicy
            || change.action() instanceof Action.SetPolicyState);
  }

  /** The tenant as it is, before the operator writes to it. */
  void remember() {
    before.clear();
    for (PolicyRole role : PolicyRole.values()) {
      tenant.policy(role).ifPresent(content -> before.put(role, content));
    }
  }

  /** A write has taken place. */
  void written(Change change) {
    count("writes " + change.direction());
    if (surroundings.breakGlass() instanceof BreakGlassVerification.Unverified) {
      assertThat(change.action())
          .as("written while break-glass is not verified")
          .isInstanceOfSatisfying(
              Action.SetPolicyState.class,
              set -> assertThat(set.state()).isEqualTo(PolicyState.REPORT_ONLY));
    }
    if (!surroundings.preflight().passed()) {
      assertThat(change.direction()).as("written in an unfit tenant").isNotEqualTo(Direction.MORE);
    }
    switch (change.action()) {
      case Action.CreatePolicy create -> breakGlassIsExcluded(create.content());
      case Action.UpdatePolicy update -> {
        breakGlassIsExcluded(tenant.allPolicies().get(update.id()));
        nothingIsEnforcedThatHasNotPassed(update.role());
      }
      case Action.SetPolicyState set -> {
        if (set.state() == PolicyState.ENABLED) {
          breakGlassIsExcluded(tenant.allPolicies().get(set.id()));
        }
        nothingIsEnforcedThatHasNotPassed(set.role());
      }
      case Action.CreateGroup _ -> {}
      case Action.AddMembers _ -> {}
      case Action.RemoveMember _ -> {}
    }
    remember();
  }

  /** Nobody has edited a policy by hand, so break-glass is excluded at every moment. */
  void untouched() {
    tenant.allPolicies().values().forEach(Watch::breakGlassIsExcluded);
  }

  private static void breakGlassIsExcluded(PolicyContent content) {
    assertThat(content.excludeUsers())
        .as("excluded users")
        .containsAll(Examples.BREAK_GLASS.users());
    assertThat(content.excludeGroups())
        .as("excluded groups")
        .containsAll(Examples.BREAK_GLASS.groups());
  }

  /** What a write of ours leaves enforced was so before, or lies within what has passed. */
  private void nothingIsEnforcedThatHasNotPassed(PolicyRole role) {
    PolicyContent after = tenant.policy(role).orElseThrow();
    if (after.state() != PolicyState.ENABLED) {
      return;
    }
    boolean enforcedBefore =
        before.containsKey(role) && before.get(role).state() == PolicyState.ENABLED;
    if (enforcedBefore && Scope.of(after).isWithin(Scope.of(before.get(role)))) {
      return;
    }
    assertThat(role).as("what is enforced").isEqualTo(PolicyRole.ENFORCED);
    assertThat(after.includeUsers()).as("included users").allMatch(PolicyContent.NONE::equals);
    for (GroupId group : after.includeGroups()) {
      assertThat(passed.getOrDefault(group, List.of()))
          .as("the scopes in which %s has passed, and the enforced %s", group, after)
          .anyMatch(scope -> only(group, after).isWithin(scope));
    }
  }
}
