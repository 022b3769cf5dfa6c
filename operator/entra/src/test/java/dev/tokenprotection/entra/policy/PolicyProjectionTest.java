package dev.tokenprotection.entra.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenprotection.core.model.DeviceFilter;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.Guests;
import dev.tokenprotection.core.model.PolicyContent.TokenProtection;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.entra.call.Answer;
import dev.tokenprotection.entra.call.UnreadableAnswerException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PolicyProjectionTest {
  private static final String PLAIN =
      """
      {"id": "5C000000-0000-0000-0000-00000000000A",
       "displayName": "Pilot",
       "createdDateTime": "2026-10-14T19:52:00.050958Z",
       "modifiedDateTime": %s,
       "state": "%s",
       "conditions": {%s},
       "grantControls": %s,
       "sessionControls": %s}
      """;

  @Test
  void members_without_a_value_read_as_not_set() {
    for (String conditions :
        new String[] {
          "",
          "'users': null, 'platforms': null, 'devices': null, 'applications': null",
          "'users': {}, 'platforms': {'includePlatforms': []}, 'clientAppTypes': [],"
              + " 'devices': {'deviceFilter': null}, 'signInRiskLevels': [], 'locations': null"
        }) {
      ObservedPolicy policy = policy(conditions, "null", "null");

      PolicyContent content = policy.content();
      assertThat(content.includeUsers()).isEmpty();
      assertThat(content.includeGroups()).isEmpty();
      assertThat(content.platforms()).isEmpty();
      assertThat(content.clientAppTypes()).isEmpty();
      assertThat(content.deviceFilter()).isEqualTo(DeviceFilter.NONE);
      assertThat(content.guests()).isEqualTo(Guests.COVERED);
      assertThat(content.tokenProtection()).isEqualTo(TokenProtection.ABSENT);
      assertThat(policy.foreignFields()).isEmpty();
    }
  }

  @Test
  void order_and_case_make_no_difference() {
    PolicyContent one =
        policy(
                "'clientAppTypes': ['mobileAppsAndDesktopClients', 'browser'],"
                    + "'platforms': {'includePlatforms': ['iOS', 'macOS']},"
                    + "'applications': {'includeApplications': ['cc15FD57', '0000']},"
                    + "'users': {'includeUsers': ['None'], 'includeGroups': ['B1', 'A1']}",
                "null",
                "null")
            .content();
    PolicyContent other =
        policy(
                "'clientAppTypes': ['Browser', 'MobileAppsAndDesktopClients'],"
                    + "'platforms': {'includePlatforms': ['MacOS', 'ios']},"
                    + "'applications': {'includeApplications': ['0000', 'CC15fd57']},"
                    + "'users': {'includeUsers': ['none'], 'includeGroups': ['a1', 'b1']}",
                "null",
                "null")
            .content();

    assertThat(other).isEqualTo(one);
    assertThat(one.includeUsers()).containsExactly(PolicyContent.NONE);
    assertThat(one.platforms()).containsExactly("iOS", "macOS");
    assertThat(one.clientAppTypes())
        .containsExactly("browser", PolicyContent.MOBILE_APPS_AND_DESKTOP_CLIENTS);
    assertThat(one.includeGroups()).containsExactly(new GroupId("a1"), new GroupId("b1"));
  }

  @Test
  void words_that_this_version_does_not_know_are_differences_and_not_lost() {
    ObservedPolicy policy =
        policy(
            "'clientAppTypes': ['mobileAppsAndDesktopClients', 'holographicClient'],"
                + "'platforms': {'includePlatforms': ['windows', 'visionOS']}",
            "null",
            "null");

    assertThat(policy.content().clientAppTypes()).contains("holographicclient");
    assertThat(policy.content().platforms()).containsExactly("visionos", "windows");
  }

  @Test
  void all_kinds_of_guests_in_any_order_are_guests_excluded() {
    String all =
        "serviceProvider,otherExternalUser,b2bDirectConnectUser,b2bCollaborationMember,"
            + "b2bCollaborationGuest,internalGuest";
    assertThat(guests(all, "all")).isEqualTo(Guests.EXCLUDED);
    assertThat(guests(all + ",futureGuest", "All")).isEqualTo(Guests.EXCLUDED);
  }

  @Test
  void some_guests_or_guests_of_some_tenants_are_none_and_told_as_foreign() {
    assertThat(guests("b2bCollaborationGuest", "all")).isEqualTo(Guests.COVERED);
    ObservedPolicy policy =
        policy(
            "'users': {'excludeGuestsOrExternalUsers': {'guestOrExternalUserTypes':"
                + " 'internalGuest'}}",
            "null",
            "null");
    assertThat(policy.foreignFields())
        .containsExactly("conditions.users.excludeGuestsOrExternalUsers");
  }

  private static Guests guests(String kinds, String tenants) {
    return policy(
            "'users': {'excludeGuestsOrExternalUsers': {'guestOrExternalUserTypes': '"
                + kinds
                + "', 'externalTenants': {'membershipKind': '"
                + tenants
                + "'}}}",
            "null",
            "null")
        .content()
        .guests();
  }

  @Test
  void a_device_filter_that_includes_is_foreign() {
    ObservedPolicy policy =
        policy(
            "'devices': {'deviceFilter': {'mode': 'include', 'rule': 'device.x -eq 1'}}",
            "null",
            "null");

    assertThat(policy.content().deviceFilter()).isEqualTo(DeviceFilter.NONE);
    assertThat(policy.foreignFields()).containsExactly("conditions.devices.deviceFilter");
  }

  @Test
  void whatever_else_is_set_is_foreign_by_its_path() {
    ObservedPolicy policy =
        policy(
            "'signInRiskLevels': ['high'], 'times': null,"
                + "'users': {'includeRoles': ['r'], 'includeUsers': ['u']},"
                + "'applications': {'excludeApplications': ['a'], 'includeUserActions': []},"
                + "'platforms': {'excludePlatforms': ['linux']},"
                + "'insiderRiskLevels': 'minor'",
            "{'operator': 'OR', 'builtInControls': ['mfa'],"
                + "'authenticationStrength@odata.context': 'x', 'authenticationStrength': null}",
            "{'persistentBrowser': null, 'cloudAppSecurity': {'isEnabled': false},"
                + "'disableResilienceDefaults': true,"
                + "'networkAccessSecurity': {'policyId': 'p', 'isEnabled': true},"
                + "'secureSignInSession': {'isEnabled': true}}");

    assertThat(policy.foreignFields())
        .containsExactly(
            "conditions.applications.excludeApplications",
            "conditions.insiderRiskLevels",
            "conditions.platforms.excludePlatforms",
            "conditions.signInRiskLevels",
            "conditions.users.includeRoles",
            "grantControls",
            "sessionControls.disableResilienceDefaults",
            "sessionControls.networkAccessSecurity");
    assertThat(policy.content().tokenProtection()).isEqualTo(TokenProtection.REQUIRED);
  }

  @Test
  void grant_controls_without_a_control_are_none() {
    ObservedPolicy policy =
        policy("", "{'operator': 'OR', 'builtInControls': [], 'termsOfUse': []}", "null");

    assertThat(policy.foreignFields()).isEmpty();
  }

  @Test
  void token_protection_that_is_off_is_absent() {
    assertThat(
            policy("", "null", "{'secureSignInSession': {'isEnabled': false}}")
                .content()
                .tokenProtection())
        .isEqualTo(TokenProtection.ABSENT);
  }

  @Test
  void a_state_of_which_this_version_never_heard_enforces_nothing_and_is_told_as_foreign() {
    ObservedPolicy policy =
        PolicyProjection.of(answer(PLAIN.formatted("null", "enabledForSome", "", "null", "null")));

    assertThat(policy.content().state()).isEqualTo(PolicyState.DISABLED);
    assertThat(policy.foreignFields()).containsExactly("state");
  }

  @Test
  void a_policy_is_as_old_as_its_last_change() {
    assertThat(policy("", "null", "null").modifiedAt())
        .isEqualTo(Instant.parse("2026-10-14T19:52:00.050958Z"));
    String changed =
        PLAIN.formatted("'2026-10-15T00:00:00.1234567Z'", "enabled", "", "null", "null");
    assertThat(PolicyProjection.of(answer(changed)).modifiedAt())
        .isEqualTo(Instant.parse("2026-10-15T00:00:00.123456700Z"));
  }

  @Test
  void ids_are_kept_in_lower_case() {
    assertThat(policy("", "null", "null").id().value())
        .isEqualTo("5c000000-0000-0000-0000-00000000000a");
  }

  @Test
  void a_policy_without_an_id_or_a_state_can_not_be_judged() {
    for (String json :
        new String[] {"{'state': 'enabled'}", "{'id': '1'}", "{'id': 1, 'state': 'enabled'}"}) {
      assertThatThrownBy(() -> PolicyProjection.of(answer(json)))
          .isInstanceOf(UnreadableAnswerException.class);
    }
  }

  private static ObservedPolicy policy(
      String conditions, String grantControls, String sessionControls) {
    return PolicyProjection.of(
        answer(PLAIN.formatted("null", "enabled", conditions, grantControls, sessionControls)));
  }

  private static Answer answer(String json) {
    try {
      return new Answer(new ObjectMapper().readTree(json.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
