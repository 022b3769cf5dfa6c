package dev.tokenprotection.kubernetes.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.PromotionWindow;
import dev.tokenprotection.api.v1alpha1.WindowKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowChecksTest {
  @Test
  void windows_that_can_be_reckoned_with_are_accepted() {
    assertThat(
            violations(
                new PromotionWindow("office", WindowKind.ALLOW, "0 9 * * MON-THU", "7h", null),
                new PromotionWindow(
                    "year-end", WindowKind.DENY, "0 0 20 12 *", "14d", "Europe/London"),
                new PromotionWindow(
                    "leap-day", WindowKind.DENY, "0 0 29 2 *", "1d", "Australia/Lord_Howe")))
        .isEmpty();
    assertThat(found(null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0 0 31 2 *, names no time that ever comes", "61 * * * *, can't be read"})
  void a_cron_that_never_fires_or_is_none_is_refused(String cron, String why) {
    assertThat(violations(new PromotionWindow("w", WindowKind.ALLOW, cron, "1h", "UTC")))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.path()).isEqualTo("spec.promotionWindows[0].cron");
              assertThat(violation.message()).contains(why).contains("such as 0 9 * * MON-THU");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Londn", "europe/london", "UTC+2", "CEST"})
  void a_zone_that_is_not_in_the_iana_database_is_refused(String zone) {
    assertThat(violations(new PromotionWindow("w", WindowKind.ALLOW, "0 9 * * *", "1h", zone)))
        .singleElement()
        .satisfies(
            violation ->
                assertThat(violation.path()).isEqualTo("spec.promotionWindows[0].timezone"));
  }

  @Test
  void a_window_of_no_length_and_one_of_an_unknown_kind_are_refused() {
    assertThat(violations(new PromotionWindow("w", WindowKind.UNKNOWN, "0 9 * * *", "0h", "UTC")))
        .extracting(Violation::path)
        .containsExactly("spec.promotionWindows[0].kind", "spec.promotionWindows[0].duration");
  }

  private static List<Violation> violations(PromotionWindow... windows) {
    return found(List.of(windows));
  }

  private static List<Violation> found(List<PromotionWindow> windows) {
    Violations violations = new Violations();
    new WindowChecks(violations).check(windows);
    return violations.all();
  }
}
