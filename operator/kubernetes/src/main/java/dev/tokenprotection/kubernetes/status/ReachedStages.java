package dev.tokenprotection.kubernetes.status;

import dev.tokenprotection.api.v1alpha1.ReachedStage;
import dev.tokenprotection.api.v1alpha1.Stage;
import dev.tokenprotection.core.model.CanonicalHash;
import dev.tokenprotection.core.model.StageState;
import dev.tokenprotection.kubernetes.mapping.EnumMapping;
import java.util.Arrays;
import java.util.List;

/** The stages that were reached, as status keeps them to tell later what was changed. */
public final class ReachedStages {
  private ReachedStages() {}

  /** The first {@code reached} of the stages of a spec that was accepted. */
  public static List<ReachedStage> of(List<Stage> stages, int reached) {
    return stages.stream().limit(reached).map(ReachedStages::of).toList();
  }

  private static ReachedStage of(Stage stage) {
    return new ReachedStage(
        stage.name(),
        EnumMapping.stageState(stage.state()).apiName(),
        stage.include() == null ? null : CanonicalHash.of(StagesHash.include(stage.include())));
  }

  /**
   * What was done to stages that were reached, in a few words each; empty when that is not known.
   *
   * @param kept what status has; null for none
   */
  public static List<String> edits(List<ReachedStage> kept, List<Stage> now) {
    return kept == null
        ? List.of()
        : dev.tokenprotection.core.stage.ReachedStage.edits(
            comparable(kept), comparable(of(now, now.size())));
  }

  private static List<dev.tokenprotection.core.stage.ReachedStage> comparable(
      List<ReachedStage> stages) {
    return stages.stream()
        .map(
            stage ->
                new dev.tokenprotection.core.stage.ReachedStage(
                    stage.name(),
                    state(stage.state()),
                    stage.includeHash() == null ? "" : stage.includeHash()))
        .toList();
  }

  private static StageState state(String apiName) {
    return Arrays.stream(StageState.values())
        .filter(state -> state.apiName().equals(apiName))
        .findFirst()
        .orElse(StageState.REPORT_ONLY);
  }
}
