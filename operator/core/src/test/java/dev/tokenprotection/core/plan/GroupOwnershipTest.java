package dev.tokenprotection.core.plan;

import static dev.tokenprotection.core.world.Examples.OFFICE;
import static dev.tokenprotection.core.world.Examples.OTHER_ID;
import static dev.tokenprotection.core.world.Examples.VOLUNTEERS_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.plan.GroupOwnership.Named;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupOwnershipTest {
  private static final String OURS = Marker.groupDescription(OFFICE);
  private static final String THEIRS =
      Marker.groupDescription(new RolloutIdentity("cluster-2", "contoso", "office"));
  private static final String CLUSTER_2 = Marker.ofInstallation("cluster-2");

  @Test
  void no_group_of_the_name_is_none() {
    assertThat(of()).isEqualTo(new GroupOwnership.None());
  }

  @Test
  void the_group_whose_description_says_so_is_ours_beside_others_of_the_name() {
    assertThat(of(new Named(OTHER_ID, ""), new Named(VOLUNTEERS_ID, OURS)))
        .isEqualTo(new GroupOwnership.Ours(VOLUNTEERS_ID));
  }

  @Test
  void a_group_of_somebody_else_is_never_taken_over_by_its_name() {
    GroupOwnership ownership = of(new Named(OTHER_ID, "Volunteers of the pilot"));
    assertThat(ownership).isEqualTo(new GroupOwnership.Foreign("Volunteers", List.of(OTHER_ID)));
    assertThat(ownership.problem().orElseThrow()).contains(OTHER_ID.value());
  }

  @Test
  void a_group_of_another_rollout_is_foreign_whoever_is_taken_over() {
    for (String installation : List.of("cluster-1", "cluster-2")) {
      RolloutIdentity shop = new RolloutIdentity(installation, "contoso", "shop");
      assertThat(
              GroupOwnership.of(
                  OFFICE,
                  "Volunteers",
                  List.of(new Named(OTHER_ID, Marker.groupDescription(shop))),
                  new Predecessors(Set.of("cluster-1", "cluster-2"))))
          .isInstanceOf(GroupOwnership.Foreign.class);
    }
  }

  @Test
  void a_group_of_another_installation_is_taken_over_only_when_that_is_named() {
    GroupOwnership ownership = of(new Named(OTHER_ID, THEIRS));
    assertThat(ownership)
        .isEqualTo(new GroupOwnership.OwnedElsewhere("Volunteers", CLUSTER_2, List.of(OTHER_ID)));
    assertThat(ownership.problem().orElseThrow()).contains(CLUSTER_2).contains(OTHER_ID.value());
    assertThat(
            GroupOwnership.of(
                OFFICE,
                "Volunteers",
                List.of(new Named(OTHER_ID, THEIRS)),
                new Predecessors(Set.of("cluster-2"))))
        .isEqualTo(new GroupOwnership.TakenOver(OTHER_ID, CLUSTER_2));
    assertThat(
            GroupOwnership.of(
                OFFICE,
                "Volunteers",
                List.of(new Named(OTHER_ID, THEIRS), new Named(VOLUNTEERS_ID, OURS)),
                new Predecessors(Set.of("cluster-2"))))
        .isInstanceOf(GroupOwnership.Duplicate.class);
  }

  @Test
  void two_groups_of_ours_are_a_stop_that_names_both() {
    GroupOwnership ownership = of(new Named(OTHER_ID, OURS), new Named(VOLUNTEERS_ID, OURS));
    assertThat(ownership)
        .isEqualTo(new GroupOwnership.Duplicate("Volunteers", List.of(VOLUNTEERS_ID, OTHER_ID)));
    assertThat(ownership.problem().orElseThrow())
        .contains(OTHER_ID.value())
        .contains(VOLUNTEERS_ID.value());
  }

  private static GroupOwnership of(Named... named) {
    return GroupOwnership.of(OFFICE, "Volunteers", List.of(named));
  }
}
