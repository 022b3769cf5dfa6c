package dev.tokenprotection.core.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.StageState;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was done to stages, in a few words each. */
class ReachedStageTest {
  private static final ReachedStage OBSERVE = stage("observe", StageState.REPORT_ONLY, "pilot");
  private static final ReachedStage ENFORCE = stage("enforce", StageState.ENFORCED, "");
  private static final ReachedStage LATER = stage("later", StageState.REPORT_ONLY, "all");

  private static ReachedStage stage(String name, StageState state, String cohort) {
    return new ReachedStage(name, state, cohort);
  }

  private static List<String> editsTo(ReachedStage... now) {
    return ReachedStage.edits(
        List.of(OBSERVE, ENFORCE), Stream.concat(Stream.of(now), Stream.of(LATER)).toList());
  }

  @Test
  void nothing_is_said_of_stages_that_are_the_same_whatever_comes_later() {
    assertThat(editsTo(OBSERVE, ENFORCE)).isEmpty();
  }

  @Test
  void a_stage_of_another_name_with_the_same_content_was_renamed() {
    assertThat(editsTo(OBSERVE, stage("enforce-pilot", StageState.ENFORCED, "")))
        .containsExactly("enforce was renamed to enforce-pilot");
  }

  @Test
  void a_stage_of_another_name_with_other_content_was_replaced() {
    assertThat(editsTo(OBSERVE, stage("other", StageState.ENFORCED, "all")))
        .containsExactly("enforce was replaced by other");
  }

  @Test
  void an_inserted_stage_is_named_with_those_that_it_moved() {
    assertThat(editsTo(stage("new", StageState.REPORT_ONLY, "x"), OBSERVE, ENFORCE))
        .containsExactly(
            "observe was stage 1 and is stage 2",
            "new is new as stage 1",
            "enforce was stage 2 and is stage 3");
  }

  @Test
  void a_removed_stage_is_named() {
    assertThat(ReachedStage.edits(List.of(OBSERVE, ENFORCE), List.of(OBSERVE)))
        .containsExactly("enforce was removed");
    assertThat(editsTo(OBSERVE)).containsExactly("enforce was replaced by later");
  }

  @Test
  void stages_that_changed_places_are_both_named() {
    assertThat(editsTo(ENFORCE, OBSERVE))
        .containsExactly(
            "observe was stage 1 and is stage 2", "enforce was stage 2 and is stage 1");
  }

  @Test
  void another_state_and_other_groups_are_told_apart() {
    assertThat(editsTo(OBSERVE, stage("enforce", StageState.REPORT_ONLY, "")))
        .containsExactly("enforce was Enforced and is ReportOnly");
    assertThat(editsTo(stage("observe", StageState.REPORT_ONLY, "all"), ENFORCE))
        .containsExactly("observe includes other groups");
  }
}
