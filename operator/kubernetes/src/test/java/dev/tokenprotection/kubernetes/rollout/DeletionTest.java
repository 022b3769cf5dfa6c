package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.lease.WriteFence;
import dev.tokenprotection.kubernetes.testing.InMemoryTenant;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the policies when a rollout is deleted. */
class DeletionTest {
  private final RolloutWorld world = new RolloutWorld();

  private static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void orphan_has_no_finalizer_and_needs_no_operator() {
    enforceWith("Orphan");

    assertThat(world.current().getMetadata().getFinalizers()).isEmpty();
    world.delete();

    assertGone();
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ReportOnly", "Disable"})
  void the_finalizer_is_there_only_while_the_policy_has_something_to_do(String policy) {
    apply(policy);
    world.look();
    assertThat(world.current().getMetadata().getFinalizers())
        .containsExactly(DeletionFinalizer.NAME);

    apply("Orphan");
    world.look();

    assertThat(world.current().getMetadata().getFinalizers()).isEmpty();
  }

  @Test
  void finalizers_of_others_stay_where_they_are() {
    apply("Disable");
    world.edit(
        rollout -> {
          rollout.getMetadata().getFinalizers().add("example.com/other");
          return rollout;
        });
    world.look();
    assertThat(world.current().getMetadata().getFinalizers())
        .containsExactlyInAnyOrder("example.com/other", DeletionFinalizer.NAME);

    apply("Orphan");
    world.look();

    assertThat(world.current().getMetadata().getFinalizers()).containsExactly("example.com/other");
  }

  @ParameterizedTest
  @CsvSource({
    "ReportOnly, ''",
    "ReportOnly, uid-of-the-object-before",
    "Disable, ''",
    "Disable, 'true'"
  })
  void without_a_confirmation_of_just_this_object_the_policies_stay_and_the_object_goes(
      String policy, String confirmation) {
    enforceWith(policy);
    if (!confirmation.isEmpty()) {
      world.annotate("confirm-delete", confirmation);
    }
    String uid = world.current().getMetadata().getUid();
    world.delete();

    world.look();

    assertGone();
    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(world.events)
        .anySatisfy(
            event ->
                assertThat(event)
                    .startsWith("Orphaned: ")
                    .contains(uid)
                    .contains(world.enforcedPolicy().id() + " (enabled)"));
  }

  @Test
  void a_confirmed_report_only_takes_one_write_of_the_state_alone() {
    enforceWith("ReportOnly");
    confirmAndDelete();

    world.look();

    assertGone();
    assertThat(world.tenant.writes()).containsExactly("set state REPORT_ONLY");
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
    assertThat(world.observePolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
    assertThat(world.tenant.groupsNow()).hasSize(1);
    assertThat(world.events)
        .anySatisfy(
            event ->
                assertThat(event)
                    .startsWith("ProtectionEnded: ")
                    .contains(world.enforcedPolicy().id().value()));
  }

  @Test
  void a_confirmed_disable_takes_the_enforced_policy_first_and_leaves_the_group() {
    enforceWith("Disable");
    confirmAndDelete();

    world.look();

    assertGone();
    assertThat(world.tenant.writes()).containsExactly("set state DISABLED", "set state DISABLED");
    assertThat(world.tenant.policiesNow())
        .allSatisfy(policy -> assertThat(policy.content().state()).isEqualTo(PolicyState.DISABLED));
    assertThat(world.tenant.membersOf(world.tenant.groupsNow().getFirst().id())).hasSize(5);
  }

  @Test
  void nothing_is_written_when_there_is_nothing_left_to_lower() {
    apply("ReportOnly");
    world.settle();
    world.advance(Duration.ofMinutes(5));
    world.tenant.forgetRequests();
    confirmAndDelete();

    world.look();

    assertGone();
    assertThat(world.tenant.writes()).isEmpty();
  }

  @Test
  void a_spec_that_is_not_accepted_does_not_keep_it_from_going() {
    enforceWith("ReportOnly");
    world.apply(
        RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS)
            .spec("deletionPolicy: ReportOnly")
            .gate("{evidenceWindow: 40d}")
            .build());
    confirmAndDelete();

    world.look();

    assertGone();
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.REPORT_ONLY);
  }

  @Test
  void a_rollout_that_lost_its_status_finds_its_policies_by_their_marker() {
    enforceWith("Disable");
    world.loseStatus();
    world.look();
    confirmAndDelete();

    world.look();

    assertGone();
    assertThat(world.tenant.policiesNow())
        .allSatisfy(policy -> assertThat(policy.content().state()).isEqualTo(PolicyState.DISABLED));
  }

