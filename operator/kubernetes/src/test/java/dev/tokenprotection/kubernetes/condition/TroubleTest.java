package dev.tokenprotection.kubernetes.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.stage.Blocker;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever keeps a rollout from going on is told with until when and what to do. */
class TroubleTest {
  @ParameterizedTest
  @EnumSource
  void what_a_person_mends_is_told_with_its_remedy(ConditionReason reason) {
    String sentence = new Blocker.Held(Trouble.forPerson(reason, "m.").hold()).sentence();

    assertThat(sentence)
        .startsWith(reason.apiName() + ": continues once a person has fixed it")
        .endsWith(".")
        .doesNotContain("..");
    if (!reason.remedy().isEmpty()) {
      assertThat(sentence).endsWith(". " + reason.remedy());
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_may_pass_is_tried_again_by_itself(ConditionReason reason) {
    assertThat(new Blocker.Held(Trouble.forTime(reason, "m.").hold()).sentence())
        .contains(": continues by itself, it is retried. ");
  }

  @ParameterizedTest
  @EnumSource
  void every_reason_has_a_cause(ConditionReason reason) {
    assertThat(reason.cause()).isNotBlank();
  }
}
