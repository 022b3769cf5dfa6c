package dev.tokenprotection.kubernetes.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.gate.GateCriteria;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.CountOrShare;
import dev.tokenprotection.core.model.DeviceFilter;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.GroupReference;
import dev.tokenprotection.core.model.ManagedGroup;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.Profile;
import dev.tokenprotection.core.model.Rollout;
import dev.tokenprotection.core.model.Sample;
import dev.tokenprotection.core.model.Share;
import dev.tokenprotection.core.model.StageCohort;
import dev.tokenprotection.core.stage.OnGateFailure;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WantedTest {
  private static final List<String> ADA = List.of("ada@contoso.com");

  @Test
  void a_rollout_that_says_little_gets_the_documented_defaults() {
    Wanted wanted = wanted(RolloutBuilder.pilot(ADA).gate("{}"));

    Rollout rollout = wanted.rollout();
    assertThat(rollout.profile()).isEqualTo(Profile.WINDOWS_NATIVE);
    assertThat(rollout.applications())
        .containsExactly(Application.EXCHANGE_ONLINE, Application.SHAREPOINT_ONLINE);
    assertThat(rollout.guests()).isEqualTo(PolicyContent.Guests.EXCLUDED);
    assertThat(rollout.observeScope()).isEqualTo(Rollout.ObserveScope.ALL_STAGES);
    assertThat(rollout.deviceFilter()).isEqualTo(DeviceFilter.NONE);
    assertThat(wanted.breaker().maxBlockedUsers()).isEqualTo(new CountOrShare.Count(5));
    assertThat(wanted.breaker().within()).isEqualTo(Duration.ofHours(1));
    assertThat(wanted.caps().maxRemovals())
        .isEqualTo(new CountOrShare.OfWhole(Share.ofPercent(10)));
    assertThat(wanted.caps().maxAdditions())
        .isEqualTo(new CountOrShare.OfWhole(Share.ofPercent(25)));
  }

  @Test
  void the_default_criteria_are_those_of_the_core() {
    Wanted wanted = wanted(RolloutBuilder.pilot(ADA).gate("{}"));

    assertThat(wanted.criteria().get(0))
        .usingRecursiveComparison()
        .ignoringFields("minCoverage")
        .isEqualTo(GateCriteria.DEFAULT);
    assertThat(wanted.criteria().get(1)).isEqualTo(GateCriteria.DEFAULT);
    assertThat(wanted.criteria().get(0).minCoverage()).isEqualTo(Share.ofPercent(90));
    assertThat(wanted.criteria().get(1).minCoverage()).isEqualTo(Share.ofPercent(60));
  }

  @Test
  void a_stages_gate_lies_over_the_rollouts_field_by_field() {
    Wanted wanted =
        wanted(
            RolloutBuilder.rollout()
                .gate(
                    "{minUsers: 30, bindingSuccess: {promoteAtOrAbove: \"98%\", failBelow: \"80%\"},"
                        + " settleTime: {policy: 3h}}")
                .stage(
                    "{name: observe, state: ReportOnly, include: {groups: [{displayName: P}]}, gate:"
                        + " {bindingSuccess: {failBelow: \"85%\"}, settleTime: {membership: 2h}}}"));

    GateCriteria criteria = wanted.criteria().getFirst();
    assertThat(criteria.minUsers()).isEqualTo(30);
    assertThat(criteria.bindingSuccess().promoteAtOrAbove()).isEqualTo(Share.ofPercent(98));
    assertThat(criteria.bindingSuccess().failBelow()).isEqualTo(Share.ofPercent(85));
    assertThat(criteria.settleTime())
        .isEqualTo(new GateCriteria.SettleTime(Duration.ofHours(3), Duration.ofHours(2)));
  }

  @Test
  void the_effective_gate_reads_as_the_same_criteria() {
    TokenProtectionRollout resource =
        RolloutBuilder.pilot(ADA)
            .gate("{maxBlockedUsers: 3, minCoverage: \"62.5%\", evidenceWindow: 36h}")
            .build();
    GateCriteria criteria = GateMapping.criteria(resource.getSpec(), 0);

    var effective = GateMapping.effective(criteria);

    assertThat(effective)
        .hasNoNullFieldsOrProperties()
        .extracting(gate -> gate.minCoverage(), gate -> gate.evidenceWindow())
        .containsExactly("62.5%", "1d12h");
    assertThat(GateMapping.countOrShare(effective.maxBlockedUsers(), new CountOrShare.Count(0)))
        .isEqualTo(new CountOrShare.Count(3));
  }

  @Test
  void enforced_stages_go_back_to_report_only_when_their_gate_fails_unless_told_otherwise() {
    Wanted wanted = wanted(RolloutBuilder.pilot(ADA));
    Wanted pausing = wanted(RolloutBuilder.pilot(ADA).spec("onGateFailure: Pause"));

    assertThat(wanted.rules().get(0).onGateFailure()).isEqualTo(OnGateFailure.PAUSE);
    assertThat(wanted.rules().get(1).onGateFailure()).isEqualTo(OnGateFailure.REPORT_ONLY);
    assertThat(pausing.rules().get(1).onGateFailure()).isEqualTo(OnGateFailure.PAUSE);
  }

  @Test
  void cohorts_are_read_as_they_are_written() {
    Rollout rollout =
        wanted(
                RolloutBuilder.rollout()
                    .stage(
                        "{name: observe, state: ReportOnly, include: {groups: [{displayName: Pilot},"
                            + " {id: AAAAAAAA-0000-4000-8000-000000000001}], managedGroup:"
                            + " {displayName: G, membership: Additive, users: [ada@contoso.com],"
                            + " sample: {group: {displayName: All}, percent: \"12.5%\"}}}}")
                    .stage("{name: enforce, state: Enforced}"))
            .rollout();

    StageCohort.Own own = (StageCohort.Own) rollout.stages().getFirst().cohort();
    assertThat(own.include().groups())
        .containsExactly(
            new GroupReference.ByDisplayName("Pilot"),
            new GroupReference.ById(new GroupId("aaaaaaaa-0000-4000-8000-000000000001")));
    assertThat(own.include().managedGroups())
        .containsExactly(
            new ManagedGroup(
                "G",
                ManagedGroup.Membership.ADDITIVE,
                List.of("ada@contoso.com"),
                List.of(
                    new Sample(new GroupReference.ByDisplayName("All"), Share.parse("12.5%")))));
    assertThat(rollout.stages().get(1).cohort()).isInstanceOf(StageCohort.SameAsBefore.class);
  }

  @Test
  void presets_become_one_rule_in_one_order() {
    String expected =
        "(device.systemLabels -contains \"CloudPC\" -and device.trustType -eq \"AzureAD\") -or"
            + " (device.profileType -eq \"SecureVM\" -and device.trustType -eq \"AzureAD\")";

    assertThat(filter("[SecureVM, CloudPC]")).isEqualTo(new DeviceFilter(expected));
    assertThat(filter("[CloudPC, SecureVM]")).isEqualTo(new DeviceFilter(expected));
    assertThat(filter("[PowerAutomate]").excludeRule())
        .isEqualTo(
            "device.systemLabels -contains \"MicrosoftPowerAutomate\" -and device.trustType -eq"
                + " \"AzureAD\"");
  }

  @Test
  void an_enrollment_profile_is_left_out_by_its_name() {
    assertThat(part("deviceFilterEnrollmentProfiles: [Autopilot self-deployment profile]"))
        .isEqualTo("device.enrollmentProfileName -eq \"Autopilot self-deployment profile\"");
  }

  @Test
  void a_device_is_left_out_by_presets_enrollment_profiles_or_the_rule() {
    assertThat(
            part(
                "deviceFilterPresets: [SecureVM], deviceFilterEnrollmentProfiles: [Lobby, Kiosks],"
                    + " deviceFilterRule: device.model -eq \"A\" -or device.model -eq \"B\""))
        .isEqualTo(
            "(device.profileType -eq \"SecureVM\" -and device.trustType -eq \"AzureAD\") -or"
                + " (device.enrollmentProfileName -eq \"Kiosks\") -or"
                + " (device.enrollmentProfileName -eq \"Lobby\") -or"
                + " (device.model -eq \"A\" -or device.model -eq \"B\")");
  }

  @Test
  void a_rule_of_its_own_stays_as_it_was_written() {
    String rule = "device.model -eq \"A\" -or device.model -eq \"B\"";
    assertThat(part("deviceFilterRule: " + rule)).isEqualTo(rule);
  }

  @Test
  void what_is_added_to_a_device_filter_narrows_and_what_is_dropped_widens() {
    String profile = "deviceFilterEnrollmentProfiles: [Kiosks]";
    String rule = "deviceFilterRule: device.model -eq \"A\" -or device.model -eq \"B\"";
    List<String> growing =
        List.of(
            "excludeGuests: true",
            "deviceFilterRule: device.model -eq \"A\"",
            rule,
            profile + ", " + rule,
            "deviceFilterPresets: [CloudPC], " + profile + ", " + rule,
            "deviceFilterPresets: [SecureVM, CloudPC], " + profile + ", " + rule,
            "deviceFilterPresets: [SecureVM, CloudPC], deviceFilterEnrollmentProfiles: [A, Kiosks],"
                + " "
                + rule);
    for (int narrow = 0; narrow < growing.size(); narrow++) {
      for (int wide = 0; wide < growing.size(); wide++) {
        assertThat(scope(growing.get(narrow)).isWithin(scope(growing.get(wide))))
            .as("{%s} is within {%s}", growing.get(narrow), growing.get(wide))
            .isEqualTo(narrow >= wide);
      }
    }
  }

  private static Scope scope(String policy) {
    return Scope.passed(
        new TreeSet<>(),
        new TreeSet<>(),
        PolicyContent.Guests.EXCLUDED,
        new TreeSet<>(),
        new TreeSet<>(),
        new DeviceFilter(part(policy)));
  }

  private static String part(String policy) {
    return wanted(RolloutBuilder.pilot(ADA).policy(policy)).rollout().deviceFilter().excludeRule();
  }

  private static DeviceFilter filter(String presets) {
    return wanted(RolloutBuilder.pilot(ADA).policy("deviceFilterPresets: " + presets))
        .rollout()
        .deviceFilter();
  }

  private static Wanted wanted(RolloutBuilder rollout) {
    return Wanted.of(rollout.build(), "installation-1");
  }
}
