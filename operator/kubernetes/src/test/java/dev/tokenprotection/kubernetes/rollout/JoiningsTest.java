package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.evidence.Cohort;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.plan.ObservedState.ObservedGroup;
import dev.tokenprotection.core.port.User;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JoiningsTest {
  private static final Instant NOW = Instant.parse("2026-11-02T09:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(3600);
  private static final Duration DAY = Duration.ofDays(1);
  private static final GroupId PILOT = new GroupId("pilot");
  private static final GroupId EVERYBODY = new GroupId("everybody");
  private static final UserId ADA = new UserId("ada");
  private static final UserId BOB = new UserId("bob");

  private final Joinings joinings = new Joinings(Instant.MIN);

  @Test
  void whoever_is_in_a_group_when_it_is_first_seen_is_long_standing() {
    joinings.note(PILOT, users(ADA), NOW);

    assertThat(countedFrom(ADA)).isEqualTo(Instant.MIN);
  }

  @Test
  void whoever_appears_in_a_group_that_is_watched_has_just_joined() {
    joinings.note(PILOT, users(ADA), NOW);
    joinings.note(PILOT, users(ADA, BOB), LATER);

    assertThat(countedFrom(ADA)).isEqualTo(Instant.MIN);
    assertThat(countedFrom(BOB)).isEqualTo(LATER.plus(DAY));
  }

  @Test
  void a_managed_group_that_was_seen_empty_tells_of_everybody_when_he_joined() {
    joinings.noteManaged(List.of(new ObservedGroup(PILOT, Set.of())), NOW);
    joinings.noteManaged(List.of(new ObservedGroup(PILOT, Set.of(ADA))), LATER);
    joinings.note(PILOT, users(ADA), LATER.plusSeconds(60));

    assertThat(countedFrom(ADA)).isEqualTo(LATER.plus(DAY));
  }

  @Test
  void whoever_appears_in_a_group_within_a_managed_one_has_just_joined_too() {
    joinings.noteManaged(List.of(new ObservedGroup(PILOT, Set.of(ADA))), NOW);
    joinings.note(PILOT, users(ADA), NOW);
    joinings.note(PILOT, users(ADA, BOB), LATER);

    assertThat(countedFrom(BOB)).isEqualTo(LATER.plus(DAY));
  }

  @Test
  void a_member_of_another_group_of_the_rollout_does_not_join_by_being_promoted() {
    joinings.note(PILOT, users(), NOW);
    joinings.note(EVERYBODY, users(ADA), NOW);
    joinings.note(PILOT, users(ADA), LATER);

    assertThat(countedFrom(ADA)).isEqualTo(Instant.MIN);
  }

  @Test
  void whoever_left_and_came_back_has_joined_again() {
    joinings.note(PILOT, users(ADA), NOW);
    joinings.note(PILOT, users(), NOW);
    joinings.note(PILOT, users(ADA), LATER);

    assertThat(countedFrom(ADA)).isEqualTo(LATER.plus(DAY));
  }

  @Test
  void while_nothing_changes_the_cohort_is_the_same_object() {
    joinings.note(PILOT, users(ADA), NOW);
    Cohort first = joinings.cohortOf(Set.of(ADA), DAY);
    joinings.note(PILOT, users(ADA), LATER);

    assertThat(joinings.cohortOf(Set.of(ADA), DAY)).isSameAs(first);
    assertThat(joinings.cohortOf(Set.of(ADA), Duration.ofHours(1))).isNotSameAs(first);
  }

  @Test
  void members_whom_an_earlier_process_added_are_unknown_until_they_have_settled() {
    assertThat(new Joinings(NOW).unknownUntil(DAY)).isEqualTo(NOW.plus(DAY));
    assertThat(joinings.unknownUntil(DAY)).isEqualTo(Instant.MIN);
  }

  private Instant countedFrom(UserId user) {
    return joinings.cohortOf(Set.of(user), DAY).countedFrom(user).orElseThrow();
  }

  private static Set<User> users(UserId... ids) {
    return Stream.of(ids)
        .map(id -> new User(id, User.Account.ENABLED, User.Origin.CLOUD_ONLY, User.Kind.MEMBER))
        .collect(Collectors.toSet());
  }
}
