package dev.tokenprotection.tests.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.api.v1alpha1.HistoryEntry;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.dev.time.SimulatedTime;
import dev.tokenprotection.simulator.SimulatedTenant;
import dev.tokenprotection.simulator.log.LoggedRequest;
import dev.tokenprotection.simulator.scenario.Scenario;
import dev.tokenprotection.simulator.tenant.TenantSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * All of Kubernetes is lost in stage 3 of 4, the pilot enforced: a new etcd, the same Git, the same
 * tenant.
 */
@Execution(ExecutionMode.CONCURRENT)
class RecoveryTest {
  private static final String PILOT = "Enable Token Protection (Pilot)";

  private final SimulatedTime time = new SimulatedTime(Instant.parse("2026-06-01T08:00:00Z"));
  private final SimulatedTenant tenant = tenant(time);
  private final RebuiltCluster.Git git =
      new RebuiltCluster.Git(tenant, time, RecoveryTest::quickly);

  private static SimulatedTenant tenant(SimulatedTime time) {
    Scenario scenario = RolloutWorld.quieter("pilot-unbroken");
    SimulatedTenant tenant =
        SimulatedTenant.builder()
            .clock(time)
            .tenantId(scenario.tenantId())
            .scenario(scenario)
            .start();
    scenario.plant(tenant.faults());
    return tenant;
  }

  @AfterEach
  void close() {
    tenant.close();
  }

  @Test
  void it_goes_on_in_stage_3_and_no_write_lowers_protection_or_widens_it_before_a_gate() {
    RebuiltCluster first = RebuiltCluster.first(git, "emea");
    String attempt;
    try (first) {
      attempt = first.awaitRollout("stage 3", status -> isSteadyIn(3, status)).attempt();
    }
    int lost = tenant.requests().graphWrites().size();
    Protection before = Protection.of(tenant.requests().graphWrites().getLast().after());
    assertThat(before.enforced()).isTrue();

    try (RebuiltCluster second = first.anew(git, "emea", Set.of())) {
      TokenProtectionRolloutStatus recovered =
          second.awaitRollout("goes on", status -> status.currentStage() != null);
      assertThat(recovered.currentStage().number()).isEqualTo(3);
      assertThat(recovered.attempt()).isNotEqualTo(attempt);
      TokenProtectionRolloutStatus completed =
          second.awaitRollout("completed", RecoveryTest::isCompleted);

      Instant passed = passedIn(completed);
      List<LoggedRequest> writes = writesSince(lost);
      assertThat(writes)
          .filteredOn(write -> write.at().isBefore(passed))
          .as("nothing that is enforced changes before the stage has passed its gate anew")
          .allSatisfy(write -> assertThat(Protection.of(write.after())).isEqualTo(before));
      assertThat(writes)
          .allSatisfy(
              write ->
                  assertThat(Protection.of(write.after()).covers(Protection.of(write.before())))
                      .as("%s %s %s", write.method(), write.path(), write.body())
                      .isTrue());
      assertThat(tenant.tenant().policies().all())
          .filteredOn(policy -> policy.path("displayName").asText().startsWith(PILOT))
          .hasSize(2);
      assertThat(second.notes("StatusRecovered"))
          .singleElement()
          .satisfies(note -> assertThat(note).contains("goes on at stage 3 of 4, wave1-observe"));
    }
  }

  @Test
  void another_installation_takes_over_what_it_is_told_to_and_goes_on_in_the_same_stage() {
    RebuiltCluster first = RebuiltCluster.first(git, "emea");
    try (first) {
      first.awaitRollout("stage 2", status -> isSteadyIn(2, status));
    }
    int lost = tenant.requests().graphWrites().size();
    Protection before = Protection.of(tenant.requests().graphWrites().getLast().after());

    try (RebuiltCluster second = first.anew(git, "emea-new", Set.of("emea"))) {
      second.awaitRollout(
          "goes on",
          status ->
              status.currentStage() != null
                  && RolloutWorld.condition(status, "Ready")
                      .filter(ready -> "True".equals(ready.status()))
                      .isPresent());

      List<LoggedRequest> writes = writesSince(lost);
      assertThat(writes)
          .allSatisfy(write -> assertThat(Protection.of(write.after())).isEqualTo(before));
      assertThat(writes).extracting(LoggedRequest::method).containsOnly("PATCH").hasSize(3);
      assertThat(writes)
          .extracting(LoggedRequest::body)
          .allMatch(body -> body.matches("\\{\"(displayName|description)\":\"[^\"]*\"}"));
      assertThat(second.notes("TakenOver")).isNotEmpty();
    }
  }

  /** As little waiting as the gate takes. */
  private static void quickly(ObjectNode manifest) {
    if (manifest.path("kind").asText().equals("TokenProtectionRollout")) {
      ObjectNode gate = manifest.withObject("/spec/gate");
      gate.put("requiredSoakTime", "6h").put("minActiveDays", 1).put("minSignIns", 60);
      gate.putObject("settleTime").put("policy", "1h").put("membership", "1h");
    }
  }

  private static boolean isSteadyIn(int stage, TokenProtectionRolloutStatus status) {
    return status.currentStage() != null
        && status.currentStage().number() == stage
        && status.intent() == null
        && RolloutWorld.condition(status, "Ready")
            .filter(ready -> "True".equals(ready.status()))
            .isPresent();
  }

  private static boolean isCompleted(TokenProtectionRolloutStatus status) {
    return RolloutWorld.condition(status, "RolloutCompleted")
        .filter(completed -> "True".equals(completed.status()))
        .isPresent();
  }

  private static Instant passedIn(TokenProtectionRolloutStatus status) {
    return status.history().stream()
        .filter(entry -> entry.completionStatus().equals("Promoted"))
        .map(HistoryEntry::to)
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  private List<LoggedRequest> writesSince(int count) {
    List<LoggedRequest> writes = tenant.requests().graphWrites();
    return writes.subList(count, writes.size());
  }

  /**
   * What the enforced policy does, all but its name.
   *
   * @param members the users in its groups
   */
  private record Protection(
      boolean enforced, Set<String> groups, Set<String> members, JsonNode conditions) {
    static Protection of(TenantSnapshot snapshot) {
      ObjectNode policy =
          snapshot.policies().values().stream()
              .filter(p -> p.path("displayName").asText().startsWith(PILOT))
              .filter(p -> !p.path("displayName").asText().endsWith(" observe]"))
              .findFirst()
              .orElseThrow();
      Set<String> groups = new TreeSet<>();
      policy.at("/conditions/users/includeGroups").forEach(id -> groups.add(id.asText()));
      Set<String> members = new TreeSet<>();
      groups.forEach(group -> members.addAll(snapshot.membersOf(group)));
      ObjectNode conditions = ((ObjectNode) policy.path("conditions")).deepCopy();
      conditions.withObject("/users").remove("includeGroups");
      return new Protection(
          policy.path("state").asText().equals("enabled"), groups, members, conditions);
    }

    /** Whether nobody and nothing is protected less than by {@code other}. */
    boolean covers(Protection other) {
      return (enforced || !other.enforced)
          && groups.containsAll(other.groups)
          && members.containsAll(other.members)
          && conditions.equals(other.conditions);
    }
  }
}
