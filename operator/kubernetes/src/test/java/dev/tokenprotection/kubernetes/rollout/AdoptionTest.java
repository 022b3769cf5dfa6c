package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.PlanChange;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.DeviceFilter;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.Guests;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Policies that exist before the rollout, made by people. */
class AdoptionTest {
  private static final Application[] WANTED = {
    Application.EXCHANGE_ONLINE, Application.SHAREPOINT_ONLINE
  };

  private final RolloutWorld world = new RolloutWorld();
  private final UserId[] users = world.users.values().toArray(new UserId[0]);
  private final GroupId pilot = world.tenant.addGroup("Pilot", users[0], users[1], users[2]);
  private final GroupId everybody = world.tenant.addGroup("Everybody", users);

  @AfterEach
  void close() {
    world.close();
  }

  private static TokenProtectionRollout office(String policyMembers) {
    return builder(policyMembers).build();
  }

  private static RolloutBuilder builder(String policyMembers) {
    return RolloutBuilder.rollout()
        .stage(
            "{name: pilot-observe, state: ReportOnly, include: {groups: [{displayName: Pilot}]}}")
        .stage("{name: pilot-enforce, state: Enforced}")
        .stage(
            "{name: all-observe, state: ReportOnly, include: {groups: [{displayName: Everybody}]}}")
        .stage("{name: all-enforce, state: Enforced}")
        .policy(policyMembers);
  }

  /** A policy that people made for the pilot group, without a mark. */
  private PolicyContent made(String name, PolicyState state, Application... applications) {
    return new PolicyContent(
        name,
        state,
        new TreeSet<>(),
        new TreeSet<>(Set.of(pilot)),
        new TreeSet<>(),
        new TreeSet<>(),
        Guests.EXCLUDED,
        Arrays.stream(applications)
            .map(Application::appId)
            .collect(Collectors.toCollection(TreeSet::new)),
        new TreeSet<>(Set.of("windows")),
        new TreeSet<>(Set.of(PolicyContent.MOBILE_APPS_AND_DESKTOP_CLIENTS)),
        DeviceFilter.NONE,
        TokenProtection.REQUIRED);
  }

  private PolicyContent now(PolicyId id) {
    return world.tenant.policiesNow().stream()
        .filter(policy -> policy.id().equals(id))
        .findFirst()
        .orElseThrow()
        .content();
  }

  private static String byEnforcedId(PolicyId id) {
    return "creationPolicy: Adopt, adopt: {enforcedId: " + id + "}";
  }

  private String stalledReason() {
    return world.condition(ConditionType.STALLED).reason();
  }

  @Test
  void given_an_enforced_policy_of_the_name_then_it_goes_on_at_the_stage_whose_cohort_it_has() {
    PolicyId id = world.tenant.addPolicy(made("Pilot", PolicyState.ENABLED, WANTED));
    world.apply(office("creationPolicy: AdoptOrCreate"));

    world.settle();

    assertThat(world.status().currentStage().name()).isEqualTo("all-observe");
    assertThat(now(id).displayName()).startsWith("Pilot [tpr:");
    assertThat(now(id).state()).isEqualTo(PolicyState.ENABLED);
    assertThat(now(id).includeGroups()).containsExactly(pilot);
    assertThat(now(id).excludeUsers()).as("emergency access accounts").isNotEmpty();
    assertThat(world.tenant.policiesNow()).hasSize(2);
    assertThat(world.status().policies())
        .filteredOn(policy -> policy.role().equals("Enforced"))
        .singleElement()
        .satisfies(
            policy -> {
              assertThat(policy.id()).isEqualTo(id.value());
              assertThat(policy.origin()).isEqualTo("Adopted");
            });
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("True");
    assertThat(world.tenant.writes()).noneMatch(write -> write.startsWith("set state"));
  }

  @Test
  void then_the_rollout_completes_from_there() {
    PolicyId id = world.tenant.addPolicy(made("Pilot", PolicyState.ENABLED, WANTED));
    world.apply(office("creationPolicy: AdoptOrCreate"));

    world.runUntilCompleted(Duration.ofDays(4));

    assertThat(world.condition(ConditionType.ROLLOUT_COMPLETED).status()).isEqualTo("True");
    assertThat(now(id).includeGroups()).containsExactlyInAnyOrder(pilot, everybody);
    assertThat(world.tenant.policiesNow()).hasSize(2);
  }

