package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.api.v1alpha1.IntentAction;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.core.plan.Intent;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.InMemoryTenant;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A plan takes longer than what it creates may stay invisible: each write of it takes nearly as
 * long as a write may.
 */
class LateCreateTest {
  private static final Duration ONE_WRITE = Tenant.LONGEST_WRITE.minusSeconds(1);

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private final RolloutWorld world = new RolloutWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void a_policy_created_late_just_before_a_kill_is_not_created_again_while_it_may_be_invisible() {
    membersAndPoliciesAreMissing();
    world.tenant.failAfter(
        request -> {
          takesLong(request);
          if (request.startsWith("create policy")) {
            world.tenant.hidePolicies();
            throw new Killed();
          }
          return Optional.empty();
        });

    lookUntilKilled();
    world.tenant.noFaults();
    world.restartOperator();
    Instant visible = world.status().intent().recordedAt().plus(Duration.ofMinutes(2));
    do {
      world.look();

      assertThat(policiesCreated()).hasSize(1);
      assertThat(world.condition(ConditionType.RECONCILING).reason())
          .isEqualTo("WaitingForVisibility");
      world.advance(Duration.ofSeconds(5));
    } while (world.time.now().isBefore(visible));
    world.tenant.showPolicies();
    world.settle();

    assertThat(policiesCreated()).hasSize(2);
    assertThat(world.policyNames()).hasSize(2);
  }

  @Test
  void a_policy_created_late_is_not_created_again_by_the_operator_that_made_it() {
    membersAndPoliciesAreMissing();
    world.tenant.failAfter(
        request -> {
          takesLong(request);
          if (request.startsWith("create policy")) {
            world.tenant.hidePolicies();
          }
          return Optional.empty();
        });

    IntStream.range(0, 5).forEach(look -> world.look());

    assertThat(policiesCreated()).doesNotHaveDuplicates().isNotEmpty();

    world.tenant.noFaults();
    world.tenant.showPolicies();
    world.settle();

    assertThat(world.policyNames()).hasSize(2);
  }

  @Test
  void every_create_is_sent_while_the_record_of_it_is_young() {
    List<Duration> ages = new ArrayList<>();
    world.tenant.failBefore(
        request -> {
          if (request.startsWith("create ")) {
            var intent = world.status().intent();
            assertThat(intent.actions()).extracting(IntentAction::type).contains(type(request));
            ages.add(Duration.between(intent.recordedAt(), world.time.now()));
          }
          return Optional.empty();
        });
    world.tenant.failAfter(
        request -> {
          takesLong(request);
          return Optional.empty();
        });
    world.apply(eightGroups());

    world.settle();

    assertThat(ages)
        .hasSize(10)
        .allSatisfy(age -> assertThat(age).isLessThanOrEqualTo(Intent.CREATE_SENT_WITHIN));
    assertThat(world.tenant.groupsNow()).hasSize(8);
    assertThat(world.policyNames()).hasSize(2);
  }

  /** Nine batches of members come before the policies in the next plan. */
  private void membersAndPoliciesAreMissing() {
    world.apply(RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).build());
    world.settle();
    world.run(Duration.ofMinutes(10));
    world.tenant.policiesNow().forEach(policy -> world.tenant.removePolicy(policy.id()));
    world.tenant.purgePolicies();
    List<String> many =
        IntStream.rangeClosed(1, 180).mapToObj("user%d@contoso.com"::formatted).toList();
    many.forEach(world.tenant::addUser);
    List<String> all = new ArrayList<>(RolloutWorld.VOLUNTEERS);
    all.addAll(many);
    world.apply(RolloutBuilder.pilot(all).build());
    world.tenant.forgetRequests();
  }

  private static TokenProtectionRollout eightGroups() {
    RolloutBuilder rollout = RolloutBuilder.rollout();
    for (int i = 0; i < 8; i++) {
      rollout.stage(
          ("{name: stage-%1$d, state: ReportOnly, include: {managedGroup:"
                  + " {displayName: Group %1$d, users: [%2$s]}}}")
              .formatted(i, RolloutWorld.VOLUNTEERS.get(i % 5)));
    }
    return rollout.build();
  }

  private void takesLong(String request) {
    if (InMemoryTenant.isWrite(request)) {
      world.time.advance(ONE_WRITE);
    }
  }

  private void lookUntilKilled() {
    try {
      world.look();
      throw new AssertionError("was not killed: " + world.tenant.writes());
    } catch (Killed killed) {
      assertThat(world.tenant.writes()).startsWith("add 20 members");
      assertThat(policiesCreated()).hasSize(1);
    }
  }

  private List<String> policiesCreated() {
    return world.tenant.writes().stream().filter(w -> w.startsWith("create policy")).toList();
  }

  private static String type(String request) {
    return request.startsWith("create policy") ? "CreatePolicy" : "CreateGroup";
  }
}
