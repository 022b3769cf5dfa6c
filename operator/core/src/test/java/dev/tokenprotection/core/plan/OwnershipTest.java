package dev.tokenprotection.core.plan;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.ENFORCED_ID;
import static dev.tokenprotection.core.world.Examples.OBSERVE_ID;
import static dev.tokenprotection.core.world.Examples.OFFICE;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.observed;
import static dev.tokenprotection.core.world.Examples.office;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.world.PolicyBuilder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnershipTest {
  private static final DesiredState DESIRED = DesiredState.at(office(), 0, RESOLVED, BREAK_GLASS);
  private static final ObservedPolicy OBSERVE = observed(OBSERVE_ID, DESIRED.observe());
  private static final ObservedPolicy ENFORCED = observed(ENFORCED_ID, DESIRED.enforced());
  private static final PolicyId THIRD_ID = new PolicyId("22222222-0000-0000-0000-000000000003");
  private static final String CLUSTER_2 = Marker.ofInstallation("cluster-2");
  private static final ObservedPolicy THEIRS =
      observed(
          THIRD_ID,
          named(
              Marker.of(new RolloutIdentity("cluster-2", "contoso", "office"))
                  .displayName("Pilot", PolicyRole.ENFORCED)));

  @Test
  void policies_are_found_by_their_markers_among_those_of_strangers() {
    ObservedPolicy stranger = observed(THIRD_ID, named("Require MFA"));
    assertThat(of(List.of(stranger, ENFORCED, OBSERVE)))
        .isEqualTo(
            new Ownership.Ours(Map.of(PolicyRole.OBSERVE, OBSERVE, PolicyRole.ENFORCED, ENFORCED)));
  }

  @Test
  void nothing_is_ours_in_a_tenant_of_strangers() {
    assertThat(of(List.of(observed(THIRD_ID, named("Require MFA")))))
        .isEqualTo(new Ownership.Ours(Map.of()));
  }

  @Test
  void the_policies_of_another_rollout_are_not_ours() {
    RolloutIdentity shop = new RolloutIdentity("cluster-1", "contoso", "shop");
    ObservedPolicy other =
        observed(THIRD_ID, named(Marker.of(shop).displayName("Shop", PolicyRole.OBSERVE)));
    assertThat(of(List.of(other))).isEqualTo(new Ownership.Ours(Map.of()));
  }

  @Test
  void two_policies_of_one_role_are_a_stop_that_names_both() {
    ObservedPolicy copy = observed(THIRD_ID, DESIRED.observe());
    Ownership ownership = of(List.of(copy, OBSERVE, ENFORCED));
    assertThat(ownership)
        .isEqualTo(new Ownership.Duplicate(PolicyRole.OBSERVE, List.of(OBSERVE_ID, THIRD_ID)));
    assertThat(ownership.problem().orElseThrow())
        .contains(OBSERVE_ID.value())
        .contains(THIRD_ID.value())
        .contains("Delete all but one");
  }

  @Test
  void the_marker_of_another_installation_is_a_stop_that_names_it() {
    RolloutIdentity elsewhere = new RolloutIdentity("cluster-2", "contoso", "office");
    ObservedPolicy theirs =
        observed(THIRD_ID, named(Marker.of(elsewhere).displayName("Pilot", PolicyRole.ENFORCED)));
    Ownership ownership = of(List.of(theirs));
    assertThat(ownership)
        .isEqualTo(
            new Ownership.OwnedElsewhere(Marker.of(elsewhere).installation(), List.of(THIRD_ID)));
    assertThat(ownership.problem().orElseThrow()).contains(Marker.of(elsewhere).installation());
  }

  @Test
  void a_known_policy_stays_ours_when_somebody_takes_the_marker_out_of_its_name() {
    ObservedPolicy renamed = observed(OBSERVE_ID, named("My policy"));
    assertThat(Ownership.of(OFFICE, List.of(renamed), Map.of(PolicyRole.OBSERVE, OBSERVE_ID)))
        .isEqualTo(new Ownership.Ours(Map.of(PolicyRole.OBSERVE, renamed)));
  }

  @Test
  void a_known_policy_with_the_marker_of_another_installation_was_taken_over_by_that_one() {
    assertThat(Ownership.of(OFFICE, List.of(THEIRS), Map.of(PolicyRole.ENFORCED, THIRD_ID)))
        .isEqualTo(new Ownership.OwnedElsewhere(CLUSTER_2, List.of(THIRD_ID)));
  }

  @Test
  void the_policies_of_an_installation_are_taken_over_when_a_person_named_it_by_id_or_by_digits() {
    for (String name : List.of("cluster-2", CLUSTER_2)) {
      Predecessors predecessors = new Predecessors(Set.of("cluster-9", name));
      assertThat(Ownership.of(OFFICE, List.of(THEIRS, OBSERVE), Map.of(), predecessors))
          .isEqualTo(
              new Ownership.TakenOver(
                  Map.of(PolicyRole.ENFORCED, THEIRS, PolicyRole.OBSERVE, OBSERVE),
                  Set.of(PolicyRole.ENFORCED),
                  CLUSTER_2));
    }
    assertThat(
            Ownership.of(OFFICE, List.of(THEIRS), Map.of(), new Predecessors(Set.of("cluster-3"))))
        .isInstanceOf(Ownership.OwnedElsewhere.class);
  }

  @Test
  void of_two_other_installations_the_one_that_nobody_named_is_a_stop() {
    ObservedPolicy third =
        observed(
            OBSERVE_ID,
            named(
                Marker.of(new RolloutIdentity("cluster-3", "contoso", "office"))
                    .displayName("Pilot", PolicyRole.OBSERVE)));
    assertThat(
            Ownership.of(
                OFFICE, List.of(THEIRS, third), Map.of(), new Predecessors(Set.of("cluster-2"))))
        .isEqualTo(
            new Ownership.OwnedElsewhere(Marker.ofInstallation("cluster-3"), List.of(OBSERVE_ID)));
  }

  @Test
  void what_is_taken_over_and_an_own_policy_of_the_same_role_are_two() {
    assertThat(
            Ownership.of(
                OFFICE, List.of(THEIRS, ENFORCED), Map.of(), new Predecessors(Set.of("cluster-2"))))
        .isInstanceOf(Ownership.Duplicate.class);
  }

  @Test
  void a_known_policy_and_a_marked_copy_of_it_are_two() {
    ObservedPolicy copy = observed(THIRD_ID, DESIRED.observe());
    assertThat(Ownership.of(OFFICE, List.of(OBSERVE, copy), Map.of(PolicyRole.OBSERVE, OBSERVE_ID)))
        .isInstanceOf(Ownership.Duplicate.class);
  }

  private static Ownership of(List<ObservedPolicy> all) {
    return Ownership.of(OFFICE, all, Map.of());
  }

  private static PolicyContent named(String name) {
    return PolicyBuilder.from(DESIRED.observe()).named(name).build();
  }
}
