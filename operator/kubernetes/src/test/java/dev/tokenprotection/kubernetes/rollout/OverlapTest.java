package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two rollouts of one tenant that want the same. */
class OverlapTest {
  private final RolloutWorld world = new RolloutWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void the_second_one_of_a_managed_group_stalls_names_the_first_and_writes_nothing() {
    world.apply(pilot().build());
    world.settle();
    world.tenant.forgetRequests();
    create(pilot().named("shop", "Shop"));

    world.lookAt("shop");

    assertThat(stalled("shop"))
        .hasValueSatisfying(
            condition -> {
              assertThat(condition.reason()).isEqualTo("OverlapsAnotherRollout");
              assertThat(condition.message())
                  .contains("security/office")
                  .contains("\"Volunteers\"");
            });
    assertThat(world.tenant.writes()).isEmpty();
    world.look();
    assertThat(stalled("office")).isEmpty();
  }

  @Test
  void it_goes_on_once_the_other_one_is_gone() {
    world.apply(pilot().build());
    world.settle();
    create(including("shop", "Pilot", "Shoppers"));
    world.lookAt("shop");
    assertThat(stalled("shop")).isPresent();
    world.tenant.addGroup("Shoppers", world.users.get("ada@contoso.com"));
    world.delete();

    for (int looks = 0; looks < 4; looks++) {
      world.lookAt("shop");
      world.advance(Duration.ofMinutes(1));
    }

    assertThat(stalled("shop")).isEmpty();
    assertThat(world.policyNames()).filteredOn(name -> name.startsWith("Pilot [")).hasSize(4);
  }

  @Test
  void who_is_in_entra_already_goes_on_however_young_it_is() {
    world.apply(pilot().build());
    world.settle();
    create(pilot().named("shop", "Shop"));
    world.neighbourAsSeen = OverlapTest::old;

    world.look();

    assertThat(stalled("office")).isEmpty();
  }

  @Test
  void an_emergency_stop_reaches_what_a_rollout_has_enforced_that_gives_way() {
    enforceAndGiveWay();

    world.annotate("emergency-stop", "ada-1");
    world.look();

    assertThat(world.tenant.writes()).containsExactly("set state REPORT_ONLY");
    assertThat(stateOfEnforced()).isEqualTo(PolicyState.REPORT_ONLY);
  }

  @Test
  void the_breaker_watches_over_what_a_rollout_has_enforced_that_gives_way() {
    enforceAndGiveWay();
    world.unbound.addAll(world.users.values());

    world.run(Duration.ofHours(2));

    assertThat(stateOfEnforced()).isEqualTo(PolicyState.REPORT_ONLY);
    assertThat(world.status().emergency().cause()).isEqualTo("Breaker");
  }

  /** Both are in Entra, so the other one, which is older, goes on. */
  private void enforceAndGiveWay() {
    world.tenant.addGroup("Shoppers", world.users.get("ada@contoso.com"));
    create(including("shop", "Shop", "Shoppers"));
    world.apply(pilot().spec("breaker: {maxBlockedUsers: 1, within: 1h}").build());
    world.look();
    world.lookAt("shop");
    world.run(Duration.ofMinutes(4 * 60 + 40));
    assertThat(stateOfEnforced()).isEqualTo(PolicyState.ENABLED);
    TokenProtectionRollout shop = world.current("shop");
    shop.setSpec(pilot().named("shop", "Shop").build().getSpec());
    world.api.client().resource(shop).update();
    world.neighbourAsSeen = OverlapTest::old;
    world.look();
    assertThat(stalled("office"))
        .hasValueSatisfying(
            condition -> assertThat(condition.message()).contains("security/shop, which is older"));
    world.tenant.forgetRequests();
  }

  @Test
  void a_changed_spec_wakes_those_that_gave_way_and_those_that_overlap_now() {
    world.apply(pilot().build());
    world.settle();
    create(pilot().named("shop", "Shop"));
    create(including("desk", "Desk", "Desks"));
    create(including("hall", "Hall", "Halls"));
    world.lookAt("shop");
    List<String> woken = new ArrayList<>();
    OverlapWakes wakes =
        new OverlapWakes(world::neighbours, "installation-1", id -> woken.add(id.getName()));

    wakes.seen(world.current());
    assertThat(woken).isEmpty();

    world.apply(
        pilot()
            .stage("{name: wave, state: ReportOnly, include: {groups: [{displayName: Desks}]}}")
            .build());
    wakes.seen(world.current());
    assertThat(woken).containsExactlyInAnyOrder("shop", "desk");

    woken.clear();
    TokenProtectionRollout gone = world.current();
    world.delete();
    wakes.gone(gone);
    assertThat(woken).containsExactly("shop");
  }

  private void create(RolloutBuilder rollout) {
    world.api.client().resource(rollout.build()).create();
  }

  private PolicyState stateOfEnforced() {
    return world.tenant.policiesNow().stream()
        .map(ObservedPolicy::content)
        .filter(content -> content.displayName().startsWith("Pilot [tpr:"))
        .filter(content -> !content.displayName().endsWith(" observe]"))
        .findFirst()
        .orElseThrow()
        .state();
  }

  private static TokenProtectionRollout old(TokenProtectionRollout rollout) {
    rollout.getMetadata().setCreationTimestamp("2020-01-01T00:00:00Z");
    return rollout;
  }

  private static RolloutBuilder pilot() {
    return RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS);
  }

  private static RolloutBuilder including(String name, String policyName, String group) {
    return RolloutBuilder.rollout()
        .named(name, policyName)
        .stage(
            "{name: observe, state: ReportOnly, include: {groups: [{displayName: "
                + group
                + "}]}}");
  }

  private Optional<Condition> stalled(String name) {
    return world.current(name).getStatus().conditions().stream()
        .filter(condition -> condition.type().equals(ConditionType.STALLED.apiName()))
        .findFirst();
  }
}
