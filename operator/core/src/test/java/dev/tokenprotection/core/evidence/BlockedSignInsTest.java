package dev.tokenprotection.core.evidence;

import static dev.tokenprotection.core.evidence.RowBuilder.ENFORCED;
import static dev.tokenprotection.core.evidence.RowBuilder.NOON;
import static dev.tokenprotection.core.evidence.RowBuilder.OBSERVE;
import static dev.tokenprotection.core.evidence.RowBuilder.OTHER;
import static dev.tokenprotection.core.evidence.RowBuilder.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.UserId;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockedSignInsTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final BlockedSignIns blocked = new BlockedSignIns(Set.of(ENFORCED));

  @ParameterizedTest
  @ValueSource(ints = {530084, 53003})
  void a_failure_of_the_enforced_policy_with_the_code_of_a_block_counts(int error) {
    blocked.add(blockedRow("ada", 0).error(error).build());
    assertThat(blocked.mostUsersWithin(HOUR)).isEqualTo(1);
  }

  @Test
  void a_block_by_any_of_several_enforced_policies_counts() {
    BlockedSignIns both = new BlockedSignIns(Set.of(ENFORCED, OTHER));
    both.add(blockedRow("ada", 0).build());
    both.add(row().user("bob").policy(OTHER, PolicyResult.FAILURE).error(530084).build());
    assertThat(both.mostUsersWithin(HOUR)).isEqualTo(2);
  }

  @Test
  void nothing_else_counts() {
    blocked.add(row().policy(OTHER, PolicyResult.FAILURE).error(530084).build());
    blocked.add(row().policy(ENFORCED, PolicyResult.SUCCESS).error(53003).build());
    blocked.add(row().policy(ENFORCED, PolicyResult.REPORT_ONLY_FAILURE).error(53003).build());
    blocked.add(row().policy(OBSERVE, PolicyResult.FAILURE).error(530084).build());
    blocked.add(row().policy(ENFORCED, PolicyResult.FAILURE).error(50074).build());
    blocked.add(row().policy(ENFORCED, PolicyResult.FAILURE).error(0).build());
    blocked.add(row().error(530084).build());
    blocked.add(blockedRow("ada", 0).user(new SignInUser.Unidentified()).build());
    assertThat(blocked.mostUsersWithin(HOUR)).isZero();
  }

  @Test
  void users_count_once_however_often_they_try() {
    for (int minute = 0; minute < 30; minute++) {
      blocked.add(blockedRow("ada", minute).build());
    }
    blocked.add(blockedRow("bob", 3).build());
    assertThat(blocked.mostUsersWithin(HOUR)).isEqualTo(2);
  }

  @Test
  void guests_count_too() {
    blocked.add(blockedRow("ada", 0).user(new SignInUser.Guest(new UserId("guest"))).build());
    assertThat(blocked.mostUsersWithin(HOUR)).isEqualTo(1);
  }

  @Test
  void only_users_within_the_span_count_together() {
    blocked.add(blockedRow("ada", 0).build());
    blocked.add(blockedRow("bob", 61).build());
    assertThat(blocked.mostUsersWithin(HOUR)).isEqualTo(1);
    blocked.add(blockedRow("eve", 60).build());
    assertThat(blocked.mostUsersWithin(HOUR)).isEqualTo(2);
  }

  @Test
  void the_span_may_lie_in_the_past_since_rows_come_late() {
    blocked.add(blockedRow("zoe", 1000).build());
    blocked.add(blockedRow("bob", 3).build());
    blocked.add(blockedRow("ada", 1).build());
    assertThat(blocked.mostUsersWithin(HOUR)).isEqualTo(2);
  }

  @Test
  void what_happened_before_a_resume_is_forgotten() {
    blocked.add(blockedRow("ada", 0).build());
    blocked.add(blockedRow("bob", 5).build());
    blocked.forgetBefore(NOON.plus(Duration.ofMinutes(5)));
    assertThat(blocked.mostUsersWithin(HOUR)).isEqualTo(1);
    blocked.add(blockedRow("ada", 0).build());
    assertThat(blocked.mostUsersWithin(HOUR)).isEqualTo(1);
  }

  @Test
  void a_resume_forgets_what_happened_earlier_in_its_minute() {
    blocked.add(blockedRow("ada", 0).at(NOON.plusSeconds(10)).build());
    blocked.forgetBefore(NOON.plusSeconds(30));
    assertThat(blocked.mostUsersWithin(HOUR)).isZero();
    blocked.add(blockedRow("bob", 0).at(NOON.plusSeconds(30)).build());
    assertThat(blocked.mostUsersWithin(HOUR)).isEqualTo(1);
  }

  private static RowBuilder blockedRow(String user, int minute) {
    return row()
        .policy(ENFORCED, PolicyResult.FAILURE, ControlOutcome.NOT_SATISFIED)
        .details(BindingStatus.UNBOUND, 1008)
        .error(530084)
        .user(user)
        .minute(minute);
  }
}
