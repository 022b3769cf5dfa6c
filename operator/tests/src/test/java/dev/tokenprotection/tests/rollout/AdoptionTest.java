package dev.tokenprotection.tests.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.log.LoggedRequest;
import dev.tokenprotection.simulator.tenant.Administrator;
import dev.tokenprotection.simulator.tenant.Group;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Policies that an administrator made by hand, and what becomes of them, over the wire. */
class AdoptionTest {
  private static final String PILOT = "Enable Token Protection (Pilot)";
  private static final String BREAK_GLASS = "33333333-3333-3333-3333-333333333333";
  private static final String ROLLOUT = RolloutWorld.MANIFEST;

  @Test
  void an_enforced_policy_is_planned_first_then_adopted_and_stays_enforced_all_the_while()
      throws IOException {
    try (RolloutWorld world = RolloutWorld.of("adopt", "default");
        OperatorInProcess _ = OperatorInProcess.start(world)) {
      String id = Administrator.of(world.tenant()).createPolicy(madeByHand(world));
      world.applyExample("tenant.yaml");

      world.applyExample(ROLLOUT, rollout -> adopting(rollout, "Observe"));

      var planned =
          world.awaitRollout(
              "planned adoption",
              status ->
                  status.plan() != null
                      && status.plan().changes().stream()
                          .anyMatch(change -> change.action().equals("Adopt")));
      assertThat(planned.plan().changes())
          .anySatisfy(
              change -> {
                assertThat(change.target()).contains("Enforced", id);
                assertThat(change.detail()).contains("displayName");
              });
      assertThat(world.writes()).isEmpty();

      world.applyExample(ROLLOUT, rollout -> adopting(rollout, "Automatic"));

      world.awaitCondition("Ready", condition -> "True".equals(condition.status()));
      assertThat(world.rollout().getStatus().currentStage().name()).isEqualTo("wave1-observe");
      assertThat(world.policiesNamed(PILOT)).hasSize(2);
      ObjectNode adopted = world.tenant().policies().find(id).orElseThrow();
      assertThat(adopted.path("displayName").asText()).startsWith(PILOT + " [tpr:");
      assertThat(adopted.path("state").asText()).isEqualTo("enabled");
      assertThat(adopted.at("/conditions/users/excludeGroups").toString()).contains(BREAK_GLASS);
      List<String> patches =
          world.writes().stream()
              .filter(write -> write.path().endsWith("/policies/" + id))
              .map(LoggedRequest::body)
              .toList();
      assertThat(patches).isNotEmpty().noneMatch(body -> body.contains("\"state\""));
      assertThat(patches.getFirst()).contains("displayName", BREAK_GLASS);
      assertThat(world.events()).anyMatch(event -> "Adopting".equals(event.getReason()));

      Administrator.of(world.tenant()).deletePolicy(id);

      assertThat(world.awaitEvent("PolicyRestored")).contains(id, "enabled");
      assertThat(world.tenant().policies().find(id)).contains(adopted);
      assertThat(world.policiesNamed(PILOT)).hasSize(2);
    }
  }

  private static void adopting(ObjectNode rollout, String applyPolicy) {
    rollout.withObject("/spec").put("applyPolicy", applyPolicy);
    rollout.withObject("/spec/policy").put("creationPolicy", "AdoptOrCreate");
    ((ObjectNode) rollout.at("/spec/stages/0/include")).remove("managedGroup");
  }

  /** What the deployment guide has people make, for the pilot group, switched on. */
  private static ObjectNode madeByHand(RolloutWorld world) throws IOException {
    return (ObjectNode)
        new ObjectMapper()
            .readTree(
                """
                {
                  "displayName": "%s",
                  "state": "enabled",
                  "conditions": {
                    "clientAppTypes": ["mobileAppsAndDesktopClients"],
                    "platforms": {"includePlatforms": ["windows"]},
                    "applications": {"includeApplications": [
                      "00000002-0000-0ff1-ce00-000000000000",
                      "00000003-0000-0ff1-ce00-000000000000",
                      "cc15fd57-2c6c-4117-a88c-83b1d56b4bbe"]},
                    "users": {
                      "includeGroups": ["%s"],
                      "excludeGroups": ["%s"],
                      "excludeGuestsOrExternalUsers": {
                        "guestOrExternalUserTypes": "internalGuest,b2bCollaborationGuest,b2bCollaborationMember,b2bDirectConnectUser,otherExternalUser,serviceProvider",
                        "externalTenants": {
                          "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants",
                          "membershipKind": "all"}}}
                  },
                  "sessionControls": {"secureSignInSession": {"isEnabled": true}}
                }
                """
                    .formatted(
                        PILOT,
                        group(world, "Windows-Pilot"),
                        group(world, "TokenProtection-Exceptions")));
  }

  private static String group(RolloutWorld world, String displayName) {
    return world.tenant().directory().groups().stream()
        .filter(group -> group.displayName().replace('\u2011', '-').equals(displayName))
        .map(Group::id)
        .findFirst()
        .orElseThrow();
  }
}
