package dev.tokenprotection.core.plan;

import static dev.tokenprotection.core.world.Examples.OFFICE;
import static dev.tokenprotection.core.world.Examples.OTHER_ID;
import static dev.tokenprotection.core.world.Examples.VOLUNTEERS_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.RolloutIdentity;
import dev.tokenprotection.core.plan.GroupOwnership.Named;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupOwnershipTest {
  private static final String OURS = Marker.groupDescription(OFFICE);

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
  void a_group_of_another_installation_or_rollout_is_foreign() {
    for (RolloutIdentity other :
        List.of(
            new RolloutIdentity("cluster-2", "contoso", "office"),
            new RolloutIdentity("cluster-1", "contoso", "shop"))) {
      assertThat(of(new Named(OTHER_ID, Marker.groupDescription(other))))
          .isInstanceOf(GroupOwnership.Foreign.class);
    }
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
