package dev.tokenprotection.core.desired;

import static dev.tokenprotection.core.world.Examples.OFFICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.RolloutIdentity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkerTest {
  @ParameterizedTest
  @EnumSource(PolicyRole.class)
  void a_marker_is_found_again_in_the_name_that_it_makes(PolicyRole role) {
    Marker marker = Marker.of(OFFICE);
    assertThat(Marker.find(marker.displayName("Enable Token Protection (Pilot)", role)))
        .contains(new Marker.Found(marker, role));
  }

  @Test
  void the_same_rollout_has_the_same_marker_in_a_cluster_built_anew() {
    assertThat(Marker.of(new RolloutIdentity("cluster-1", "contoso", "office")))
        .isEqualTo(Marker.of(OFFICE));
  }

  @Test
  void rollouts_and_installations_are_told_apart() {
    Marker other = Marker.of(new RolloutIdentity("cluster-1", "contoso", "shop"));
    Marker elsewhere = Marker.of(new RolloutIdentity("cluster-2", "contoso", "office"));
    assertThat(other.rollout()).isNotEqualTo(Marker.of(OFFICE).rollout());
    assertThat(other.installation()).isEqualTo(Marker.of(OFFICE).installation());
    assertThat(elsewhere.rollout()).isEqualTo(Marker.of(OFFICE).rollout());
    assertThat(elsewhere.installation()).isNotEqualTo(Marker.of(OFFICE).installation());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Enable Token Protection",
        "[tpr:ab12cd34-9f3e] in front",
        "upper case [tpr:AB12CD34-9F3E]",
        "short [tpr:ab12cd3-9f3e]",
        "other role [tpr:ab12cd34-9f3e other]"
      })
  void a_name_without_a_marker_at_its_end_has_none(String name) {
    assertThat(Marker.find(name)).isEmpty();
  }

  @Test
  void the_description_of_a_group_carries_the_full_record_and_the_marker() {
    String description = Marker.groupDescription(OFFICE);
    assertThat(description).contains("contoso/office").contains("cluster-1");
    assertThat(Marker.find(description).map(Marker.Found::marker)).contains(Marker.of(OFFICE));
  }
}
