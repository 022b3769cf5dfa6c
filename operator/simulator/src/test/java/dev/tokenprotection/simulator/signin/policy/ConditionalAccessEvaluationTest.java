package dev.tokenprotection.simulator.signin.policy;

import static dev.tokenprotection.simulator.signin.policy.TestPolicies.DISABLED;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.ENABLED;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.REPORT_ONLY;
import static dev.tokenprotection.simulator.signin.policy.TestPolicies.tokenProtection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.Binding;
import dev.tokenprotection.simulator.population.ClientAppType;
import dev.tokenprotection.simulator.population.DevicePlatform;
import dev.tokenprotection.simulator.population.Resource;
import dev.tokenprotection.simulator.signin.policy.JudgedSignIn.Outcome;
import dev.tokenprotection.simulator.signin.policy.SessionFacts.Compliance;
import dev.tokenprotection.simulator.signin.policy.SessionFacts.DomainJoin;
import dev.tokenprotection.simulator.signin.policy.SessionFacts.Presence;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionalAccessEvaluationTest {
  private static final String CLOUD_PCS =
      "device.systemLabels -contains \"CloudPC\" -and device.trustType -eq \"AzureAD\"";

  private UserCategory category = UserCategory.MEMBER;
  private Set<String> groups = Set.of("pilot");
  private Set<String> applications = Set.of(Resource.EXCHANGE_ONLINE.appId());
  private DevicePlatform platform = DevicePlatform.WINDOWS;
  private ClientAppType clientApp = ClientAppType.MOBILE_APPS_AND_DESKTOP_CLIENTS;
  private DeviceAttributes device =
      DeviceAttributes.unregistered().with(DeviceAttribute.TRUST_TYPE, "AzureAD");
  private Binding binding = Binding.BOUND;
  private Presence presence = Presence.NON_INTERACTIVE;

  @ParameterizedTest
  @CsvSource({
    "enabled, 0, success, ALLOWED",
    "enabled, 1002, failure, BLOCKED_BY_TOKEN_PROTECTION",
    "enabledForReportingButNotEnforced, 0, reportOnlySuccess, NOT_APPLIED",
    "enabledForReportingButNotEnforced, 1008, reportOnlyFailure, NOT_APPLIED",
    "disabled, 1008, notEnabled, NOT_APPLIED",
  })
  void the_state_of_the_policy_and_the_binding_decide_the_result(
      String state, int code, String result, Outcome outcome) {
    binding = code == 0 ? Binding.BOUND : Binding.unbound(code);
    JudgedSignIn judged = judge(tokenProtection("p", state).includeGroups("pilot").json());
    assertThat(judged.outcome()).isEqualTo(outcome);
    assertThat(judged.applied()).singleElement().extracting("result").isEqualTo(result);
  }

  @Test
  void exclusion_beats_inclusion() {
    groups = Set.of("pilot", "exceptions");
    ObjectNode policy =
        tokenProtection("p", ENABLED)
            .includeUsers("user")
            .includeGroups("pilot")
            .excludeGroups("exceptions")
            .json();
    AppliedPolicy applied = only(policy);
    assertThat(applied.result()).isEqualTo("notApplied");
    assertThat(applied.conditionsNotSatisfied()).isEqualTo("users");
    assertThat(applied.excludeRules()).containsExactly(new SatisfiedRule("users", "groupId"));
  }

  @Test
  void an_excluded_user_is_out_even_when_all_users_are_included() {
    ObjectNode policy =
        tokenProtection("p", ENABLED).includeUsers("All").excludeUsers("user").json();
    assertThat(only(policy).excludeRules()).containsExactly(new SatisfiedRule("users", "userId"));
  }

  @Test
  void a_policy_with_include_users_none_is_not_applied_with_users_not_satisfied() {
    AppliedPolicy applied = only(tokenProtection("p", REPORT_ONLY).includeUsers("None").json());
    assertThat(applied.result()).isEqualTo("reportOnlyNotApplied");
    assertThat(applied.conditionsSatisfied()).isEqualTo("application");
    assertThat(applied.conditionsNotSatisfied()).isEqualTo("users");
    AppliedPolicy enabled = only(tokenProtection("p", ENABLED).includeUsers("None").json());
    assertThat(enabled.result()).isEqualTo("notApplied");
  }

  @Test
  void excluded_guests_are_out() {
    category = UserCategory.B2B_COLLABORATION_GUEST;
    ObjectNode policy = tokenProtection("p", ENABLED).includeGroups("pilot").excludeGuests().json();
    AppliedPolicy applied = only(policy);
    assertThat(applied.result()).isEqualTo("notApplied");
    assertThat(applied.excludeRules())
        .containsExactly(new SatisfiedRule("users", "b2bCollaborationGuest"));
  }

  @Test
  void one_audience_of_several_is_enough() {
    applications = Set.of(Resource.MICROSOFT_GRAPH.appId(), Resource.SHAREPOINT_ONLINE.appId());
    ObjectNode policy =
        tokenProtection("p", ENABLED)
            .includeGroups("pilot")
            .applications(Resource.SHAREPOINT_ONLINE)
            .json();
    assertThat(only(policy).result()).isEqualTo("success");
  }

  @Test
  void another_application_platform_or_kind_of_client_is_out_of_scope() {
    ObjectNode policy = tokenProtection("p", ENABLED).includeGroups("pilot").json();
    applications = Set.of(Resource.AZURE_RESOURCE_MANAGER.appId());
    assertThat(only(policy).conditionsNotSatisfied()).isEqualTo("application");
    applications = Set.of(Resource.EXCHANGE_ONLINE.appId());
    platform = DevicePlatform.ANDROID;
    assertThat(only(policy).conditionsNotSatisfied()).isEqualTo("devicePlatform");
    platform = DevicePlatform.WINDOWS;
    clientApp = ClientAppType.BROWSER;
    assertThat(only(policy).conditionsNotSatisfied()).isEqualTo("clientType");
    assertThat(only(policy).conditionsSatisfied()).isEqualTo("application,users,devicePlatform");
  }

  @Test
  void a_device_that_the_filter_excludes_is_out_of_scope() {
    device = device.with(DeviceAttribute.SYSTEM_LABELS, List.of("CloudPC"));
    binding = Binding.UNACCEPTABLE_REGISTRATION;
    ObjectNode policy =
        tokenProtection("p", ENABLED).includeGroups("pilot").excludeDevices(CLOUD_PCS).json();
    AppliedPolicy applied = only(policy);
    assertThat(applied.result()).isEqualTo("notApplied");
    assertThat(applied.excludeRules())
        .containsExactly(new SatisfiedRule("deviceState", "deviceFilter"));
  }

  @Test
  void an_unregistered_device_is_never_excluded_by_a_filter_of_positive_operators() {
    device = DeviceAttributes.unregistered();
    binding = Binding.NO_DEVICE_STATE;
    ObjectNode policy =
        tokenProtection("p", ENABLED).includeGroups("pilot").excludeDevices(CLOUD_PCS).json();
    assertThat(judge(policy).outcome()).isEqualTo(Outcome.BLOCKED_BY_TOKEN_PROTECTION);
  }

  @Test
  void an_unmet_policy_names_the_control_that_was_not_satisfied() {
    binding = Binding.NO_BROKER;
    AppliedPolicy applied = only(tokenProtection("p", REPORT_ONLY).includeGroups("pilot").json());
    assertThat(applied.enforcedSessionControls()).containsExactly("SignInTokenProtection");
    assertThat(applied.sessionControlsNotSatisfied()).containsExactly("SignInTokenProtection");
    assertThat(applied.includeRules()).contains(new SatisfiedRule("users", "groupId"));
  }

  @Test
  void somebody_at_a_mac_who_could_mend_it_would_be_interrupted() {
    platform = DevicePlatform.MACOS;
    binding = Binding.NOT_HARDWARE_BACKED;
    ObjectNode policy =
        tokenProtection("p", REPORT_ONLY).includeGroups("pilot").platforms("macOS", "iOS").json();
    assertThat(only(policy).result()).isEqualTo("reportOnlyFailure");
    presence = Presence.INTERACTIVE;
    assertThat(only(policy).result()).isEqualTo("reportOnlyInterrupted");
    binding = Binding.NOT_HARDWARE_BACKED_NOT_OWNER;
    assertThat(only(policy).result()).isEqualTo("reportOnlyFailure");
  }

  @Test
  void every_policy_of_the_tenant_has_an_entry() {
    List<AppliedPolicy> applied =
        judge(
                tokenProtection("ours", REPORT_ONLY).includeGroups("pilot").json(),
                tokenProtection("off", DISABLED).includeGroups("pilot").json(),
                tokenProtection("elsewhere", ENABLED).includeGroups("other").json())
            .applied();
    assertThat(applied)
        .extracting(AppliedPolicy::id, AppliedPolicy::result)
        .containsExactly(
            tuple("ours", "reportOnlySuccess"),
            tuple("off", "notEnabled"),
            tuple("elsewhere", "notApplied"));
  }

  @Test
  void a_block_by_another_policy_leaves_ours_successful() {
    JudgedSignIn judged =
        judge(
            tokenProtection("ours", ENABLED).includeGroups("pilot").json(),
            tokenProtection("block", ENABLED).includeUsers("All").demanding("block").json());
    assertThat(judged.outcome()).isEqualTo(Outcome.BLOCKED);
    assertThat(judged.applied())
        .extracting(AppliedPolicy::result)
        .containsExactly("success", "failure");
  }

  @Test
  void a_compliant_device_meets_the_demand_for_one() {
    ObjectNode policy =
        tokenProtection("p", ENABLED).includeUsers("All").demanding("compliantDevice").json();
    AppliedPolicy applied = only(policy);
    assertThat(applied.result()).isEqualTo("success");
    assertThat(applied.enforcedGrantControls()).containsExactly("RequireCompliantDevice");
  }

  private AppliedPolicy only(ObjectNode policy) {
    return judge(policy).applied().getFirst();
  }

  private JudgedSignIn judge(ObjectNode... policies) {
    return ConditionalAccessEvaluation.of(List.of(policies))
        .judge(
            new SignInContext("user", category, groups, applications, platform, clientApp, device),
            new SessionFacts(
                binding, Compliance.COMPLIANT, DomainJoin.NOT_HYBRID_JOINED, presence));
  }
}
