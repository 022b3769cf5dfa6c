package dev.tokenprotection.simulator.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.WireClient;
import dev.tokenprotection.simulator.WireTest;
import dev.tokenprotection.simulator.tenant.Group;
import dev.tokenprotection.simulator.tenant.Json;
import dev.tokenprotection.simulator.tenant.User;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GroupsTest extends WireTest {
  private static final String PILOT = "/v1.0/groups/" + SmallTenant.PILOT_GROUP;

  @Test
  void a_create_needs_four_properties() {
    WireClient.Answer answer = client.post("/v1.0/groups", "{\"displayName\": \"x\"}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.error()).isEqualTo("Request_BadRequest");
    assertThat(answer.message()).contains("'mailEnabled'");
  }

  @Test
  void a_create_takes_unknown_members_and_a_consistency_level() {
    WireClient.Answer answer =
        client
            .header("ConsistencyLevel", "eventual")
            .post("/v1.0/groups", group("\"futureMember\": 7"));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().path("futureMember").asInt()).isEqualTo(7);
    assertThat(answer.json().path("description").asText()).isEqualTo("ours");
  }

  @Test
  void a_create_binds_members_and_owners_by_users_or_directory_objects_urls() {
    String id =
        client
            .post(
                "/v1.0/groups",
                group(
                    """
                    "members@odata.bind": ["https://graph.microsoft.com/v1.0/users/%s",
                                           "https://graph.microsoft.com/v1.0/directoryObjects/%s"],
                    "owners@odata.bind": ["https://graph.microsoft.com/v1.0/servicePrincipals/%s"]
                    """
                        .formatted(
                            SmallTenant.ADA, SmallTenant.BOB, SmallTenant.SERVICE_PRINCIPAL)))
            .id();

    WireClient.Answer members = client.get("/v1.0/groups/" + id + "/members");
    assertThat(values(members, "id")).containsExactly(SmallTenant.ADA, SmallTenant.BOB);
    assertThat(values(members, "@odata.type"))
        .containsExactly("#microsoft.graph.user", "#microsoft.graph.user");
    assertThat(values(client.get("/v1.0/groups/" + id + "/owners"), "id"))
        .containsExactly(SmallTenant.SERVICE_PRINCIPAL);
  }

  @Test
  void an_app_that_may_only_create_groups_can_change_those_that_it_owns() {
    try (WireClient creator = clientWith("Group.Create", "GroupMember.Read.All")) {
      String id =
          creator
              .post(
                  "/v1.0/groups",
                  group(
                      "\"owners@odata.bind\": [\"https://graph.microsoft.com/v1.0/directoryObjects/"
                          + SmallTenant.SERVICE_PRINCIPAL
                          + "\"]"))
              .id();

      assertThat(creator.patch("/v1.0/groups/" + id, bind(SmallTenant.ADA)).status())
          .isEqualTo(204);
      assertThat(creator.patch("/v1.0/groups/" + id, "{\"displayName\": \"y\"}").status())
          .isEqualTo(204);
    }
  }

  @Test
  void a_group_without_owner_cannot_be_changed_by_an_app_that_may_only_create_groups() {
    try (WireClient creator = clientWith("Group.Create", "GroupMember.Read.All")) {
      String id = creator.post("/v1.0/groups", group("\"visibility\": null")).id();

      WireClient.Answer add = creator.patch("/v1.0/groups/" + id, bind(SmallTenant.ADA));

      assertThat(add.status()).isEqualTo(403);
      assertThat(add.error()).isEqualTo("Authorization_RequestDenied");
      assertThat(creator.delete("/v1.0/groups/" + id).status()).isEqualTo(403);
    }
  }

  @Test
  void twenty_members_go_into_one_request_and_twenty_one_do_not() {
    String[] ids = IntStream.range(0, 21).mapToObj(i -> "u" + i).toArray(String[]::new);
    for (String id : ids) {
      tenant().directory().put(User.member(id, id + "@contoso.com", id));
    }

    assertThat(client.patch(PILOT, bind(ids)).status()).isEqualTo(400);
    assertThat(tenant().memberships().membersOf(SmallTenant.PILOT_GROUP)).hasSize(2);
    assertThat(client.patch(PILOT, bind(List.of(ids).subList(0, 20).toArray(String[]::new))))
        .satisfies(answer -> assertThat(answer.status()).isEqualTo(204));
    assertThat(tenant().memberships().membersOf(SmallTenant.PILOT_GROUP)).hasSize(22);
  }

  @Test
  void an_existing_member_refuses_the_whole_request() {
    WireClient.Answer answer = client.patch(PILOT, bind(SmallTenant.CLEO, SmallTenant.ADA));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).startsWith("One or more added object references already exist");
    assertThat(tenant().memberships().membersOf(SmallTenant.PILOT_GROUP))
        .doesNotContain(SmallTenant.CLEO);
  }

  @Test
  void an_unknown_member_refuses_the_whole_request() {
    WireClient.Answer answer = client.patch(PILOT, bind(SmallTenant.CLEO, "nobody"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.error()).isEqualTo("Request_ResourceNotFound");
    assertThat(tenant().memberships().membersOf(SmallTenant.PILOT_GROUP)).hasSize(2);
  }

  @Test
  void a_member_is_added_and_removed_by_reference() {
    assertThat(client.post(PILOT + "/members/$ref", reference(SmallTenant.CLEO)).status())
        .isEqualTo(204);
    assertThat(client.post(PILOT + "/members/$ref", reference(SmallTenant.CLEO)).status())
        .isEqualTo(400);
    assertThat(client.delete(PILOT + "/members/" + SmallTenant.CLEO + "/$ref").status())
        .isEqualTo(204);
    assertThat(client.delete(PILOT + "/members/" + SmallTenant.CLEO + "/$ref").status())
        .isEqualTo(404);
    assertThat(tenant().user(SmallTenant.CLEO)).isPresent();
  }

  @Test
  void a_delete_without_ref_deletes_the_user_when_the_app_may() {
    try (WireClient strong = clientWith("GroupMember.ReadWrite.All", "User.ReadWrite.All")) {
      assertThat(strong.delete(PILOT + "/members/" + SmallTenant.ADA).status()).isEqualTo(204);
    }

    assertThat(tenant().user(SmallTenant.ADA)).isEmpty();
    assertThat(tenant().audits().newestFirst().getFirst().path("activityDisplayName").asText())
        .isEqualTo("Delete user");
  }

  @Test
  void a_delete_without_ref_is_403_when_the_app_may_not_delete_users() {
    assertThat(client.delete(PILOT + "/members/" + SmallTenant.ADA).status()).isEqualTo(403);
    assertThat(tenant().user(SmallTenant.ADA)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dynamic", "restricted", "role-assignable", "synced"})
  void groups_that_are_not_the_apps_to_fill_refuse_members(String kind) {
    Group pilot = tenant().directory().group(SmallTenant.PILOT_GROUP).orElseThrow();
    tenant()
        .directory()
        .put(
            switch (kind) {
              case "dynamic" -> pilot.dynamic("user.department -eq \"Sales\"");
              case "restricted" -> pilot.with("isManagementRestricted", true);
              case "role-assignable" -> pilot.with("isAssignableToRole", true);
              default -> pilot.with("onPremisesSyncEnabled", true);
            });

    assertThat(client.patch(PILOT, bind(SmallTenant.CLEO)).status())
        .isEqualTo(kind.equals("synced") ? 400 : 403);
    assertThat(client.delete(PILOT + "/members/" + SmallTenant.ADA + "/$ref").status())
        .isEqualTo(kind.equals("synced") ? 400 : 403);
    assertThat(tenant().memberships().membersOf(SmallTenant.PILOT_GROUP)).hasSize(2);
  }

  @Test
  void a_role_assignable_group_takes_members_from_an_app_with_the_role_permission() {
    Group pilot = tenant().directory().group(SmallTenant.PILOT_GROUP).orElseThrow();
    tenant().directory().put(pilot.with("isAssignableToRole", true));
    try (WireClient strong =
        clientWith("GroupMember.ReadWrite.All", "RoleManagement.ReadWrite.Directory")) {
      assertThat(strong.patch(PILOT, bind(SmallTenant.CLEO)).status()).isEqualTo(204);
    }
  }

  @Test
  void members_are_paged_and_their_next_link_keeps_the_options() {
    client.patch(PILOT, bind(SmallTenant.CLEO));

    WireClient.Answer first = client.get(PILOT + "/members?$top=2&$select=id,accountEnabled");
    WireClient.Answer second = client.get(first.json().path("@odata.nextLink").asText());

    assertThat(values(first, "id")).containsExactly(SmallTenant.ADA, SmallTenant.BOB);
    assertThat(values(second, "id")).containsExactly(SmallTenant.CLEO);
    assertThat(second.json().has("@odata.nextLink")).isFalse();
    assertThat(second.json().path("value").get(0).path("accountEnabled").asBoolean()).isTrue();
    assertThat(client.get(PILOT + "/members?$top=1000").status()).isEqualTo(400);
  }

  @Test
  void transitive_members_include_those_of_nested_groups_and_can_be_cast_to_users() {
    tenant().directory().seed(Group.security("nested", "Nested"));
    tenant().memberships().seed(SmallTenant.PILOT_GROUP, "nested");
    tenant().memberships().seed("nested", SmallTenant.CLEO);
    tenant().memberships().seed("nested", SmallTenant.ADA);

    assertThat(values(client.get(PILOT + "/members"), "@odata.type"))
        .containsExactly(
            "#microsoft.graph.user", "#microsoft.graph.user", "#microsoft.graph.group");
    assertThat(values(client.get(PILOT + "/transitiveMembers"), "id"))
        .containsExactly(SmallTenant.ADA, SmallTenant.BOB, "nested", SmallTenant.CLEO);
    for (String cast : List.of("microsoft.graph.user", "graph.user")) {
      assertThat(values(client.get(PILOT + "/transitiveMembers/" + cast), "id"))
          .containsExactly(SmallTenant.ADA, SmallTenant.BOB, SmallTenant.CLEO);
    }
  }

  @Test
  void members_show_only_id_and_type_to_an_app_that_may_not_read_users() {
    try (WireClient weak = clientWith("GroupMember.Read.All")) {
      JsonNode first = weak.get(PILOT + "/members").json().path("value").get(0);

      assertThat(first.path("id").asText()).isEqualTo(SmallTenant.ADA);
      assertThat(first.has("userPrincipalName")).isFalse();
    }
  }

  @Test
  void groups_are_found_by_display_name() {
    WireClient.Answer answer =
        client.get(
            "/v1.0/groups?$filter="
                + WireClient.encoded("displayName eq 'TokenProtection-Pilot'")
                + "&$select=id,groupTypes,isManagementRestricted");

    assertThat(values(answer, "id")).containsExactly(SmallTenant.PILOT_GROUP);
  }

  @Test
  void a_deleted_group_is_gone() {
    assertThat(client.delete(PILOT).status()).isEqualTo(204);
    assertThat(client.get(PILOT).status()).isEqualTo(404);
    assertThat(tenant().directory().group(SmallTenant.PILOT_GROUP)).isEmpty();
    assertThat(client.delete(PILOT).status()).isEqualTo(404);
  }

  private static String group(String more) {
    return """
        {"displayName": "x", "mailEnabled": false, "mailNickname": "x", "securityEnabled": true,
         "description": "ours", %s}
        """
        .formatted(more);
  }

  private static String reference(String id) {
    return "{\"@odata.id\": \"https://graph.microsoft.com/v1.0/directoryObjects/" + id + "\"}";
  }

  private static String bind(String... ids) {
    ObjectNode body = Json.object();
    for (String id : ids) {
      body.withArray("members@odata.bind")
          .add("https://graph.microsoft.com/v1.0/directoryObjects/" + id);
    }
    return body.toString();
  }
}
