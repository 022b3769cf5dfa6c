package dev.tokenprotection.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.drift.Corrections;
import dev.tokenprotection.core.model.AuditRecord;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import dev.tokenprotection.kubernetes.testing.RolloutBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Others change what the rollout owns in Entra. */
class DriftTest {
  /** Longer than a resync: a foreign change is noticed with the next list of policies. */
  private static final Duration NOTICED = Duration.ofMinutes(30);

  private final RolloutWorld world = new RolloutWorld();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void correct_puts_it_back_and_tells_what_it_was() {
    enforced("Correct");

    renameEnforced("Renamed by hand");
    world.run(NOTICED);

    assertThat(world.enforcedPolicy().content().displayName()).contains("[tpr:");
    assertThat(world.events)
        .filteredOn(event -> event.startsWith("DriftCorrected: "))
        .singleElement()
        .satisfies(event -> assertThat(event).contains("enforced policy", "(displayName)"));
    assertThat(world.status().drift().corrections()).hasSize(1);
    assertThat(world.condition(ConditionType.READY).status()).isEqualTo("True");
  }

  @Test
  void report_leaves_it_and_tells_once() {
    enforced("Report");

    renameEnforced("Renamed by hand");
    world.run(NOTICED.multipliedBy(3));

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.events).filteredOn(event -> event.startsWith("DriftFound: ")).hasSize(1);
    assertThat(world.condition(ConditionType.POLICY_IN_SYNC).reason()).isEqualTo("Drifted");
    assertThat(world.find(ConditionType.STALLED)).isEmpty();
    assertThat(world.status().drift().message()).contains("(displayName)");
    assertThat(world.status().drift().foundAt()).isNotNull();
  }

  @Test
  void report_lets_the_rollout_go_on() {
    enforced("Report");
    renameEnforced("Renamed by hand");

    world.runUntilCompleted(Duration.ofHours(10));

    assertThat(world.tenant.writes()).isEmpty();
  }

  @Test
  void pause_holds_until_it_is_put_back() {
    enforced("Pause");
    String name = world.enforcedPolicy().content().displayName();

    renameEnforced("Renamed by hand");
    world.run(Duration.ofHours(10));

    assertThat(world.tenant.writes()).isEmpty();
    assertThat(world.condition(ConditionType.STALLED).reason()).isEqualTo("Drifted");
    assertThat(world.condition(ConditionType.ROLLOUT_COMPLETED).status()).isEqualTo("False");

    renameEnforced(name);
    world.runUntilCompleted(Duration.ofHours(10));

    assertThat(world.find(ConditionType.STALLED)).isEmpty();
    assertThat(world.status().drift()).isNull();
  }

  @Test
  void emergency_access_accounts_come_back_whatever_the_drift_policy() {
    enforced("Report");

    world.tenant.edit(
        world.enforcedPolicy().id(),
        content -> content.excluding(new TreeSet<>(), new TreeSet<>()));
    world.run(NOTICED);

    assertThat(world.enforcedPolicy().content().excludeUsers()).isNotEmpty();
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
  }

  @Test
  void who_changes_it_again_and_again_is_not_fought_for_ever() {
    enforced("Correct");

    for (int i = 0; i < Corrections.FIGHT + 2; i++) {
      renameEnforced("Renamed by a tool");
      world.run(NOTICED);
    }

    assertThat(world.enforcedPolicy().content().displayName()).isEqualTo("Renamed by a tool");
    assertThat(world.events)
        .filteredOn(event -> event.startsWith("DriftCorrected: "))
        .hasSize(Corrections.FIGHT);
    assertThat(world.condition(ConditionType.STALLED).reason()).isEqualTo("ConflictingWriter");

    world.annotate("reconcile", "the other tool is off");
    world.run(NOTICED);

    assertThat(world.enforcedPolicy().content().displayName()).contains("[tpr:");
    assertThat(world.find(ConditionType.STALLED)).isEmpty();
  }

  @Test
  void a_lost_session_control_is_told_as_what_it_is() {
    enforced("Pause");

    world.tenant.edit(world.enforcedPolicy().id(), DriftTest::withoutTokenProtection);
    world.run(NOTICED);

    assertThat(world.status().drift().message())
        .contains("does not require token protection any more");
  }

  @Test
  void the_event_tells_which_application_probably_did_it() {
    enforced("Correct");

    renameEnforced("Renamed by a tool");
    audited("record-1", new AuditRecord.Initiator.Application("Terraform", "app-7"));
    world.run(NOTICED);

    assertThat(world.events)
        .filteredOn(event -> event.startsWith("DriftCorrected: "))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event)
                    .endsWith(
                        "Probably by the application \"Terraform\" (app-7), see the audit record"
                            + " record-1."));
  }

  @Test
  void of_a_person_only_the_record_is_told_and_the_log_is_asked_once() {
    enforced("Pause");

    renameEnforced("Renamed by hand");
    audited("record-2", new AuditRecord.Initiator.Person());
    world.run(NOTICED.multipliedBy(4));

    String sentence = "Probably by a person, see the audit record record-2.";
    assertThat(world.status().drift().author()).isEqualTo(sentence);
    assertThat(world.condition(ConditionType.POLICY_IN_SYNC).message()).endsWith(sentence);
    assertThat(world.events)
        .filteredOn(event -> event.startsWith("DriftFound: "))
        .singleElement()
        .satisfies(event -> assertThat(event).endsWith(sentence));
    assertThat(world.tenant.requests())
        .filteredOn(request -> request.startsWith("get audits"))
        .containsExactly("get audits UPDATE");
  }

  @Test
  void an_audit_log_that_can_not_be_read_keeps_nothing_from_being_put_back() {
    enforced("Correct");
    world.tenant.failBefore(
        request ->
            request.startsWith("get audits")
                ? Optional.of(
                    new Outcome.Terminal<>(
                        Problem.withoutEffect(
                            Problem.Cause.PERMISSION_MISSING, "read", "403", "Grant it.")))
                : Optional.empty());

    renameEnforced("Renamed by hand");
    world.run(NOTICED);

    assertThat(world.enforcedPolicy().content().displayName()).contains("[tpr:");
    assertThat(world.events)
        .filteredOn(event -> event.startsWith("DriftCorrected: "))
        .singleElement()
        .satisfies(event -> assertThat(event).endsWith("The audit log does not tell by whom."));
  }

  @Test
  void where_the_session_control_was_lost_the_tools_that_do_that_are_named() {
    enforced("Report");

    world.tenant.edit(world.enforcedPolicy().id(), DriftTest::withoutTokenProtection);
    world.run(NOTICED);

    assertThat(world.status().drift().author()).contains("azuread", "Microsoft365DSC");
  }

  private void audited(String id, AuditRecord.Initiator initiator) {
    world.tenant.audit().add(new AuditRecord(id, world.time.now(), initiator));
  }

  private void renameEnforced(String displayName) {
    world.tenant.edit(world.enforcedPolicy().id(), content -> named(displayName, content));
  }

  private void enforced(String driftPolicy) {
    world.apply(
        RolloutBuilder.pilot(RolloutWorld.VOLUNTEERS).spec("driftPolicy: " + driftPolicy).build());
    world.run(Duration.ofMinutes(4 * 60 + 40));
    assertThat(world.enforcedPolicy().content().state()).isEqualTo(PolicyState.ENABLED);
    world.tenant.forgetRequests();
  }

  private static PolicyContent named(String displayName, PolicyContent content) {
    return with(displayName, content.tokenProtection(), content);
  }

  private static PolicyContent withoutTokenProtection(PolicyContent content) {
    return with(content.displayName(), PolicyContent.TokenProtection.ABSENT, content);
  }

  private static PolicyContent with(
      String displayName, PolicyContent.TokenProtection control, PolicyContent content) {
    return new PolicyContent(
        displayName,
        content.state(),
        content.includeUsers(),
        content.includeGroups(),
        content.excludeUsers(),
        content.excludeGroups(),
        content.guests(),
        content.applications(),
        content.platforms(),
        content.clientAppTypes(),
        content.deviceFilter(),
        control);
  }
}
