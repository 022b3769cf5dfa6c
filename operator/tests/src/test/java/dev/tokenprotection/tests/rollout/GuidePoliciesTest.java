package dev.tokenprotection.tests.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.tenant.Group;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The example for Windows in a tenant that has none of its groups: the policies equal those of the
 * deployment guide, field by field. Source: Microsoft Entra, "Token Protection Deployment Guide -
 * Windows", section "Create a Conditional Access policy".
 */
@Execution(ExecutionMode.CONCURRENT)
class GuidePoliciesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void the_policies_for_windows_are_the_guides_own_at_stage_0_and_after_promotion() {
    try (RolloutWorld world = RolloutWorld.of("guide", "pilot-unbroken");
        OperatorInProcess _ = OperatorInProcess.start(world)) {
      world.applyExample("tenant.yaml");
      world.applyExample("windows/rollout.yaml");
      world.awaitCondition("Ready", condition -> "True".equals(condition.status()));

      assertThat(policies(world)).isEqualTo(golden("windows-pilot-observe"));
      assertThat(membersOf(world, "TokenProtection-Pilot"))
          .containsExactly(
              "ada@contoso.com",
              "alan@contoso.com",
              "barbara@contoso.com",
              "edsger@contoso.com",
              "grace@contoso.com");

      world.awaitRollout(
          "pilot enforced",
          status ->
              status.currentStage() != null
                  && "pilot-enforce".equals(status.currentStage().name())
                  && RolloutWorld.condition(status, "Ready")
                      .filter(ready -> "True".equals(ready.status()))
                      .isPresent());

      assertThat(policies(world)).isEqualTo(golden("windows-pilot-enforce"));
    }
  }

  /** The rollout's policies without what the service makes up, groups by name. */
  private static JsonNode policies(RolloutWorld world) {
    var array = JSON.createArrayNode();
    world.policiesNamed("Enable Token Protection (Pilot)").stream()
        .sorted(Comparator.comparing(policy -> policy.path("displayName").asText()))
        .map(policy -> readable(world, policy))
        .forEach(array::add);
    return array;
  }

  private static ObjectNode readable(RolloutWorld world, ObjectNode policy) {
    String text = policy.toString();
    for (Group group : world.tenant().directory().groups()) {
      text = text.replace(group.id(), group.displayName());
    }
    text = text.replaceAll("\\[tpr:[0-9a-f]{8}-[0-9a-f]{4}", "[tpr:MARKER");
    try {
      ObjectNode copy = (ObjectNode) JSON.readTree(text);
      copy.remove(List.of("id", "createdDateTime", "modifiedDateTime"));
      sort(copy.withObject("/conditions/users"), "includeGroups");
      sort(copy.withObject("/conditions/users"), "excludeGroups");
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Groups are sorted by id in the tenant, and ids are made up. */
  private static void sort(ObjectNode users, String member) {
    var sorted = JSON.createArrayNode();
    StreamSupport.stream(users.path(member).spliterator(), false)
        .map(JsonNode::asText)
        .sorted()
        .forEach(sorted::add);
    users.set(member, sorted);
  }

  private static JsonNode golden(String name) {
    try (InputStream file =
        GuidePoliciesTest.class.getResourceAsStream("/rollout/golden/" + name + ".json")) {
      return JSON.readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> membersOf(RolloutWorld world, String displayName) {
    return world.tenant().directory().groups().stream()
        .filter(group -> group.displayName().equals(displayName))
        .flatMap(group -> world.tenant().memberships().membersOf(group.id()).stream())
        .map(id -> world.tenant().directory().user(id).orElseThrow().userPrincipalName())
        .sorted();
  }
}
