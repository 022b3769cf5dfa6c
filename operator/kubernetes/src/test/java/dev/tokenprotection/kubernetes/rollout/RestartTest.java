package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator that remembers nothing makes of the members that it finds. */
class RestartTest {
  private static final String SLOW_MEMBERSHIP =
      RolloutBuilder.QUICK_GATE.replace("membership: 1h", "membership: 20h");

  private final RolloutWorld world = new RolloutWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void bad_evidence_about_long_standing_members_survives_a_restart_after_somebody_joined() {
    world.unbound.addAll(world.users.values());
    world.apply(pilot(RolloutWorld.VOLUNTEERS, SLOW_MEMBERSHIP).build());
    world.run(Duration.ofHours(30));
    assertThat(world.status().gate().phase()).isEqualTo("Failed");
    world.tenant.addUser("frank@contoso.com");
    world.apply(pilot(with("frank@contoso.com"), SLOW_MEMBERSHIP).build());
    world.settle();

    world.restartOperator();
    world.run(Duration.ofHours(2));

    assertThat(world.status().gate().phase()).isEqualTo("Failed");
    assertThat(world.status().gate().users()).isEqualTo(5);
  }

  @Test
  void members_who_were_added_just_before_a_restart_hold_the_stage_until_they_have_settled() {
    world.apply(pilot(RolloutWorld.VOLUNTEERS, RolloutBuilder.QUICK_GATE).build());
    world.run(Duration.ofMinutes(3 * 60 + 40));
    world.tenant.addUser("frank@contoso.com");
    world.apply(pilot(with("frank@contoso.com"), RolloutBuilder.QUICK_GATE).build());
    world.settle();

    world.restartOperator();
    world.run(Duration.ofMinutes(50));

    assertThat(world.status().currentStage().name()).isEqualTo("observe");
    assertThat(world.status().nextAction().blockedBy()).contains("MembershipSettling");
    assertThat(world.status().message()).contains("2026-11-02T13:40");

    world.run(Duration.ofHours(1));

    assertThat(world.status().currentStage().name()).isEqualTo("enforce");
  }

  @Test
  void a_cohort_that_was_watched_in_the_stages_before_is_not_new_when_its_own_begins() {
    UserId[] everybody = world.users.values().toArray(new UserId[0]);
    world.tenant.addGroup("Pilot", everybody[0], everybody[1], everybody[2]);
    world.tenant.addGroup("Everybody", everybody);
    world.apply(
        RolloutBuilder.rollout()
            .gate(SLOW_MEMBERSHIP)
            .stage("{name: pilot, state: ReportOnly, include: {groups: [{displayName: Pilot}]}}")
            .stage(
                "{name: everybody, state: ReportOnly, include: {groups: [{displayName:"
                    + " Everybody}]}}")
            .build());

    world.run(Duration.ofHours(8));

    assertThat(world.status().currentStage().name()).isEqualTo("everybody");
    assertThat(world.status().gate().users()).isEqualTo(5);
  }

  private static RolloutBuilder pilot(List<String> users, String gate) {
    return RolloutBuilder.pilot(users).gate(gate);
  }

  private static List<String> with(String another) {
    List<String> all = new ArrayList<>(RolloutWorld.VOLUNTEERS);
    all.add(another);
    return all;
  }
}
