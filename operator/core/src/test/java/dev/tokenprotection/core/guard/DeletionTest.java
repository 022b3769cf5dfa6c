package dev.tokenprotection.core.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.guard.Deletion.Confirmation;
import dev.tokenprotection.core.guard.Deletion.Haste;
import dev.tokenprotection.core.model.DeletionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeletionTest {
  @ParameterizedTest
  @EnumSource(names = {"REPORT_ONLY", "DISABLE"})
  void a_confirmed_deletion_lowers_as_the_policy_says(DeletionPolicy policy) {
    assertThat(Deletion.decide(policy, ApplyPolicy.AUTOMATIC, Confirmation.GIVEN, Haste.NONE))
        .isEqualTo(new Deletion.Lower(policy));
  }

  @ParameterizedTest
  @CsvSource({
    "ORPHAN,      AUTOMATIC, GIVEN,   NONE,    WANTED",
    "ORPHAN,      AUTOMATIC, MISSING, AT_ONCE, WANTED",
    "REPORT_ONLY, AUTOMATIC, MISSING, NONE,    NOT_CONFIRMED",
    "DISABLE,     AUTOMATIC, MISSING, NONE,    NOT_CONFIRMED",
    "DISABLE,     AUTOMATIC, GIVEN,   AT_ONCE, FORCED",
    "DISABLE,     OBSERVE,   GIVEN,   NONE,    LOOKS_ON",
  })
  void everything_else_leaves_the_policies_as_they_are(
      DeletionPolicy policy,
      ApplyPolicy applies,
      Confirmation confirmation,
      Haste haste,
      Deletion.Why why) {
    assertThat(Deletion.decide(policy, applies, confirmation, haste))
        .isEqualTo(new Deletion.Orphan(why));
  }

  @Test
  void only_one_of_all_combinations_a_policy_lowers_anything() {
    for (DeletionPolicy policy : DeletionPolicy.values()) {
      int lowering = 0;
      for (ApplyPolicy applies : ApplyPolicy.values()) {
        for (Confirmation confirmation : Confirmation.values()) {
          for (Haste haste : Haste.values()) {
            if (Deletion.decide(policy, applies, confirmation, haste) instanceof Deletion.Lower) {
              lowering++;
            }
          }
        }
      }
      assertThat(lowering).isEqualTo(policy == DeletionPolicy.ORPHAN ? 0 : 1);
    }
  }
}
