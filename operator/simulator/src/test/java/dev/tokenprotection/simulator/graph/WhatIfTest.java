package dev.tokenprotection.simulator.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.WireClient;
import dev.tokenprotection.simulator.WireTest;
import dev.tokenprotection.simulator.tenant.WhatIf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The wire side of What-If; who judges is plugged in. */
class WhatIfTest extends WireTest {
  private static final String EVALUATE = "/v1.0/identity/conditionalAccess/evaluate";

  @Test
  void every_policy_is_answered_with_its_reasons_those_not_enabled_too() {
    String applies = created(REPORT_ONLY_POLICY);
    String off =
        created(REPORT_ONLY_POLICY.replace("enabledForReportingButNotEnforced", "disabled"));
    List<WhatIf.Question> asked = new ArrayList<>();
    tenant()
        .whatIf(
            question -> {
              asked.add(question);
              return List.of(
                  new WhatIf.Verdict(applies, List.of()),
                  new WhatIf.Verdict(off, List.of("policyNotEnabled", "users")));
            });

    WireClient.Answer answer = client.post(EVALUATE, question("false"));

    assertThat(values(answer, "id")).containsExactly(applies, off);
    assertThat(values(answer, "policyApplies")).containsExactly("true", "false");
    assertThat(values(answer, "analysisReasons"))
        .containsExactly("notSet", "policyNotEnabled,users");
    assertThat(answer.json().path("value").get(0).path("sessionControls"))
        .hasToString(tenant().policies().all().getFirst().path("sessionControls").toString());
    assertThat(asked).hasSize(1);
    assertThat(asked.getFirst().userId()).isEqualTo(SmallTenant.ADA);
    assertThat(asked.getFirst().applications())
        .containsExactly("00000002-0000-0ff1-ce00-000000000000");
    assertThat(asked.getFirst().devicePlatform()).isEqualTo("windows");
    assertThat(asked.getFirst().clientAppType()).isEqualTo("mobileAppsAndDesktopClients");
    assertThat(asked.getFirst().device().path("trustType").asText()).isEqualTo("AzureAD");
  }

  @Test
  void only_policies_that_apply_are_answered_when_asked_so() {
    created(REPORT_ONLY_POLICY);
    tenant()
        .whatIf(
            question ->
                List.of(
                    new WhatIf.Verdict(
                        tenant().policies().all().getFirst().path("id").asText(),
                        List.of("users"))));

    assertThat(values(client.post(EVALUATE, question("true")), "id")).isEmpty();
  }

  @Test
  void it_takes_a_policy_read_permission() {
    try (WireClient weak = clientWith("User.Read.All");
        WireClient least = clientWith("Policy.Read.ConditionalAccess")) {
      assertThat(least.post(EVALUATE, question("true")).status()).isEqualTo(200);
      assertThat(weak.post(EVALUATE, question("true")).status()).isEqualTo(403);
    }
  }

  private static String question(String appliedOnly) {
    return """
        {"signInIdentity": {"@odata.type": "#microsoft.graph.userSignIn", "userId": "%s"},
         "signInContext": {"@odata.type": "#microsoft.graph.applicationContext",
           "includeApplications": ["00000002-0000-0ff1-ce00-000000000000"]},
         "signInConditions": {"devicePlatform": "windows",
           "clientAppType": "mobileAppsAndDesktopClients", "deviceInfo": {"trustType": "AzureAD"}},
         "appliedPoliciesOnly": %s}
        """
        .formatted(SmallTenant.ADA, appliedOnly);
  }
}
