package dev.tokenprotection.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiTypesTest {
  private final KubernetesSerialization json = new KubernetesSerialization();

  @Test
  void a_value_of_an_enumeration_that_a_later_version_added_reads_as_unknown() {
    TokenProtectionRolloutSpec spec =
        json.unmarshal(
            """
            {"profile": "LinuxNative", "applications": ["ExchangeOnline", "NewApp"]}
            """,
            TokenProtectionRolloutSpec.class);
    assertThat(spec.profile()).isEqualTo(Profile.UNKNOWN);
    assertThat(spec.applications())
        .containsExactly(Application.EXCHANGE_ONLINE, Application.UNKNOWN);
  }

  @Test
  void a_field_that_a_later_version_added_is_passed_over() {
    TokenProtectionRolloutStatus status =
        json.unmarshal(
            """
            {"phase": "Soaking", "addedLater": {"a": 1}, "gate": {"ratio": "99%", "addedLater": 2}}
            """,
            TokenProtectionRolloutStatus.class);
    assertThat(status.phase()).isEqualTo("Soaking");
    assertThat(status.gate().ratio()).isEqualTo("99%");
  }

  @Test
  void what_is_not_set_is_not_written_and_times_are_written_as_rfc_3339() {
    Instant at = Instant.parse("2026-11-23T11:11:00Z");
    String written = json.asJson(new Intent("i-1", null, null, at));
    assertThat(written).isEqualTo("{\"id\":\"i-1\",\"recordedAt\":\"2026-11-23T11:11:00Z\"}");
    assertThat(json.unmarshal(written, Intent.class)).isEqualTo(new Intent("i-1", null, null, at));
  }

  @Test
  void a_limit_is_a_count_or_a_share() {
    assertThat(json.unmarshal("{\"maxRemovals\": 5}", Membership.class).maxRemovals())
        .isEqualTo(new IntOrString(5));
    assertThat(json.unmarshal("{\"maxRemovals\": \"10%\"}", Membership.class).maxRemovals())
        .isEqualTo(new IntOrString("10%"));
  }

  @Test
  void a_rollout_reads_and_writes_alike() {
    String yaml =
        """
        apiVersion: tokenprotection.dev/v1alpha1
        kind: TokenProtectionRollout
        metadata:
          name: office
        spec:
          tenantRef: {name: contoso}
          profile: WindowsNative
          applications: [ExchangeOnline]
          policy: {displayName: Enable Token Protection, deviceFilterPresets: [CloudPC]}
          stages:
          - name: observe
            state: ReportOnly
            include: {groups: [{displayName: Pilot}]}
        """;
    TokenProtectionRollout rollout = json.unmarshal(yaml, TokenProtectionRollout.class);
    assertThat(rollout.getSpec().stages())
        .containsExactly(
            new Stage(
                "observe",
                StageState.REPORT_ONLY,
                new Include(List.of(new GroupReference(null, "Pilot")), null),
                null,
                null));
    assertThat(json.unmarshal(json.asJson(rollout), TokenProtectionRollout.class).getSpec())
        .isEqualTo(rollout.getSpec());
  }
}
