package dev.tokenprotection.tests.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.app.TprCommand;
import dev.tokenprotection.app.plan.PlanCommand;
import dev.tokenprotection.dev.testbed.ProjectHome;
import dev.tokenprotection.simulator.log.LoggedRequest;
import dev.tokenprotection.tests.testbed.ChartApiServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Plans against a real API server and a simulated tenant, with and without an operator. */
class PlanTest {
  private static final String ROLLOUT = RolloutWorld.MANIFEST;

  @TempDir private Path directory;

  /** What a run of {@code tpr plan} came to. */
  private record Planned(int code, String out, String err) {
    JsonNode rollout() throws IOException {
      return new ObjectMapper().readTree(out).path("rollouts").get(0);
    }
  }

  @Test
  void a_plan_is_what_the_operator_then_does_and_writes_nothing_itself() throws IOException {
    try (RolloutWorld world = RolloutWorld.of("plan", "default")) {
      world.applyExample("tenant.yaml");

      Planned before = plan(world, "-o", "json");
      assertThat(before.err()).isEmpty();
      assertThat(before.code()).isEqualTo(2);
      assertThat(before.rollout().path("status").asText()).isEqualTo("None");
      assertThat(before.rollout().path("totals").path("create").asInt()).isEqualTo(3);
      assertThat(world.writes()).isEmpty();

      try (OperatorInProcess _ = OperatorInProcess.start(world)) {
        world.applyExample(ROLLOUT);
        world.awaitCondition("Ready", condition -> "True".equals(condition.status()));
      }
      long last = lastRequest(world);

      Planned after = plan(world, "-o", "json");
      assertThat(after.code()).as(after.out() + after.err()).isZero();
      assertThat(after.rollout().path("status").asText()).isEqualTo("Live");
      assertThat(after.rollout().path("stage").path("situation").asText()).isEqualTo("InStage");

      Planned next = plan(world, "--stage", "pilot-enforce");
      assertThat(next.code()).isEqualTo(2);
      assertThat(next.out())
          .contains(
              "# widens enforcement",
              "        ~ enabledForReportingButNotEnforced -> enabled",
              "        + Windows-Pilot (",
              "0 to create, 1 to change, nothing is deleted. Members: 0 to add, 0 to remove. Lowers"
                  + " protection: 0. Widens enforcement: 1.");
      assertThat(world.simulated().requests().after(last))
          .isNotEmpty()
          .noneMatch(LoggedRequest::isGraphWrite)
          .noneMatch(LoggedRequest::changedSomething);
    }
  }

  @Test
  void with_apply_policy_observe_the_operator_plans_the_same_and_writes_nothing()
      throws IOException {
    try (RolloutWorld world = RolloutWorld.of("plan", "default");
        OperatorInProcess _ = OperatorInProcess.start(world)) {
      world.applyExample("tenant.yaml");
      world.applyExample(
          ROLLOUT, resource -> resource.withObject("/spec").put("applyPolicy", "Observe"));

      TokenProtectionRolloutStatus status =
          world.awaitRollout("a plan", found -> found.plan() != null);
      assertThat(status.plan().summary()).isEqualTo("2 policies to create, 1 group to create");
      assertThat(RolloutWorld.condition(status, "Ready").orElseThrow().message())
          .contains("applyPolicy is Observe");
      assertThat(plan(world, "-o", "json").rollout().path("next").path("hash").asText())
          .isEqualTo(status.plan().hash());
      assertThat(world.events()).anyMatch(event -> "Planned".equals(event.getReason()));
      assertThat(world.writes()).isEmpty();

      world.applyExample(
          ROLLOUT, resource -> resource.withObject("/spec").put("applyPolicy", "Automatic"));

      world.awaitCondition("Ready", condition -> "True".equals(condition.status()));
      assertThat(world.writes()).isNotEmpty();
    }
  }

  private static long lastRequest(RolloutWorld world) {
    return world.simulated().requests().all().getLast().number();
  }

  /** Runs the command on the example, with an administrator's kubeconfig. */
  private Planned plan(RolloutWorld world, String... arguments) throws IOException {
    Path example = ProjectHome.find().directory().resolve("examples").resolve(ROLLOUT);
    Path manifest =
        Files.writeString(
            directory.resolve("rollout.yaml"),
            Files.readString(example)
                .replace("namespace: token-protection", "namespace: " + world.namespace()));
    Path kubeconfig =
        Files.writeString(directory.resolve("kubeconfig"), ChartApiServer.get().kubeconfig());
    List<String> all =
        new ArrayList<>(
            List.of(
                "plan",
                "-f",
                manifest.toString(),
                "--kubeconfig",
                kubeconfig.toString(),
                "--allowed-endpoint-hosts",
                world.tenantHost()));
    all.addAll(List.of(arguments));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        TprCommand.commandLine(Map.of("plan", () -> new PlanCommand(System.in, world.time())));
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return new Planned(command.execute(all.toArray(String[]::new)), out.toString(), err.toString());
  }
}
