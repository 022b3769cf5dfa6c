package dev.tokenprotection.core.guard;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.ENFORCED_ID;
import static dev.tokenprotection.core.world.Examples.OTHER_ID;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.START;
import static dev.tokenprotection.core.world.Examples.office;
import static dev.tokenprotection.core.world.Examples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.DesiredMembers;
import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.drift.Drift;
import dev.tokenprotection.core.drift.DriftHandling;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.Guests;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import dev.tokenprotection.core.model.PolicyField;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.ObservedState;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.plan.Planner;
import dev.tokenprotection.core.plan.Projection;
import dev.tokenprotection.core.stage.Recovery;
import dev.tokenprotection.core.world.PolicyBuilder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Adopting an enforced policy never broadens it and never lowers what it protects. */
class AdoptionGuardTest {
  private static final Rollout OFFICE = office();
  private static final DesiredState PILOT = DesiredState.at(OFFICE, 1, RESOLVED, BREAK_GLASS);
  private static final PolicyContent NAMESAKE =
      PolicyBuilder.from(PILOT.enforced()).named("Enable Token Protection (Pilot)").build();

  private static ObservedState adopting(PolicyContent live, String... foreignFields) {
    return new ObservedState(Map.of(), Map.of())
        .adopting(
            Map.of(
                PolicyRole.ENFORCED,
                new ObservedPolicy(
                    ENFORCED_ID, live, START, new TreeSet<>(Set.of(foreignFields)))));
  }

  private static Scope passed(PolicyContent live) {
    return Recovery.of(OFFICE, RESOLVED, BREAK_GLASS, adopting(live).policies())
            instanceof Recovery.At at
        ? at.passed()
        : Scope.NOTHING;
  }

  private static Guarded check(ObservedState observed, DesiredState wanted, Scope passed) {
    Plan plan = Planner.plan(wanted, passed, DesiredMembers.UNKNOWN, observed);
    return Guards.check(
        plan,
        new GuardContext(
            observed,
            OFFICE.profile(),
            OFFICE.applications(),
            BREAK_GLASS,
            new BreakGlassVerification.Verified(2),
            BreakGlassRemoval.NONE,
            passed,
            new Growth.NotAsked(),
            Preflight.PASSED,
            MembershipCaps.DEFAULT,
            ApplyPolicy.AUTOMATIC,
            new DriftHandling.PutBack(Drift.NONE)));
  }

  private static Guarded check(PolicyContent live, String... foreignFields) {
    return check(adopting(live, foreignFields), PILOT, passed(live));
  }

  private static List<String> reasons(Guarded guarded) {
    return guarded.refused().stream().map(Violation::reason).toList();
  }

  @Test
  void a_policy_that_is_as_wanted_gets_the_mark_and_nothing_else() {
    Guarded guarded = check(NAMESAKE);

    assertThat(guarded.refused()).isEmpty();
    Action.AdoptPolicy adopt = (Action.AdoptPolicy) guarded.allowed().actions().getFirst();
    assertThat(adopt.fields()).containsExactly(PolicyField.DISPLAY_NAME);
    assertThat(Marker.find(adopt.content().displayName())).isPresent();
  }

  @Test
  void the_plan_tells_each_field_that_differs_and_what_it_does() {
    PolicyContent live =
        PolicyBuilder.from(NAMESAKE)
            .applications(NAMESAKE.applications().first(), "another-app")
            .build();

    assertThat(check(live).allowed().isEmpty()).isTrue();
    assertThat(Planner.plan(PILOT, passed(live), DesiredMembers.UNKNOWN, adopting(live)).describe())
        .first()
        .asString()
        .contains(
            "adopt policy " + ENFORCED_ID,
            "differs in displayName, conditions.applications.includeApplications",
            "lowers protection by conditions.applications",
            "widens enforcement, once a gate has passed, by conditions.applications");
  }

  @Test
  void what_would_lower_protection_is_refused_and_told() {
    PolicyContent live = PolicyBuilder.from(NAMESAKE).guests(Guests.COVERED).build();
    Guarded guarded = check(live);

    assertThat(guarded.allowed().isEmpty()).isTrue();
    assertThat(reasons(guarded)).containsExactly("AdoptionLowersProtection");
    assertThat(guarded.refused().getFirst().message())
        .contains("excludeGuestsOrExternalUsers COVERED to EXCLUDED");
  }

  @Test
  void leaving_out_emergency_access_accounts_lowers_nothing_and_comes_with_the_mark() {
    Guarded guarded = check(NAMESAKE.excluding(new TreeSet<>(), new TreeSet<>()));

    assertThat(guarded.refused()).isEmpty();
    Action.AdoptPolicy adopt = (Action.AdoptPolicy) guarded.allowed().actions().getFirst();
    assertThat(adopt.content().excludeUsers()).containsAll(BREAK_GLASS.users());
    assertThat(adopt.content().excludeGroups()).containsAll(BREAK_GLASS.groups());
  }

