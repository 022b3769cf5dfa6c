package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.port.TenantFactsPort.SecurityDefaults;
import dev.tokenprotection.core.port.User;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.InMemoryTenant;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What keeps a rollout from going on names the object, the answer and the remedy, and is mended.
 */
class BadInputTest {
  private static final List<String> TWICE_THE_SAME = List.of("ada@contoso.com", "Ada@contoso.com");
  private static final String BY_NAME =
      "{name: observe, state: ReportOnly, include: {groups: [{displayName:"
          + " TokenProtection-Pilot}]}}";

  private final RolloutWorld world = new RolloutWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void an_unknown_group_holds_the_beginning_until_it_exists() {
    world.apply(RolloutBuilder.rollout().stage(BY_NAME).build());

    world.look();

    assertStalled("GroupNotFound", "TokenProtection-Pilot");
    assertThat(world.tenant.writes()).isEmpty();

    world.tenant.addGroup("TokenProtection-Pilot");
    world.run(Duration.ofMinutes(2));

    assertReady();
    assertThat(world.events).anyMatch(event -> event.startsWith("Recovered: "));
  }

  @Test
  void an_ambiguous_group_stops_and_names_the_ids() {
    var one = world.tenant.addGroup("TokenProtection-Pilot");
    var other = world.tenant.addGroup("TokenProtection-Pilot");
    world.apply(RolloutBuilder.rollout().stage(BY_NAME).build());

    world.look();

    assertStalled("GroupAmbiguous", one.value());
    assertThat(stalled().message()).contains(other.value());
    assertThat(world.tenant.writes()).isEmpty();

    world.tenant.removeGroup(other);
    world.run(Duration.ofMinutes(2));

    assertReady();
  }

  @Test
  void a_group_to_leave_out_that_is_unknown_keeps_every_write_back() {
    world.tenant.addGroup("TokenProtection-Pilot");
    world.apply(
        RolloutBuilder.rollout()
            .stage(BY_NAME)
            .policy("excludeGroups: [{displayName: Exceptions}]")
            .build());

    world.look();

    assertStalled("GroupNotFound", "Exceptions");
    assertThat(world.tenant.writes()).isEmpty();
  }

  @Test
  void an_unknown_user_is_named_by_his_position_and_his_group_is_left_alone() {
    world.apply(RolloutBuilder.pilot(List.of("ada@contoso.com", "nobody@contoso.com")).build());

    world.settle();

    assertStalled("UserNotFound", "spec.stages[0].include.managedGroup.users");
    assertThat(stalled().message()).contains("entries 1").doesNotContain("nobody");
    assertThat(world.condition(ConditionType.MEMBERSHIP_IN_SYNC).status()).isEqualTo("False");
    assertThat(world.tenant.membersOf(world.tenant.groupsNow().getFirst().id())).isEmpty();

    world.tenant.addUser("nobody@contoso.com");
    world.run(Duration.ofMinutes(3));

    assertReady();
    assertThat(world.tenant.membersOf(world.tenant.groupsNow().getFirst().id())).hasSize(2);
  }

  @Test
  void a_group_of_somebody_elses_is_never_taken_for_the_managed_one() {
    world.tenant.addGroup("Volunteers");
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());

    world.look();

    assertStalled("GroupNameTaken", "Volunteers");
    assertThat(world.tenant.writes()).isEmpty();
  }

  @Test
  void a_field_that_makes_no_sense_is_refused_by_its_name() {
    world.apply(RolloutBuilder.pilot(TWICE_THE_SAME).build());

    world.look();

    assertStalled("InvalidSpec", "spec.stages[0].include.managedGroup.users[1]");
    assertThat(world.tenant.writes()).isEmpty();
  }

  @Test
  void a_tenant_that_does_not_exist_is_named() {
    var rollout = RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).spec("paused: false").build();
    rollout =
        Serialization.unmarshal(
            Serialization.asYaml(rollout).replace("contoso\"", "fabrikam\""),
            TokenProtectionRollout.class);
    world.apply(rollout);

    world.look();

    assertStalled("TenantNotFound", "fabrikam");
  }

  @Test
  void without_break_glass_nothing_is_written() {
    world.tenant.removeUser(world.breakGlass2);
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());

    world.run(Duration.ofMinutes(30));

    assertThat(world.tenant.writes()).isEmpty();
    Condition protectedBy = world.condition(ConditionType.BREAK_GLASS_PROTECTED);
    assertThat(protectedBy.status()).isEqualTo("False");
    assertThat(protectedBy.message()).contains(world.breakGlass2.value());
  }

  @Test
  void a_break_glass_account_that_goes_missing_later_keeps_every_further_write_back() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.settle();
    world.tenant.forgetRequests();
    world.tenant.removeUser(world.breakGlass1);

    world.run(Duration.ofHours(8));

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
    assertThat(world.status().currentStage().name()).isEqualTo("observe");
  }

  @Test
  void synchronised_or_disabled_accounts_are_no_break_glass() {
    world.tenant.removeUser(world.breakGlass2);
    world.tenant.addUser("sync@contoso.com", User.Account.ENABLED, User.Origin.SYNCED);
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());

    world.look();

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.condition(ConditionType.BREAK_GLASS_PROTECTED).reason())
        .isEqualTo("BreakGlassUnverified");
  }

  @Test
  void a_missing_permission_is_named_with_the_call_that_needs_it() {
    Set<String> granted = new HashSet<>(InMemoryTenant.ALL_PERMISSIONS);
    granted.remove("Group.ReadWrite.All");
    granted.add("Group.Read.All");
    world.tenant.grant(granted);
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());

    world.look();

    assertPreflightFails("PermissionMissing", "Group.ReadWrite.All");
  }

  @Test
  void security_defaults_show_from_the_first_day_and_hold_the_promotion() {
    world.tenant.securityDefaults(SecurityDefaults.ENABLED);
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());

    world.run(Duration.ofHours(6));

    assertPreflightFails("SecurityDefaultsEnabled", "Turn them off");
    assertThat(world.status().currentStage().name()).isEqualTo("observe");

    world.tenant.securityDefaults(SecurityDefaults.DISABLED);
    world.run(Duration.ofHours(2));

    assertThat(world.status().currentStage().name()).isEqualTo("enforce");
  }

  @Test
  void a_missing_licence_is_named() {
    world.tenant.license(0);
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());

    world.look();

    assertPreflightFails("LicenceMissing", "P1");
  }

  @Test
  void a_missing_service_principal_is_named_with_its_id() {
    world.tenant.missingServicePrincipals().add(Application.SHAREPOINT_ONLINE);
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());

    world.look();

    assertPreflightFails("ServicePrincipalMissing", Application.SHAREPOINT_ONLINE.appId());
  }

  private void assertPreflightFails(String reason, String inMessage) {
    Condition preflight = world.condition(ConditionType.PREFLIGHT_PASSED);
    assertThat(preflight.status()).isEqualTo("False");
    assertThat(preflight.reason()).isEqualTo(reason);
    assertThat(preflight.message()).contains(inMessage);
  }

  private void assertStalled(String reason, String inMessage) {
    assertThat(stalled().reason()).isEqualTo(reason);
    assertThat(stalled().message()).contains(inMessage);
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("False");
    assertThat(world.events).anyMatch(event -> event.startsWith("Stalled: "));
  }

  private Condition stalled() {
    return world.condition(ConditionType.STALLED);
  }

  private void assertReady() {
    assertThat(world.find(ConditionType.STALLED)).isEmpty();
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("True");
  }
}
