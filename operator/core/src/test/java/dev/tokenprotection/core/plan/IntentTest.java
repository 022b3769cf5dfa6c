package dev.tokenprotection.core.plan;

import static dev.tokenprotection.core.world.Examples.BREAK_GLASS;
import static dev.tokenprotection.core.world.Examples.ENFORCED_ID;
import static dev.tokenprotection.core.world.Examples.RESOLVED;
import static dev.tokenprotection.core.world.Examples.START;
import static dev.tokenprotection.core.world.Examples.VOLUNTEERS_ID;
import static dev.tokenprotection.core.world.Examples.office;
import static dev.tokenprotection.core.world.Examples.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.desired.DesiredState;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.port.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IntentTest {
  private static final Action CREATE =
      new Action.CreatePolicy(
          PolicyRole.OBSERVE, DesiredState.at(office(), 0, RESOLVED, BREAK_GLASS).observe());
  private static final Action CREATE_LATER =
      new Action.CreatePolicy(
          PolicyRole.OBSERVE, DesiredState.at(office(), 3, RESOLVED, BREAK_GLASS).observe());
  private static final Action CREATE_GROUP = new Action.CreateGroup("Volunteers", "ours");
  private static final Action ADD =
      new Action.AddMembers(VOLUNTEERS_ID, "Volunteers", List.of(user(1)));
  private static final Change BACK =
      new Change(
          new Action.SetPolicyState(PolicyRole.ENFORCED, ENFORCED_ID, PolicyState.REPORT_ONLY),
          Direction.LESS);

  @Test
  void a_plan_without_an_earlier_intent_goes_on() {
    assertThat(CreateBackoff.decide(Intent.NONE, plan(CREATE), START))
        .isEqualTo(new CreateBackoff.Proceed(plan(CREATE)));
  }

  @Test
  void what_may_have_been_created_is_not_created_again_before_it_must_be_visible() {
    Intent intent = Intent.NONE.followedBy("i1", plan(CREATE), START);
    Instant soon = START.plus(Intent.CREATE_VISIBILITY).minusMillis(1);
    assertThat(CreateBackoff.decide(intent, plan(CREATE), soon))
        .isInstanceOfSatisfying(
            CreateBackoff.Wait.class,
            wait -> {
              assertThat(wait.allowed().isEmpty()).isTrue();
              assertThat(wait.until()).isEqualTo(START.plus(Intent.CREATE_VISIBILITY));
              assertThat(wait.message()).contains("not visible yet");
            });
    assertThat(CreateBackoff.decide(intent, plan(CREATE), START.plus(Intent.CREATE_VISIBILITY)))
        .isInstanceOf(CreateBackoff.Proceed.class);
  }

  @Test
  void a_policy_of_the_same_role_is_the_same_whatever_its_content_has_become() {
    Intent intent = Intent.NONE.followedBy("i1", plan(CREATE), START);
    assertThat(intent.mayHaveMade(CREATE_LATER, START.plusSeconds(1))).isTrue();
    assertThat(intent.mayHaveMade(CREATE_GROUP, START.plusSeconds(1))).isFalse();
  }

  @Test
  void a_group_is_the_same_by_its_name() {
    Intent intent = Intent.NONE.followedBy("i1", plan(CREATE_GROUP), START);
    assertThat(intent.mayHaveMade(new Action.CreateGroup("Volunteers", "x"), START)).isTrue();
    assertThat(intent.mayHaveMade(new Action.CreateGroup("Others", "ours"), START)).isFalse();
  }

  @Test
  void the_way_back_does_not_wait() {
    Intent intent = Intent.NONE.followedBy("i1", plan(CREATE), START);
    Plan both = new Plan(List.of(BACK, neutral(CREATE)));
    assertThat(CreateBackoff.decide(intent, both, START.plusSeconds(1)))
        .isInstanceOfSatisfying(
            CreateBackoff.Wait.class,
            wait -> assertThat(wait.allowed().changes()).containsExactly(BACK));
  }

  @Test
  void an_intent_in_between_does_not_make_an_earlier_create_forgotten() {
    Intent first = Intent.NONE.followedBy("i1", plan(CREATE), START);
    Intent second = first.followedBy("i2", plan(ADD), START.plusSeconds(30));
    assertThat(second.mayHaveMade(CREATE, START.plusSeconds(31))).isTrue();
    assertThat(second.entries().getFirst().type()).isEqualTo("CreatePolicy");
    assertThat(second.planHash()).isEqualTo(plan(ADD).hash());
  }

  @Test
  void an_old_create_is_forgotten() {
    Intent first = Intent.NONE.followedBy("i1", plan(CREATE), START);
    Intent second = first.followedBy("i2", plan(ADD), START.plus(Duration.ofMinutes(3)));
    assertThat(second.entries()).extracting(Intent.Entry::type).containsExactly("AddMembers");
  }

  @Test
  void a_create_that_was_refused_may_be_tried_again_at_once() {
    Intent intent = Intent.NONE.followedBy("i1", plan(CREATE, CREATE_GROUP), START);
    Intent after = intent.withoutRefused(CREATE);
    assertThat(after.mayHaveMade(CREATE, START.plusSeconds(1))).isFalse();
    assertThat(after.mayHaveMade(CREATE_GROUP, START.plusSeconds(1))).isTrue();
  }

  @Test
  void a_create_may_be_sent_only_while_its_intent_is_young() {
    Intent intent = Intent.NONE.followedBy("i1", plan(CREATE, CREATE_GROUP, ADD), START);
    Duration late = Intent.CREATE_SENT_WITHIN.plusMillis(1);
    assertThat(intent.covers(CREATE, Intent.CREATE_SENT_WITHIN)).isTrue();
    assertThat(intent.covers(CREATE, late)).isFalse();
    assertThat(intent.covers(CREATE_GROUP, late)).isFalse();
    assertThat(intent.covers(ADD, late)).isTrue();
  }

  @Test
  void a_create_is_not_sent_under_an_intent_whose_age_a_clock_that_was_set_back_hides() {
    Intent intent = Intent.NONE.followedBy("i1", plan(CREATE, ADD), START);
    assertThat(intent.covers(CREATE, Duration.ZERO)).isTrue();
    assertThat(intent.covers(CREATE, Duration.ofSeconds(-1))).isFalse();
    assertThat(intent.covers(ADD, Duration.ofSeconds(-1))).isTrue();
  }

  @Test
  void what_is_created_at_the_last_moment_has_a_minute_to_become_visible() {
    Instant takenPlace = START.plus(Intent.CREATE_SENT_WITHIN).plus(Tenant.LONGEST_WRITE);
    Intent intent = Intent.NONE.followedBy("i1", plan(CREATE), START);
    assertThat(Duration.between(takenPlace, intent.visibleAt())).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void writes_that_create_nothing_never_wait() {
    Intent intent = Intent.NONE.followedBy("i1", plan(ADD), START);
    assertThat(CreateBackoff.decide(intent, plan(ADD), START.plusSeconds(1)))
        .isInstanceOf(CreateBackoff.Proceed.class);
  }

  @Test
  void an_intent_names_no_user() {
    Intent intent = Intent.NONE.followedBy("i1", plan(ADD), START);
    assertThat(intent.toString()).doesNotContain(user(1).value());
  }

  private static Plan plan(Action... actions) {
    return new Plan(Stream.of(actions).map(IntentTest::neutral).toList());
  }

  private static Change neutral(Action action) {
    return new Change(action, Direction.NEUTRAL);
  }
}