  @Test
  void a_policy_with_other_controls_is_not_adopted() {
    assertThat(reasons(check(NAMESAKE, "grantControls")))
        .containsExactly("AdoptionForeignControls");
  }

  @Test
  void a_policy_without_token_protection_is_not_adopted() {
    PolicyContent other =
        PolicyBuilder.from(NAMESAKE.inState(PolicyState.REPORT_ONLY))
            .tokenProtection(TokenProtection.ABSENT)
            .build();
    assertThat(reasons(check(other))).contains("AdoptionOfAnotherKind");
  }

  @Test
  void users_who_are_left_out_one_by_one_are_not_covered_by_adopting() {
    SortedSet<UserId> users = new TreeSet<>(BREAK_GLASS.users());
    users.add(user(7));
    Guarded guarded = check(NAMESAKE.excluding(users, BREAK_GLASS.groups()));

    assertThat(guarded.allowed().isEmpty()).isTrue();
    assertThat(reasons(guarded)).containsExactly("AdoptionWidensEnforcement");
    assertThat(guarded.refused().getFirst().message()).doesNotContain(user(7).value());
  }

  @Test
  void whatever_is_adopted_is_neither_broadened_nor_lowered() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    int adopted = 0;
    int refused = 0;
    for (int world = 0; world < 3_000; world++) {
      PolicyContent live = any(random);
      if (!(Recovery.of(OFFICE, RESOLVED, BREAK_GLASS, adopting(live).policies())
          instanceof Recovery.At(int stage, Scope passed))) {
        continue;
      }
      DesiredState wanted = DesiredState.at(OFFICE, stage, RESOLVED, BREAK_GLASS);
      ObservedState observed = adopting(live);
      for (int round = 0; round < 8; round++) {
        Plan allowed = check(observed, wanted, passed).allowed();
        if (allowed.isEmpty()) {
          break;
        }
        observed = Projection.after(observed, allowed);
      }
      if (observed.adopting().isEmpty()) {
        adopted++;
      } else {
        refused++;
        assertThat(observed.policies().get(PolicyRole.ENFORCED).content())
            .as("seed %d: what is not adopted is not written to", seed)
            .isEqualTo(live);
      }
      isAsEnforcedAsBefore(live, observed.policies().get(PolicyRole.ENFORCED).content(), seed);
    }
    assertThat(adopted).as("seed %d", seed).isGreaterThan(50);
    assertThat(refused).as("seed %d", seed).isGreaterThan(50);
  }

  private static void isAsEnforcedAsBefore(PolicyContent before, PolicyContent now, long seed) {
    if (!before.enforces()) {
      assertThat(now.enforces()).as("seed %d", seed).isFalse();
      return;
    }
    assertThat(now.state()).as("seed %d", seed).isEqualTo(PolicyState.ENABLED);
    assertThat(Scope.of(now).isWithin(Scope.of(before)))
        .as("seed %d: broader, from %s to %s", seed, before, now)
        .isTrue();
    assertThat(Scope.of(withoutBreakGlass(before)).isWithin(Scope.of(now)))
        .as("seed %d: lowered, from %s to %s", seed, before, now)
        .isTrue();
  }

  private static PolicyContent withoutBreakGlass(PolicyContent content) {
    SortedSet<UserId> users = new TreeSet<>(content.excludeUsers());
    users.addAll(BREAK_GLASS.users());
    SortedSet<GroupId> groups = new TreeSet<>(content.excludeGroups());
    groups.addAll(BREAK_GLASS.groups());
    return content.excluding(users, groups);
  }

  /** A policy as people make them: like one of the stages, and in some ways not. */
  private static PolicyContent any(Random random) {
    int stage = random.nextInt(OFFICE.stages().size());
    PolicyContent content = DesiredState.at(OFFICE, stage, RESOLVED, BREAK_GLASS).enforced();
    PolicyBuilder builder = PolicyBuilder.from(content).named("Enable Token Protection (Pilot)");
    for (int edits = random.nextInt(3); edits > 0; edits--) {
      switch (random.nextInt(6)) {
        case 0 -> builder.applications(content.applications().first());
        case 1 -> builder.applications("All");
        case 2 -> builder.guests(Guests.COVERED);
        case 3 -> builder.leavingOut("device.a -eq 1");
        case 4 -> builder.clientAppTypes("all");
        default -> builder.excludingGroups(OTHER_ID);
      }
    }
    PolicyContent edited = builder.build();
    if (random.nextInt(4) == 0) {
      edited = edited.excluding(new TreeSet<>(List.of(user(7))), edited.excludeGroups());
    }
    if (random.nextInt(4) == 0) {
      PolicyState[] states = PolicyState.values();
      edited = edited.inState(states[random.nextInt(states.length)]);
    }
    return random.nextInt(6) == 0
        ? edited.including(new TreeSet<>(List.of("All")), new TreeSet<>())
        : edited;
  }
}
