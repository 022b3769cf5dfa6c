package dev.tokenprotection.simulator.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.WireTest;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import dev.tokenprotection.simulator.tenant.TenantSettings.Staleness;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Reads are seconds behind writes. */
class StaleReadsTest extends WireTest {
  private static final String GROUP =
      """
      {"displayName": "New", "mailEnabled": false, "mailNickname": "new", "securityEnabled": true}
      """;

  @Override
  protected TenantSettings settings() {
    return TenantSettings.immediate()
        .with(new Staleness(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4)));
  }

  @Test
  void a_get_right_after_the_create_is_404_for_seconds() {
    String policy = POLICIES + "/" + created(REPORT_ONLY_POLICY);
    String group = "/v1.0/groups/" + client.post("/v1.0/groups", GROUP).id();
    pass(Duration.ofMillis(1999));

    assertThat(client.get(policy).status()).isEqualTo(404);
    assertThat(client.get(group).status()).isEqualTo(404);
    assertThat(client.get(group + "/members").status()).isEqualTo(404);

    pass(Duration.ofMillis(1));

    assertThat(client.get(policy).status()).isEqualTo(200);
    assertThat(client.get(group).status()).isEqualTo(200);
  }

  @Test
  void a_list_is_behind_the_get() {
    String id = created(REPORT_ONLY_POLICY);
    client.post("/v1.0/groups", GROUP);
    pass(Duration.ofMillis(2999));

    assertThat(client.get(POLICIES + "/" + id).status()).isEqualTo(200);
    assertThat(values(client.get(POLICIES), "id")).isEmpty();
    assertThat(values(client.get("/v1.0/groups"), "displayName")).doesNotContain("New");

    pass(Duration.ofMillis(1));

    assertThat(values(client.get(POLICIES), "id")).containsExactly(id);
    assertThat(values(client.get("/v1.0/groups"), "displayName")).contains("New");
  }

  @Test
  void a_list_shows_a_changed_policy_as_it_was() {
    String id = created(REPORT_ONLY_POLICY);
    pass(Duration.ofSeconds(3));
    client.patch(POLICIES + "/" + id, "{\"state\": \"disabled\"}");

    assertThat(values(client.get(POLICIES), "state"))
        .containsExactly("enabledForReportingButNotEnforced");
    pass(Duration.ofSeconds(3));
    assertThat(values(client.get(POLICIES), "state")).containsExactly("disabled");
  }

  @Test
  void members_are_stale_after_an_add_and_after_a_remove() {
    String members = "/v1.0/groups/" + SmallTenant.PILOT_GROUP + "/members";
    client.post(
        members + "/$ref",
        "{\"@odata.id\": \"https://graph.microsoft.com/v1.0/directoryObjects/"
            + SmallTenant.CLEO
            + "\"}");
    client.delete(members + "/" + SmallTenant.BOB + "/$ref");
    pass(Duration.ofMillis(3999));

    assertThat(values(client.get(members), "id")).containsExactly(SmallTenant.ADA, SmallTenant.BOB);
    assertThat(values(client.get(members.replace("members", "transitiveMembers")), "id"))
        .containsExactly(SmallTenant.ADA, SmallTenant.BOB);

    pass(Duration.ofMillis(1));

    assertThat(values(client.get(members), "id"))
        .containsExactly(SmallTenant.ADA, SmallTenant.CLEO);
  }
}
