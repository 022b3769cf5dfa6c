package dev.tokenprotection.tests.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.simulator.tenant.ClientSecret;
import dev.tokenprotection.simulator.tenant.Group;
import dev.tokenprotection.simulator.tenant.ServicePrincipal;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Whatever is wrong is named, with the answer and the remedy, in a condition and an event; nothing
 * is enforced meanwhile; and once it is mended the rollout goes on by itself.
 */
@Execution(ExecutionMode.CONCURRENT)
class BadInputTest {
  private static final String TEAMS = "cc15fd57-2c6c-4117-a88c-83b1d56b4bbe";
  private static final String PILOT = "Windows-Pilot";

  private RolloutWorld world;
  private OperatorInProcess operator;

  @BeforeEach
  void start() {
    world = RolloutWorld.of("bad-input", "default");
    operator = OperatorInProcess.start(world);
  }

  @AfterEach
  void stop() {
    operator.close();
    world.close();
  }

  @Test
  void a_group_that_does_not_exist_is_named_until_it_is_created() {
    Group pilot = group(PILOT);
    world.tenant().directory().deleteGroup(pilot.id());
    world.applyWindowsExample();

    assertRolloutTells("GroupNotFound", PILOT);

    world.tenant().directory().put(pilot);
    assertRecovers();
  }

  @Test
  void a_name_that_two_groups_have_is_refused_until_one_is_gone() {
    Group twin = Group.security("99999999-0000-4000-8000-000000000001", PILOT);
    world.tenant().directory().put(twin);
    world.pass(RolloutWorld.UNTIL_SHOWN);
    world.applyWindowsExample();

    assertRolloutTells("GroupAmbiguous", PILOT);

    world.tenant().directory().deleteGroup(twin.id());
    assertRecovers();
  }

  @Test
  void a_tenant_that_does_not_exist_is_named() {
    world.applyExample(
        "tenant.yaml",
        change(
            "EntraTenant",
            tenant ->
                tenant
                    .withObject("/spec")
                    .put("tenantId", "aaaaaaaa-0000-4000-8000-000000000000")));
    world.applyExample(RolloutWorld.MANIFEST);

    assertTenantTells("AADSTS90002", "aaaaaaaa-0000-4000-8000-000000000000");
    assertRolloutWaitsForTenant();
  }

  @Test
  void a_wrong_secret_is_told_without_showing_it_until_it_is_mended() {
    world.applyExample(
        "tenant.yaml",
        resource -> {
          if (resource.at("/stringData/clientSecret").isTextual()) {
            resource.withObject("/stringData").put("clientSecret", "another-secret");
          }
        });
    world.applyExample(RolloutWorld.MANIFEST);

    assertTenantTells("AADSTS7000215", RolloutWorld.CLIENT_ID);
    assertRolloutWaitsForTenant();
    assertThat(world.entraTenant().getStatus().toString()).doesNotContain("another-secret");

    world.applyExample("tenant.yaml");
    assertRecovers();
  }

  @Test
  void an_expired_secret_is_told_until_it_is_mended() {
    expireSecretIn(Duration.ofDays(-1));
    world.applyWindowsExample();

    assertTenantTells("AADSTS7000222", RolloutWorld.CLIENT_ID);
    assertRolloutWaitsForTenant();

    expireSecretIn(Duration.ofDays(3_000));
    assertRecovers();
  }

  @Test
  void a_secret_that_is_not_there_is_named_until_it_is_created() {
    world.applyExample("tenant.yaml");
    world
        .client()
        .secrets()
        .inNamespace(world.namespace())
        .withName("contoso-client-secret")
        .delete();
    world.applyExample(RolloutWorld.MANIFEST);

    assertTenantTells("contoso-client-secret", "Secret");

    world.applyExample("tenant.yaml");
    assertRecovers();
  }

  @Test
  void a_missing_permission_is_named_until_it_is_granted() {
    world
        .tenant()
        .apps()
        .change(
            RolloutWorld.CLIENT_ID, app -> app.withoutRole("Policy.ReadWrite.ConditionalAccess"));
    world.applyWindowsExample();

    Condition permitted =
        world.awaitTenantCondition("Permitted", condition -> "False".equals(condition.status()));
    assertThat(permitted.message()).contains("Policy.ReadWrite.ConditionalAccess");
    assertThat(world.policiesNamed("Enable Token Protection (Pilot)")).isEmpty();

    world
        .tenant()
        .apps()
        .change(RolloutWorld.CLIENT_ID, app -> app.withRole("Policy.ReadWrite.ConditionalAccess"));
    assertRecovers();
  }