  @Test
  void while_the_tenant_does_not_answer_it_waits_and_says_so_and_then_goes() {
    enforceWith("Disable");
    fail("list policies");
    confirmAndDelete();

    RolloutReconciliation.Looked looked = world.look();

    assertThat(looked.again()).isLessThan(Duration.ofMinutes(1));
    assertThat(world.status().phase()).isEqualTo("Deleting");
    assertThat(world.status().nextAction().type()).isEqualTo("Delete");
    assertThat(world.condition(ConditionType.READY).message())
        .startsWith("The deletion waits: ")
        .contains("tokenprotection.dev/force-orphan");
    assertThat(world.find(ConditionType.RECONCILING)).isPresent();
    assertThat(world.events).filteredOn(event -> event.startsWith("DeletionWaits: ")).hasSize(1);

    world.look();
    assertThat(world.events).filteredOn(event -> event.startsWith("DeletionWaits: ")).hasSize(1);

    world.tenant.noFaults();
    world.look();
    assertGone();
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.DISABLED);
  }

  @Test
  void force_orphan_frees_it_at_once() {
    enforceWith("Disable");
    fail("list policies");
    confirmAndDelete();
    world.look();

    world.annotate("force-orphan", "ada-1");
    world.look();

    assertGone();
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    assertThat(world.events)
        .anySatisfy(event -> assertThat(event).startsWith("Orphaned: ").contains("force-orphan"));
  }

  @Test
  void a_rollout_that_only_looks_on_writes_nothing_when_it_goes() {
    enforceWith("Disable");
    world.edit(
        rollout -> {
          rollout.setSpec(
              RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS)
                  .spec("deletionPolicy: Disable")
                  .spec("applyPolicy: Observe")
                  .build()
                  .getSpec());
          return rollout;
        });
    confirmAndDelete();

    world.look();

    assertGone();
    assertThat(world.tenant.writes()).isEmpty();
  }

  @Test
  void without_the_lease_nothing_is_written_and_the_object_stays() {
    enforceWith("Disable");
    confirmAndDelete();
    world.fence = () -> new WriteFence.Standing.Barred("The lease is another's.");

    world.look();

    assertThat(world.current()).isNotNull();
    assertThat(world.tenant.writes()).isEmpty();

    world.fence = WriteFence.OPEN;
    world.look();
    assertGone();
  }

  @Test
  void a_missing_entra_tenant_is_what_it_waits_for() {
    enforceWith("Disable");
    world.removeEntraTenant();
    confirmAndDelete();

    world.look();

    assertThat(world.condition(ConditionType.STALLED).reason()).isEqualTo("TenantNotFound");
    assertThat(world.condition(ConditionType.STALLED).message()).contains("force-orphan");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void a_kill_before_or_after_any_write_ends_the_same(int write) {
    for (boolean before : new boolean[] {true, false}) {
      try (RolloutWorld fresh = new RolloutWorld()) {
        enforceWith(fresh, "Disable");
        fresh.annotate("confirm-delete", fresh.current().getMetadata().getUid());
        fresh.delete();
        Supplier<Outcome<?>> kill =
            () -> {
              throw new Killed();
            };
        if (before) {
          fresh.tenant.failBefore(at(write, kill));
        } else {
          fresh.tenant.failAfter(at(write, kill));
        }
        try {
          fresh.look();
          throw new AssertionError("was not killed");
        } catch (Killed killed) {
          fresh.tenant.noFaults();
          fresh.restartOperator();
        }
        assertThat(fresh.status().intent()).isNotNull();

        fresh.look();

        assertThat(fresh.current() == null).isTrue();
        assertThat(fresh.tenant.policiesNow())
            .hasSize(2)
            .allSatisfy(
                policy -> assertThat(policy.content().state()).isEqualTo(PolicyState.DISABLED));
      }
    }
  }

  @Test
  void a_policy_that_was_just_created_is_waited_for() {
    apply("Disable");
    AtomicInteger creates = new AtomicInteger();
    world.tenant.failAfter(
        request -> {
          if (request.startsWith("create policy") && creates.incrementAndGet() == 1) {
            throw new Killed();
          }
          return Optional.empty();
        });
    try {
      world.settle();
      throw new AssertionError("was not killed");
    } catch (Killed killed) {
      world.tenant.noFaults();
      world.restartOperator();
    }
    world.tenant.hidePolicies();
    confirmAndDelete();
    world.look();
    assertThat(world.condition(ConditionType.READY).reason()).isEqualTo("WaitingForVisibility");

    world.tenant.showPolicies();
    world.look();
    // Of the second one it is not known whether it was created.
    assertThat(world.condition(ConditionType.READY).reason()).isEqualTo("WaitingForVisibility");
    world.advance(Duration.ofMinutes(3));
    world.look();

    assertGone();
    assertThat(world.tenant.policiesNow())
        .allSatisfy(policy -> assertThat(policy.content().state()).isEqualTo(PolicyState.DISABLED));
  }

  @Test
  void a_finalizer_that_can_not_be_set_keeps_nothing_else_from_going_on() {
    apply("Disable");
    world.api.failOn(line -> line.startsWith("PATCH") && !line.contains("/status"));

    world.settle();

    assertThat(world.tenant.policiesNow()).hasSize(2);
    assertThat(world.events).anyMatch(event -> event.startsWith("FinalizerRefused: "));
  }

  private void confirmAndDelete() {
    world.annotate("confirm-delete", world.current().getMetadata().getUid());
    world.delete();
  }

  private void assertGone() {
    assertThat(world.current() == null).as("the rollout is gone").isTrue();
  }

  private void apply(String policy) {
    apply(world, policy);
  }

  private static void apply(RolloutWorld world, String policy) {
    world.apply(
        RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).spec("deletionPolicy: " + policy).build());
  }

  private void enforceWith(String policy) {
    enforceWith(world, policy);
  }

  private static void enforceWith(RolloutWorld world, String policy) {
    apply(world, policy);
    world.run(Duration.ofMinutes(4 * 60 + 40));
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    world.tenant.forgetRequests();
  }

  private void fail(String beginning) {
    world.tenant.failBefore(
        request ->
            request.startsWith(beginning)
                ? Optional.of(
                    new Outcome.Retryable<>(
                        Problem.withoutEffect(
                            Problem.Cause.SERVER_ERROR, beginning, "503", "It is tried again.")))
                : Optional.empty());
  }

  private static Function<String, Optional<Outcome<?>>> at(int write, Supplier<Outcome<?>> fault) {
    AtomicInteger writes = new AtomicInteger();
    return request ->
        InMemoryTenant.isWrite(request) && writes.incrementAndGet() == write
            ? Optional.of(fault.get())
            : Optional.empty();
  }
}
