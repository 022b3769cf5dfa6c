package dev.tokenprotection.kubernetes.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.core.stage.Progress;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class ProgressMappingTest {
  private static final String COMPLETED =
      """
      currentStage: {number: 2, total: 2, name: enforce, state: Enforced}
      attempt: a2
      stageStartedAt: "2026-11-02T09:00:00Z"
      gate: {phase: Successful, restarts: 3}
      history:
      - {stage: enforce, attempt: a2, completionStatus: Completed}
      - {stage: observe, attempt: a1, completionStatus: Promoted}
      conditions:
      - {type: RolloutCompleted, status: "True", lastTransitionTime: "2026-11-09T09:00:00Z",
         reason: Completed, message: ""}
      """;

  @Test
  void what_the_last_stage_has_spent_of_its_error_budget_outlives_the_completion() {
    Progress.Completed completed = (Progress.Completed) ProgressMapping.read(status(COMPLETED));

    assertThat(completed.spent().runs()).containsEntry("enforce", 4).containsEntry("observe", 1);
    assertThat(completed.last("enforce").evidence().restarts()).isEqualTo(4);
  }

  @Test
  void without_status_nothing_has_begun() {
    assertThat(ProgressMapping.read(null)).isEqualTo(new Progress.NotStarted());
  }

  private static TokenProtectionRolloutStatus status(String yaml) {
    return Serialization.unmarshal(yaml, TokenProtectionRolloutStatus.class);
  }
}