  @Test
  void a_missing_licence_is_named_until_it_is_bought() {
    List<ObjectNode> skus = world.tenant().subscribedSkus();
    world.tenant().subscribedSkus(List.of());
    world.applyWindowsExample();

    Condition licensed =
        world.awaitTenantCondition("Licensed", condition -> "False".equals(condition.status()));
    assertThat(licensed.message()).contains("P1");

    world.tenant().subscribedSkus(skus);
    assertRecovers();
  }

  @Test
  void an_application_that_the_tenant_lacks_is_named_until_it_is_there() {
    ServicePrincipal teams =
        world.tenant().directory().servicePrincipalByAppId(TEAMS).orElseThrow();
    world.tenant().directory().deleteServicePrincipal(TEAMS);
    world.applyWindowsExample();

    Condition preflight =
        world.awaitCondition("PreflightPassed", condition -> "False".equals(condition.status()));
    assertThat(preflight.message()).contains("Teams");

    world.tenant().directory().put(teams);
    assertRecovers();
  }

  @Test
  void security_defaults_are_named_from_the_first_day() {
    world.tenant().securityDefaultsEnabled(true);
    world.applyWindowsExample();

    Condition preflight =
        world.awaitCondition("PreflightPassed", condition -> "False".equals(condition.status()));
    assertThat(preflight.message()).containsIgnoringCase("security defaults");

    world.tenant().securityDefaultsEnabled(false);
    world.awaitCondition("PreflightPassed", condition -> "True".equals(condition.status()));
  }

  @Test
  void a_spec_that_can_not_be_acted_upon_is_refused_by_the_name_of_its_field_until_it_is_mended() {
    world.applyExample("tenant.yaml");
    world.applyExample(
        RolloutWorld.MANIFEST,
        change(
            "TokenProtectionRollout",
            rollout -> rollout.withObject("/spec/gate").put("evidenceWindow", "40d")));

    assertRolloutTells("InvalidSpec", "evidenceWindow");
    assertThat(world.writes()).isEmpty();

    world.applyExample(RolloutWorld.MANIFEST);
    assertRecovers();
  }

  private void assertRolloutTells(String reason, String object) {
    Condition ready =
        world.awaitCondition(
            "Ready",
            condition -> "False".equals(condition.status()) && reason.equals(condition.reason()));
    assertThat(ready.message()).contains(object);
    awaitEvent(object);
  }

  private void assertTenantTells(String answer, String object) {
    Condition ready =
        world.awaitTenantCondition(
            "Ready",
            condition ->
                "False".equals(condition.status()) && condition.message().contains(answer));
    assertThat(ready.message()).contains(object);
    awaitEvent(answer);
  }

  private void assertRolloutWaitsForTenant() {
    Condition ready =
        world.awaitCondition("Ready", condition -> "False".equals(condition.status()));
    assertThat(ready.message()).contains("contoso");
    assertThat(world.writes()).isEmpty();
  }

  private void assertRecovers() {
    world.awaitCondition("Ready", condition -> "True".equals(condition.status()));
    assertThat(world.policiesNamed("Enable Token Protection (Pilot)")).hasSize(2);
  }

  private void awaitEvent(String words) {
    world.await(
        "an event with " + words,
        () -> world.events().stream().map(Event::getNote).anyMatch(note -> note.contains(words)));
  }

  private void expireSecretIn(Duration validFor) {
    world
        .tenant()
        .apps()
        .change(
            RolloutWorld.CLIENT_ID,
            app ->
                app.withSecrets(
                    List.of(
                        new ClientSecret("simulated-secret", world.time().now().plus(validFor)))));
  }

  private Group group(String displayName) {
    return world.tenant().directory().groups().stream()
        .filter(group -> group.displayName().equals(displayName))
        .findFirst()
        .orElseThrow();
  }

  private static Consumer<ObjectNode> change(String kind, Consumer<ObjectNode> change) {
    return resource -> {
      if (kind.equals(resource.path("kind").asText())) {
        change.accept(resource);
      }
    };
  }
}
