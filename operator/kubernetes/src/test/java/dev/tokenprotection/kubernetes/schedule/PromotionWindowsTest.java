package dev.tokenprotection.kubernetes.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.PromotionWindow;
import dev.tokenprotection.api.v1alpha1.WindowKind;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionWindowsTest {
  private static final PromotionWindow OFFICE_HOURS =
      allow("office-hours", "0 9 * * MON-THU", "7h", "Europe/London");
  private static final PromotionWindow YEAR_END =
      deny("year-end", "0 0 20 12 *", "14d", "Europe/London");

  @Test
  void without_windows_promotions_are_always_allowed() {
    assertThat(PromotionWindows.of(null).at(Instant.parse("2026-11-24T12:00:00Z")))
        .isEqualTo(
            new WindowStanding.Open(
                new WindowStanding.Change.NoneInSight(), new WindowStanding.Change.NoneInSight()));
    assertThat(PromotionWindows.of(List.of()).isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // The moment, then when that ends: a Tuesday, its last second, its evening, Friday, Monday.
    "2026-11-24T09:00:00Z, open, 2026-11-24T16:00:00Z",
    "2026-11-24T15:59:59Z, open, 2026-11-24T16:00:00Z",
    "2026-11-24T16:00:00Z, closed, 2026-11-25T09:00:00Z",
    "2026-11-27T12:00:00Z, closed, 2026-11-30T09:00:00Z",
    "2026-11-30T08:59:59Z, closed, 2026-11-30T09:00:00Z",
  })
  void an_allow_window_opens_by_its_cron_and_closes_after_its_duration(
      String at, String standing, String change) {
    assertStanding(List.of(OFFICE_HOURS), at, standing, change);
  }

  @Test
  void with_deny_windows_only_promotions_are_allowed_outside_of_them() {
    assertStanding(List.of(YEAR_END), "2026-12-01T00:00:00Z", "open", "2026-12-20T00:00:00Z");
    assertStanding(List.of(YEAR_END), "2026-12-20T00:00:00Z", "closed", "2027-01-03T00:00:00Z");
  }

  @Test
  void deny_beats_allow_and_the_next_opening_is_after_it() {
    // The freeze ends on a Sunday; the office opens on Monday.
    assertStanding(
        List.of(OFFICE_HOURS, YEAR_END), "2026-12-22T10:00:00Z", "closed", "2027-01-04T09:00:00Z");
    assertThat(reason(List.of(OFFICE_HOURS, YEAR_END), "2026-12-22T10:00:00Z"))
        .isEqualTo("the Deny window year-end is open");
  }

  @Test
  void a_deny_window_that_opens_within_an_allow_window_closes_it_early() {
    PromotionWindow lunch = deny("lunch", "0 12 * * *", "1h", "Europe/London");

    assertStanding(
        List.of(OFFICE_HOURS, lunch), "2026-11-24T11:30:00Z", "open", "2026-11-24T12:00:00Z");
    assertStanding(
        List.of(OFFICE_HOURS, lunch), "2026-11-24T12:30:00Z", "closed", "2026-11-24T13:00:00Z");
  }

  @Test
  void overlapping_windows_are_open_as_long_as_any_is() {
    PromotionWindow late = allow("late", "0 14 * * *", "5h", "Europe/London");

    assertStanding(
        List.of(OFFICE_HOURS, late), "2026-11-24T10:00:00Z", "open", "2026-11-24T19:00:00Z");
  }

  @Test
  void windows_that_follow_each_other_without_a_gap_do_not_close_between() {
    PromotionWindow morning = allow("morning", "0 8 * * *", "4h", "UTC");
    PromotionWindow afternoon = allow("afternoon", "0 12 * * *", "4h", "UTC");

    assertStanding(
        List.of(morning, afternoon), "2026-11-24T09:00:00Z", "open", "2026-11-24T16:00:00Z");
  }

  @Test
  void a_window_that_opens_again_while_it_is_open_stays_open() {
    PromotionWindow twice = allow("twice", "0 8,9 * * *", "2h", "UTC");

    assertStanding(List.of(twice), "2026-11-24T08:30:00Z", "open", "2026-11-24T11:00:00Z");
  }

  @Test
  void a_window_is_open_over_midnight() {
    PromotionWindow night = allow("night", "0 22 * * FRI", "8h", "Europe/London");

    assertStanding(List.of(night), "2026-11-28T03:00:00Z", "open", "2026-11-28T06:00:00Z");
    assertStanding(List.of(night), "2026-11-28T06:00:00Z", "closed", "2026-12-04T22:00:00Z");
  }

  @Test
  void what_never_changes_within_a_year_has_no_next_change() {
    PromotionWindow always = allow("always", "* * * * *", "1m", "UTC");
    PromotionWindow never = deny("never", "0 0 * * *", "1d", "UTC");

    assertThat(PromotionWindows.of(List.of(always)).at(Instant.parse("2026-11-24T12:00:30Z")))
        .isEqualTo(
            new WindowStanding.Open(
                new WindowStanding.Change.NoneInSight(), new WindowStanding.Change.NoneInSight()));
    assertThat(PromotionWindows.of(List.of(never)).at(Instant.parse("2026-11-24T12:00:00Z")))
        .isEqualTo(
            new WindowStanding.Closed(
                "the Deny window never is open", new WindowStanding.Change.NoneInSight()));
  }

  @Test
  void a_leap_day_opens_in_leap_years_only_and_is_not_promised_further_ahead_than_is_looked() {
    PromotionWindow leapDay = allow("leap-day", "0 0 29 2 *", "1d", "UTC");

    assertStanding(List.of(leapDay), "2027-12-31T00:00:00Z", "closed", "2028-02-29T00:00:00Z");
    assertStanding(List.of(leapDay), "2028-02-29T12:00:00Z", "open", "2028-03-01T00:00:00Z");
    assertThat(PromotionWindows.of(List.of(leapDay)).at(Instant.parse("2026-02-28T12:00:00Z")))
        .isEqualTo(
            new WindowStanding.Closed(
                "the Allow window leap-day is not open", new WindowStanding.Change.NoneInSight()));
  }

  @Test
  void the_reason_of_being_outside_names_every_allow_window() {
    PromotionWindow late = allow("late", "0 18 * * *", "1h", "UTC");

    assertThat(reason(List.of(OFFICE_HOURS, YEAR_END, late), "2026-11-24T03:00:00Z"))
        .isEqualTo("none of the Allow windows office-hours, late is open");
  }

  @ParameterizedTest(name = "{0}: {1} for {2}, at {3} {4} until {5}")
  @CsvSource({
    // The same local hour on both sides of a change: 09:00 is another moment.
    "Europe/London,       0 9 * * *,  7h, 2026-03-28T12:00:00Z,      open,   2026-03-28T16:00:00Z",
    "Europe/London,       0 9 * * *,  7h, 2026-03-28T20:00:00Z,      closed, 2026-03-29T08:00:00Z",
    "America/New_York,    0 9 * * *,  7h, 2026-10-31T23:00:00Z,      closed, 2026-11-01T14:00:00Z",
    // Half an hour of summer time.
    "Australia/Lord_Howe, 0 9 * * *,  7h, 2026-04-04T12:00:00+11:00, open,   2026-04-04T16:00:00+11:00",
    "Australia/Lord_Howe, 0 9 * * *,  7h, 2026-04-04T20:00:00+11:00, closed, 2026-04-05T09:00:00+10:30",
    // No summer time, and half an hour off.
    "Asia/Kolkata,        30 9 * * *, 8h, 2026-03-29T01:00:00Z,      closed, 2026-03-29T04:00:00Z",
    // A local time that is left out (01:30 on 29 March) stands for the moment of the change.
    "Europe/London,       30 1 * * *, 1h, 2026-03-29T00:30:00Z,      closed, 2026-03-29T01:00:00Z",
    "Europe/London,       30 1 * * *, 1h, 2026-03-29T01:00:00Z,      open,   2026-03-29T02:00:00Z",
    "America/New_York,    30 2 * * *, 1h, 2026-03-08T01:45:00-05:00, closed, 2026-03-08T03:00:00-04:00",
    "Australia/Lord_Howe, 15 2 * * *, 1h, 2026-10-04T01:45:00+10:30, closed, 2026-10-04T02:30:00+11:00",
    // A local time that comes twice (01:30 on 25 October) counts the first time.
    "Europe/London,       30 1 * * *, 1h, 2026-10-25T00:00:00Z,      closed, 2026-10-25T00:30:00Z",
    "Europe/London,       30 1 * * *, 1h, 2026-10-25T01:15:00Z,      open,   2026-10-25T01:30:00Z",
    "Europe/London,       30 1 * * *, 1h, 2026-10-25T01:30:00Z,      closed, 2026-10-26T01:30:00Z",
    "America/New_York,    30 1 * * *, 1h, 2026-11-01T01:45:00-05:00, closed, 2026-11-02T01:30:00-05:00",
    "Australia/Lord_Howe, 45 1 * * *, 1h, 2026-04-05T01:50:00+10:30, open,   2026-04-05T02:15:00+10:30",
    // A window that is open while the clocks change stays open for its duration in elapsed time.
    "Europe/London,       0 22 * * *, 8h, 2026-03-29T03:00:00Z,      open,   2026-03-29T06:00:00Z",
    "Europe/London,       0 22 * * *, 8h, 2026-10-25T03:00:00Z,      open,   2026-10-25T05:00:00Z",
  })
  void clocks_that_change_move_windows_as_the_local_time_says(
      String zone, String cron, String duration, String at, String standing, String change) {
    assertStanding(List.of(allow("window", cron, duration, zone)), at, standing, change);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T09:00:00Z, 2026-11-24T09:00:00Z",
    "2026-11-24T15:59:59Z, 2026-11-24T09:00:00Z",
    // The first working hour of the year: only the freeze had been in the way of longer windows.
    "2027-01-04T09:30:00Z, 2027-01-04T09:00:00Z",
  })
  void an_open_window_tells_since_when_it_is_open(String at, String since) {
    assertThat(PromotionWindows.of(List.of(OFFICE_HOURS, YEAR_END)).at(moment(at)))
        .isInstanceOfSatisfying(
            WindowStanding.Open.class,
            open -> assertThat(open.since().inSight()).contains(moment(since)));
  }

  @Test
  void between_two_freezes_promotions_are_allowed_since_the_end_of_the_last_one() {
    assertThat(PromotionWindows.of(List.of(YEAR_END)).at(moment("2026-11-24T09:00:00Z")))
        .isInstanceOfSatisfying(
            WindowStanding.Open.class,
            open -> assertThat(open.since().inSight()).contains(moment("2026-01-03T00:00:00Z")));
  }

  private static void assertStanding(
      List<PromotionWindow> windows, String at, String standing, String change) {
    WindowStanding found = PromotionWindows.of(windows).at(moment(at));
    WindowStanding.Change expected = new WindowStanding.Change.At(moment(change));
    switch (found) {
      case WindowStanding.Open(WindowStanding.Change since, WindowStanding.Change close) -> {
        assertThat(standing).as("at %s", at).isEqualTo("open");
        assertThat(close).isEqualTo(expected);
      }
      case WindowStanding.Closed(String reason, WindowStanding.Change open) -> {
        assertThat(standing).as("at %s: %s", at, reason).isEqualTo("closed");
        assertThat(open).isEqualTo(expected);
      }
    }
  }

  private static String reason(List<PromotionWindow> windows, String at) {
    return PromotionWindows.of(windows).at(moment(at)) instanceof WindowStanding.Closed closed
        ? closed.reason()
        : "open";
  }

  private static Instant moment(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static PromotionWindow allow(String name, String cron, String duration, String zone) {
    return new PromotionWindow(name, WindowKind.ALLOW, cron, duration, zone);
  }

  private static PromotionWindow deny(String name, String cron, String duration, String zone) {
    return new PromotionWindow(name, WindowKind.DENY, cron, duration, zone);
  }
}
