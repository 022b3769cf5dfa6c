package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Emergency access accounts that are taken out of the EntraTenant while something is enforced. */
class BreakGlassShrinkTest {
  private static final Pattern COMMAND =
      Pattern.compile(
          "kubectl annotate entratenant contoso -n security"
              + " tokenprotection.dev/confirm-break-glass=(v1:[0-9a-f]{64}) --overwrite");

  private final RolloutWorld world = new RolloutWorld();
  private final UserId breakGlass3 = world.tenant.addUser("bg3@contoso.com");

  @AfterEach
  void close() {
    world.close();
  }

  @BeforeEach
  void enforce() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.run(Duration.ofMinutes(4 * 60 + 40));
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    world.declareBreakGlass(world.breakGlass1, world.breakGlass2, breakGlass3);
    world.run(Duration.ofMinutes(11));
  }

  @Test
  void an_added_account_is_excluded_at_once() {
    assertThat(world.enforcedPolicy().content().excludeUsers())
        .containsExactlyInAnyOrder(world.breakGlass1, world.breakGlass2, breakGlass3);
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("True");
  }

  @Test
  void an_account_that_is_taken_out_stays_excluded_from_what_is_enforced_until_confirmed() {
    world.declareBreakGlass(world.breakGlass2, breakGlass3);
    world.run(Duration.ofMinutes(11));

    assertThat(world.enforcedPolicy().content().excludeUsers()).contains(world.breakGlass1);
    Condition stalled = world.condition(ConditionType.STALLED);
    assertThat(stalled.reason()).isEqualTo("BreakGlassShrinks");
    assertThat(stalled.message()).contains(world.breakGlass1.value());
    Matcher command = COMMAND.matcher(stalled.message());
    assertThat(command.find()).isTrue();

    world.annotateTenant("confirm-break-glass", "v1:something-else");
    world.run(Duration.ofMinutes(11));
    assertThat(world.enforcedPolicy().content().excludeUsers()).contains(world.breakGlass1);

    world.annotateTenant("confirm-break-glass", command.group(1));
    world.run(Duration.ofMinutes(11));

    assertThat(world.enforcedPolicy().content().excludeUsers())
        .containsExactlyInAnyOrder(world.breakGlass2, breakGlass3);
    assertThat(world.find(ConditionType.STALLED)).isEmpty();
  }

  @Test
  void an_account_that_is_named_again_needs_no_confirmation() {
    world.declareBreakGlass(world.breakGlass2, breakGlass3);
    world.run(Duration.ofMinutes(11));

    world.declareBreakGlass(world.breakGlass1, world.breakGlass2, breakGlass3);
    world.run(Duration.ofMinutes(11));

    assertThat(world.find(ConditionType.STALLED)).isEmpty();
    assertThat(world.enforcedPolicy().content().excludeUsers()).hasSize(3);
  }

  @Test
  void a_restart_of_the_operator_does_not_forget_who_was_taken_out() {
    world.declareBreakGlass(world.breakGlass2, breakGlass3);
    world.look();
    world.restartOperator();
    world.run(Duration.ofHours(1));

    assertThat(world.enforcedPolicy().content().excludeUsers()).contains(world.breakGlass1);
  }

  @Test
  void an_exclusion_that_somebody_added_by_hand_needs_no_confirmation_to_be_taken_out() {
    UserId ada = world.users.get("ada@contoso.com");
    world.tenant.edit(
        world.enforcedPolicy().id(),
        old -> {
          var users = new java.util.TreeSet<>(old.excludeUsers());
          users.add(ada);
          return old.excluding(users, old.excludeGroups());
        });
    world.run(Duration.ofMinutes(15));

    assertThat(world.enforcedPolicy().content().excludeUsers()).doesNotContain(ada).hasSize(3);
  }
}