  @Test
  void what_adopting_changes_is_told_before_the_first_write() {
    PolicyId id = world.tenant.addPolicy(made("Pilot", PolicyState.ENABLED, WANTED));
    world.apply(office("creationPolicy: AdoptOrCreate"));
    world.tenant.failBefore(
        request ->
            request.startsWith("update policy")
                ? Optional.of(
                    new Outcome.Retryable<>(
                        Problem.withoutEffect(
                            Problem.Cause.SERVER_ERROR, "change the policy", "503", "")))
                : Optional.empty());

    world.look();

    assertThat(world.events)
        .filteredOn(event -> event.startsWith("Adopting: "))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event)
                    .contains(
                        id.value(),
                        "differs in displayName, conditions.users.excludeUsers",
                        "lowers protection by conditions.users.excludeUsers"));
    assertThat(world.status().plan().changes())
        .filteredOn(change -> change.action().equals("Adopt"))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.target()).isEqualTo("policy Enforced " + id);
              assertThat(change.effect()).isEqualTo("LowersProtection");
            });
    assertThat(now(id).displayName()).isEqualTo("Pilot");
  }

  @Test
  void given_apply_policy_observe_then_the_adoption_is_planned_and_nothing_is_written() {
    PolicyId id = world.tenant.addPolicy(made("Pilot", PolicyState.ENABLED, WANTED));
    world.apply(builder("creationPolicy: AdoptOrCreate").spec("applyPolicy: Observe").build());

    world.run(Duration.ofHours(1));

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(now(id).displayName()).isEqualTo("Pilot");
    assertThat(world.status().plan().changes().stream().map(PlanChange::action)).contains("Adopt");
    assertThat(world.status().policies()).as("not its own").isNull();
  }

  @Test
  void given_a_report_only_policy_of_the_name_then_it_becomes_the_observe_policy_of_stage_1() {
    PolicyId id = world.tenant.addPolicy(made("Pilot", PolicyState.REPORT_ONLY, WANTED));
    world.apply(office("creationPolicy: AdoptOrCreate"));

    world.settle();

    assertThat(world.status().currentStage().name()).isEqualTo("pilot-observe");
    assertThat(world.observePolicy().id()).isEqualTo(id);
    assertThat(now(id).includeGroups()).containsExactlyInAnyOrder(pilot, everybody);
    assertThat(world.tenant.policiesNow()).hasSize(2);
    assertThat(world.status().history()).isNull();
  }

  @Test
  void given_creation_policy_create_then_the_namesake_is_left_alone_and_hinted_at_once() {
    PolicyId id = world.tenant.addPolicy(made("Pilot", PolicyState.ENABLED, WANTED));
    world.apply(office("creationPolicy: Create"));

    world.run(Duration.ofHours(1));

    assertThat(now(id)).isEqualTo(made("Pilot", PolicyState.ENABLED, WANTED));
    assertThat(world.tenant.policiesNow()).hasSize(3);
    assertThat(world.events)
        .filteredOn(event -> event.startsWith("NamesakeLeftAlone: "))
        .singleElement()
        .satisfies(event -> assertThat(event).contains(id.value()));
  }

  @Test
  void given_two_policies_of_the_name_then_it_stalls_naming_both_until_one_is_named() {
    PolicyId one = world.tenant.addPolicy(made("Pilot", PolicyState.ENABLED, WANTED));
    PolicyId other = world.tenant.addPolicy(made("Pilot", PolicyState.REPORT_ONLY, WANTED));
    world.apply(office("creationPolicy: AdoptOrCreate"));

    world.settle();

    assertThat(stalledReason()).isEqualTo("AdoptionAmbiguous");
    assertThat(world.condition(ConditionType.STALLED).message())
        .contains(one.value(), other.value());
    assertThat(world.tenant.writes()).isEmpty();

    world.apply(
        office(
            "creationPolicy: Adopt, adopt: {enforcedId: " + one + ", observeId: " + other + "}"));
    world.settle();

    assertThat(world.find(ConditionType.STALLED)).isEmpty();
    assertThat(world.enforcedPolicy().id()).isEqualTo(one);
    assertThat(world.observePolicy().id()).isEqualTo(other);
    assertThat(world.tenant.policiesNow()).hasSize(2);
  }

  @Test
  void given_an_id_that_does_not_exist_then_it_stalls_and_goes_on_when_it_does() {
    world.apply(office(byEnforcedId(new PolicyId("20000000-0000-4000-8000-000000000001"))));

    world.settle();

    assertThat(stalledReason()).isEqualTo("AdoptionNotFound");
    assertThat(world.tenant.writes()).isEmpty();

    world.tenant.addPolicy(made("Ours", PolicyState.ENABLED, WANTED));
    world.run(Duration.ofMinutes(30));

    assertThat(world.find(ConditionType.STALLED)).isEmpty();
    assertThat(world.status().currentStage().name()).isEqualTo("all-observe");
  }

  @Test
  void given_a_policy_that_another_rollout_has_marked_then_it_stalls_naming_it() {
    PolicyId theirs =
        world.tenant.addPolicy(made("Theirs [tpr:01234567-89ab]", PolicyState.ENABLED, WANTED));
    world.apply(office(byEnforcedId(theirs)));

    world.settle();

    assertThat(stalledReason()).isEqualTo("AdoptionOwned");
    assertThat(world.condition(ConditionType.STALLED).message()).contains("[tpr:01234567-89ab]");
    assertThat(world.tenant.writes()).isEmpty();
  }

  @Test
  void given_no_stage_of_just_its_cohort_then_it_stalls_and_the_plan_shows_the_difference() {
    PolicyContent live =
        made("Pilot", PolicyState.ENABLED, WANTED)
            .including(new TreeSet<>(), new TreeSet<>(Set.of(everybody)));
    PolicyId id = world.tenant.addPolicy(live);
    world.apply(office("creationPolicy: AdoptOrCreate"));

    world.settle();

    assertThat(stalledReason()).isEqualTo("AdoptionDisagrees");
    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.status().plan().changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.target()).contains(id.value());
              assertThat(change.detail()).contains("conditions.users.includeGroups");
            });

    world.tenant.edit(
        id, content -> content.including(new TreeSet<>(), new TreeSet<>(Set.of(pilot))));
    world.run(Duration.ofMinutes(30));

    assertThat(world.find(ConditionType.STALLED)).isEmpty();
    assertThat(world.status().currentStage().name()).isEqualTo("all-observe");
  }

  @Test
  void given_a_policy_that_protects_more_then_it_stalls_and_is_left_as_it_is() {
    PolicyContent live =
        made(
            "Pilot",
            PolicyState.ENABLED,
            Application.EXCHANGE_ONLINE,
            Application.SHAREPOINT_ONLINE,
            Application.MICROSOFT_TEAMS);
    PolicyId id = world.tenant.addPolicy(live);
    world.apply(office("creationPolicy: AdoptOrCreate"));

    world.run(Duration.ofHours(1));

    assertThat(stalledReason()).isEqualTo("AdoptionLowersProtection");
    assertThat(world.condition(ConditionType.STALLED).message())
        .contains("conditions.applications.includeApplications");
    assertThat(now(id)).isEqualTo(live);
    assertThat(world.tenant.writes()).isEmpty();
  }

  @Test
  void given_a_policy_that_protects_less_then_the_rest_waits_for_the_gate() {
    PolicyId id =
        world.tenant.addPolicy(made("Pilot", PolicyState.ENABLED, Application.EXCHANGE_ONLINE));
    world.apply(office("creationPolicy: AdoptOrCreate"));

    world.settle();

    assertThat(now(id).displayName()).contains("[tpr:");
    assertThat(now(id).applications()).containsExactly(Application.EXCHANGE_ONLINE.appId());
    assertThat(world.condition(ConditionType.POLICY_IN_SYNC).reason()).isEqualTo("ScopeWidened");

    world.runUntilCompleted(Duration.ofDays(4));

    assertThat(now(id).applications()).hasSize(2);
  }

  @Test
  void given_a_group_that_the_policy_leaves_out_then_its_members_wait_for_the_gate() {
    GroupId exceptions = world.tenant.addGroup("Exceptions", users[2]);
    PolicyContent live = made("Pilot", PolicyState.ENABLED, WANTED);
    PolicyId id =
        world.tenant.addPolicy(live.excluding(new TreeSet<>(), new TreeSet<>(Set.of(exceptions))));
    world.apply(office("creationPolicy: AdoptOrCreate"));

    world.settle();

    assertThat(now(id).displayName()).contains("[tpr:");
    assertThat(now(id).excludeGroups()).contains(exceptions);

    world.runUntilCompleted(Duration.ofDays(4));

    assertThat(now(id).excludeGroups()).doesNotContain(exceptions);
  }

  @Test
  void given_a_policy_with_other_controls_then_it_is_not_adopted() {
    world.tenant.addPolicy(made("Pilot", PolicyState.ENABLED, WANTED), "grantControls");
    world.apply(office("creationPolicy: AdoptOrCreate"));

    world.settle();

    assertThat(stalledReason()).isEqualTo("AdoptionForeignControls");
    assertThat(world.tenant.writes()).isEmpty();
  }

  @Test
  void given_the_answer_to_the_adopting_write_is_lost_then_it_is_adopted_once() {
    PolicyId id = world.tenant.addPolicy(made("Pilot", PolicyState.ENABLED, WANTED));
    world.apply(office("creationPolicy: AdoptOrCreate"));
    world.tenant.failAfter(
        request ->
            request.startsWith("update policy")
                ? Optional.of(
                    new Outcome.Retryable<>(
                        new Problem(
                            Problem.Cause.UNREACHABLE,
                            "change the policy",
                            "no answer",
                            "",
                            Problem.Effect.UNKNOWN)))
                : Optional.empty());
    world.look();
    world.tenant.noFaults();
    world.restartOperator();

    world.settle();

    assertThat(world.enforcedPolicy().id()).isEqualTo(id);
    assertThat(world.tenant.policiesNow()).hasSize(2);
    assertThat(world.status().currentStage().name()).isEqualTo("all-observe");
    assertThat(List.of(now(id).state())).containsExactly(PolicyState.ENABLED);
  }
}
