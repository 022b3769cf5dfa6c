package dev.tokenprotection.core.guard;

import static dev.tokenprotection.core.world.Examples.set;
import static dev.tokenprotection.core.world.Examples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.port.User;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakGlassVerificationTest {
  private static final GroupId GROUP = new GroupId("33333333-0000-0000-0000-000000000001");
  private static final BreakGlass TWO_USERS = new BreakGlass(set(user(1), user(2)), set());

  @Test
  void two_enabled_cloud_only_users_are_verified() {
    assertThat(BreakGlassVerification.of(TWO_USERS, List.of(usable(1), usable(2)), List.of()))
        .isEqualTo(new BreakGlassVerification.Verified(2));
  }

  @Test
  void users_behind_a_group_count() {
    BreakGlass oneGroup = new BreakGlass(set(), set(GROUP));
    assertThat(BreakGlassVerification.of(oneGroup, List.of(usable(1), usable(2)), List.of()))
        .isEqualTo(new BreakGlassVerification.Verified(2));
  }

  @Test
  void a_user_who_is_named_and_in_a_group_counts_once() {
    BreakGlass both = new BreakGlass(set(user(1)), set(GROUP));
    assertThat(BreakGlassVerification.of(both, List.of(usable(1), usable(1)), List.of()))
        .isInstanceOf(BreakGlassVerification.Unverified.class);
  }

  @Test
  void none_declared_is_not_verified() {
    assertThat(BreakGlassVerification.of(BreakGlass.NONE, List.of(), List.of()))
        .isInstanceOf(BreakGlassVerification.Unverified.class);
  }

  @Test
  void an_empty_group_protects_nobody() {
    BreakGlass oneGroup = new BreakGlass(set(), set(GROUP));
    assertThat(message(BreakGlassVerification.of(oneGroup, List.of(), List.of())))
        .contains("at least 2")
        .contains("1 group");
  }

  @Test
  void a_declared_object_that_is_gone_is_named_even_if_two_others_are_left() {
    BreakGlass three = new BreakGlass(set(user(1), user(2)), set(GROUP));
    assertThat(
            message(
                BreakGlassVerification.of(
                    three, List.of(usable(1), usable(2)), List.of(GROUP.value()))))
        .contains(GROUP.value());
    assertThat(message(BreakGlassVerification.of(TWO_USERS, List.of(usable(1)), List.of())))
        .contains(user(2).value());
  }

  @Test
  void disabled_synchronised_and_guest_accounts_do_not_count() {
    for (User unusable :
        List.of(
            new User(user(2), User.Account.DISABLED, User.Origin.CLOUD_ONLY, User.Kind.MEMBER),
            new User(user(2), User.Account.ENABLED, User.Origin.SYNCED, User.Kind.MEMBER),
            new User(user(2), User.Account.ENABLED, User.Origin.CLOUD_ONLY, User.Kind.GUEST))) {
      assertThat(
              message(
                  BreakGlassVerification.of(TWO_USERS, List.of(usable(1), unusable), List.of())))
          .contains("1 is");
    }
  }

  @Test
  void a_directory_that_cannot_be_asked_verifies_nothing() {
    assertThat(message(BreakGlassVerification.unreadable("503."))).contains("503.");
  }

  private static User usable(int number) {
    return new User(user(number), User.Account.ENABLED, User.Origin.CLOUD_ONLY, User.Kind.MEMBER);
  }

  private static String message(BreakGlassVerification verification) {
    return ((BreakGlassVerification.Unverified) verification).message();
  }
}
