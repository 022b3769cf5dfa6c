package dev.tokenprotection.kubernetes.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.Policy;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutSpec;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RolloutValidationTest {
  private static final List<String> ADA = List.of("ada@contoso.com");

  @Test
  void a_plain_pilot_has_nothing_against_it() {
    assertThat(RolloutValidation.check(RolloutBuilder.pilot(ADA).build())).isEmpty();
  }

  @Test
  void everything_that_works_now_is_let_pass() {
    var rollout =
        RolloutBuilder.rollout()
            .stage(
                "{name: observe, state: ReportOnly, onGateFailure: Pause, include: {groups: [{id:"
                    + " 10000000-0000-4000-8000-000000000001}], managedGroup: {displayName:"
                    + " Volunteers, membership: Additive, users: [ada@contoso.com]}}}")
            .stage(
                "{name: enforce, state: Enforced, onGateFailure: ReportOnly, gate: {minUsers: 1,"
                    + " approval: {minApprovals: 0}}}")
            .policy(
                "creationPolicy: Create, deviceFilterPresets: [CloudPC, SecureVM],"
                    + " deviceFilterEnrollmentProfiles: [Kiosks], deviceFilterRule:"
                    + " device.isCompliant -eq False, excludeGuests: false, excludeGroups: [{displayName: Exceptions}]")
            .spec("observeScope: ReachedStages")
            .spec("breaker: {maxBlockedUsers: 3, within: 30m}")
            .spec("driftPolicy: Pause")
            .spec("applyPolicy: Observe")
            .spec("deletionPolicy: Disable")
            .spec("membership: {maxRemovals: 5, maxAdditions: \"50%\"}")
            .spec("paused: false")
            .spec("emergencyStop: false")
            .spec("promotionWindows: [{name: w, kind: Allow, cron: \"0 9 * * *\", duration: 1h}]")
            .spec("onGateFailure: RollbackStage")
            .build();

    assertThat(RolloutValidation.check(rollout)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          creationPolicy: Adopt | spec.policy.adopt | must be set with creationPolicy Adopt
          creationPolicy: Adopt, adopt: {} | spec.policy.adopt | must give enforcedId
          adopt: {enforcedId: 10000000-0000-4000-8000-000000000001} | spec.policy.adopt | only then
          """)
  void adoption_needs_ids_where_it_goes_by_ids_and_only_there(
      String members, String path, String what) {
    assertRefused(RolloutBuilder.pilot(ADA).policy(members), path, what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "creationPolicy: AdoptOrCreate",
        "creationPolicy: Adopt, adopt: {enforcedId: 10000000-0000-4000-8000-000000000001}"
      })
  void adoption_can_be_asked_for(String members) {
    assertThat(RolloutValidation.check(RolloutBuilder.pilot(ADA).policy(members).build()))
        .isEmpty();
  }

  @Test
  void approvals_may_be_asked_for_of_one_stage_and_of_all() {
    assertThat(
            RolloutValidation.check(
                RolloutBuilder.pilot(ADA)
                    .stage("{name: later, state: Enforced, gate: {approval: {minApprovals: 1}}}")
                    .build()))
        .isEmpty();
    assertThat(
            RolloutValidation.check(
                RolloutBuilder.pilot(ADA).gate("{approval: {minApprovals: 2}}").build()))
        .isEmpty();
  }

  @Test
  void a_sample_is_taken_beside_users_and_alone() {
    for (String users : List.of("", ", users: [ada@contoso.com]")) {
      assertThat(
              RolloutValidation.check(
                  sampling("{group: {displayName: All}, percent: \"10%\"}" + users).build()))
          .isEmpty();
    }
  }

  @Test
  void a_sample_that_could_draw_nobody_is_refused() {
    assertRefused(
        sampling("{group: {displayName: All}, percent: \"0%\"}"),
        "spec.stages[0].include.managedGroup.sample.percent",
        "above 0%");
    assertRefused(
        sampling("{group: {displayName: Exceptions}, percent: \"10%\"}")
            .policy("excludeGroups: [{displayName: Exceptions}]"),
        "spec.stages[0].include.managedGroup.sample.group",
        "left out by spec.policy.excludeGroups");
    assertRefused(
        sampling("{group: {displayName: G}, percent: \"10%\"}"),
        "spec.stages[0].include.managedGroup.sample.group",
        "managed group of this rollout");
  }

  private static RolloutBuilder sampling(String sample) {
    return RolloutBuilder.rollout()
        .stage(
            "{name: observe, state: ReportOnly, include: {managedGroup: {displayName: G, sample: "
                + sample
                + "}}}");
  }

  @Test
  void thresholds_are_compared_once_they_are_merged() {
    assertRefused(
        RolloutBuilder.pilot(ADA).gate("{bindingSuccess: {promoteAtOrAbove: \"80%\"}}"),
        "spec.gate",
        "failBelow (90%) must not be above promoteAtOrAbove (80%)");
  }

  @Test
  void a_window_longer_than_the_log_is_kept_is_refused() {
    assertRefused(
        RolloutBuilder.pilot(ADA).gate("{evidenceWindow: 40d}"), "spec.gate.evidenceWindow", "30d");
  }

  @Test
  void the_same_user_twice_is_named_by_position_never_by_name() {
    List<Violation> violations =
        RolloutValidation.check(
            RolloutBuilder.pilot(List.of("ada@contoso.com", "bob@contoso.com", "ADA@contoso.com"))
                .build());

    assertThat(violations)
        .containsExactly(
            new Violation(
                "spec.stages[0].include.managedGroup.users[2]",
                "is the same user as entry 0; remove it"));
  }

  @Test
  void a_group_that_is_included_and_left_out_is_refused() {
    assertRefused(
        RolloutBuilder.rollout()
            .stage("{name: observe, state: ReportOnly, include: {groups: [{displayName: Pilot}]}}")
            .policy("excludeGroups: [{displayName: pilot}]"),
        "spec.stages[0].include.groups[0]",
        "left out by spec.policy.excludeGroups");
  }

  @Test
  void the_name_of_a_managed_group_names_no_existing_one() {
    assertRefused(
        RolloutBuilder.pilot(ADA)
            .stage(
                "{name: more, state: ReportOnly, include: {groups: [{displayName: Volunteers}]}}"),
        "spec.stages[2].include.groups[0]",
        "managed group of this rollout");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          device.systemLabels -eq "CloudPC"   | -contains
          user.department -eq "Sales"         | names no property of a device
          device.model -eq "x) -and (y        | does not close
          device.model -eq "x") -and (true    | does not close
          """)
  void a_device_rule_that_matches_nothing_is_refused(String rule, String what) {
    assertRefused(
        RolloutBuilder.pilot(ADA).policy("deviceFilterRule: '" + rule + "'"),
        "spec.policy.deviceFilterRule",
        what);
  }

  @Test
  void a_device_filter_is_measured_as_a_whole() {
    String rule = "device.model -eq \"" + "x".repeat(2_900) + "\"";
    assertThat(
            RolloutValidation.check(
                RolloutBuilder.pilot(ADA).policy("deviceFilterRule: '" + rule + "'").build()))
        .isEmpty();
    assertRefused(
        RolloutBuilder.pilot(ADA)
            .policy("deviceFilterPresets: [CloudPC, SecureVM], deviceFilterRule: '" + rule + "'"),
        "spec.policy.deviceFilterRule",
        "characters",
        "at most 3,072");
    String names = "x".repeat(200);
    assertRefused(
        RolloutBuilder.pilot(ADA)
            .policy(
                IntStream.range(0, 20)
                    .mapToObj(i -> names + i)
                    .collect(Collectors.joining(", ", "deviceFilterEnrollmentProfiles: [", "]"))),
        "spec.policy.deviceFilterEnrollmentProfiles",
        "at most 3,072");
  }

  @Test
  void an_enrollment_profile_cannot_end_the_text_that_it_stands_in() {
    assertRefused(
        RolloutBuilder.pilot(ADA)
            .policy("deviceFilterEnrollmentProfiles: [Kiosks, 'a\" -or device.b -eq \"c']"),
        "spec.policy.deviceFilterEnrollmentProfiles[1]",
        "double quote");
  }

  @Test
  void a_name_that_looks_like_a_mark_of_ownership_is_refused() {
    var rollout = RolloutBuilder.pilot(ADA).build();
    var spec = rollout.getSpec();
    var policy = spec.policy();
    rollout.setSpec(
        new TokenProtectionRolloutSpec(
            spec.tenantRef(),
            spec.profile(),
            spec.applications(),
            new Policy(
                "Pilot [tpr:00000000-0000]",
                policy.creationPolicy(),
                policy.adopt(),
                policy.deviceFilterPresets(),
                policy.deviceFilterEnrollmentProfiles(),
                policy.deviceFilterRule(),
                policy.excludeGuests(),
                policy.excludeGroups()),
            spec.observeScope(),
            spec.stages(),
            spec.gate(),
            spec.breaker(),
            spec.onGateFailure(),
            spec.promotionWindows(),
            spec.driftPolicy(),
            spec.applyPolicy(),
            spec.deletionPolicy(),
            spec.membership(),
            spec.paused(),
            spec.emergencyStop()));

    assertThat(RolloutValidation.check(rollout))
        .extracting(Violation::path)
        .containsExactly("spec.policy.displayName");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          observeScope: Nobody       | spec.observeScope
          driftPolicy: Ignore        | spec.driftPolicy
          applyPolicy: Perhaps       | spec.applyPolicy
          deletionPolicy: Shred      | spec.deletionPolicy
          onGateFailure: Explode     | spec.onGateFailure
          """)
  void a_value_of_a_later_version_is_refused_and_not_guessed(String line, String path) {
    assertRefused(RolloutBuilder.pilot(ADA).spec(line), path, "does not know the value");
  }

  private static void assertRefused(RolloutBuilder rollout, String path, String... inMessage) {
    List<Violation> violations = RolloutValidation.check(rollout.build());
    assertThat(violations)
        .as("violations of %s", path)
        .anySatisfy(
            violation -> {
              assertThat(violation.path()).isEqualTo(path);
              assertThat(violation.message()).contains(inMessage);
            });
  }
}
