package dev.tokenprotection.app.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenprotection.kubernetes.schedule.MachineTime;
import dev.tokenprotection.simulator.SimulatedTenant;
import dev.tokenprotection.simulator.log.LoggedRequest;
import dev.tokenprotection.simulator.scenario.Scenario;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The examples planned against a simulated tenant that nothing was written to. */
class PlanCommandTest {
  private static final String SECRET = "simulated-secret";
  private static SimulatedTenant tenant;

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void start() {
    Scenario scenario = Scenario.find("default");
    tenant =
        SimulatedTenant.builder()
            .clock(Clock.systemUTC())
            .tenantId(scenario.tenantId())
            .scenario(scenario)
            .start();
  }

  @AfterAll
  static void stop() {
    tenant.close();
  }

  @Test
  void a_plan_reads_as_one_does_elsewhere_and_exits_with_2() throws IOException {
    int code = plan("-f", manifests(SECRET));

    assertThat(err.toString()).isEmpty();
    assertThat(code).isEqualTo(2);
    assertThat(out.toString())
        .startsWith(
            """
            token-protection/office-windows in tenant contoso (11111111-1111-1111-1111-111111111111)
            Planned for stage 1 of 2, pilot-observe (ReportOnly): no cluster was asked how far it is, so as if it had not begun.

              + group "TokenProtection-Pilot"
                  + 5 members: 55555555-0000-4000-8000-000000000001, \
            """)
        .contains(
            "  + policy Observe \"Enable Token Protection (Pilot) [tpr:",
            "      state: enabledForReportingButNotEnforced\n",
            "      conditions.users.includeGroups: known after apply: TokenProtection-Pilot\n",
            "      conditions.applications.includeApplications: ExchangeOnline"
                + " (00000002-0000-0ff1-ce00-000000000000), ",
            "      conditions.users.includeUsers: None\n",
            "3 to create, 0 to change, nothing is deleted. Members: 5 to add, 0 to remove. Lowers"
                + " protection: 0. Widens enforcement: 0.\n",
            "The operator begins with: 2 policies to create, 1 group to create (1 of 2, plan v1:");
  }

  @Test
  void a_plan_only_reads() throws IOException {
    long last = lastRequest();

    plan("-f", manifests(SECRET), "--stage", "2");

    List<LoggedRequest> requests = tenant.requests().after(last);
    assertThat(requests).isNotEmpty();
    assertThat(requests)
        .allSatisfy(
            request -> {
              assertThat(request.isGraphWrite())
                  .as("%s %s", request.method(), request.path())
                  .isFalse();
              assertThat(request.changedSomething()).isFalse();
            });
    assertThat(
            requests.stream()
                .filter(request -> !request.method().equals("GET"))
                .map(LoggedRequest::path))
        .as("but for tokens")
        .allMatch(path -> path.endsWith("/oauth2/v2.0/token"));
  }

  @Test
  void a_stage_to_come_says_what_would_be_enforced() throws IOException {
    assertThat(plan("-f", manifests(SECRET), "--stage", "pilot-enforce")).isEqualTo(2);

    assertThat(out.toString())
        .contains(
            "Planned for stage 2 of 2, pilot-enforce (Enforced), as if all gates before it had"
                + " passed, against the tenant as it is now.",
            "# widens enforcement\n",
            "      state: enabled\n",
            "Widens enforcement: 1.")
        .doesNotContain("Held back");
  }

  @Test
  void json_says_the_same_in_members_that_stay() throws IOException {
    assertThat(plan("-f", manifests(SECRET), "-o", "json", "--stage", "2")).isEqualTo(2);

    JsonNode document = new ObjectMapper().readTree(out.toString());
    assertThat(names(document)).containsExactly("changes", "problems", "rollouts");
    assertThat(document.path("changes").asBoolean()).isTrue();
    JsonNode rollout = document.path("rollouts").get(0);
    assertThat(names(rollout))
        .containsExactly(
            "namespace",
            "name",
            "tenant",
            "tenantId",
            "installation",
            "status",
            "stage",
            "next",
            "totals",
            "changes",
            "heldBack",
            "findings",
            "errors",
            "names");
    assertThat(rollout.path("status").asText()).isEqualTo("NotAsked");
    assertThat(rollout.path("stage").toString())
        .isEqualTo(
            "{\"number\":2,\"total\":2,\"name\":\"pilot-enforce\",\"state\":\"Enforced\","
                + "\"situation\":\"Assumed\"}");
    assertThat(rollout.path("next").path("hash").asText()).matches("v1:[0-9a-f]{64}");
    assertThat(rollout.path("totals").toString())
        .isEqualTo(
            "{\"create\":3,\"change\":0,\"membersAdded\":5,\"membersRemoved\":0,"
                + "\"lowersProtection\":0,\"widensEnforcement\":1,\"adopt\":0,\"restore\":0}");
    JsonNode group = rollout.path("changes").get(0);
    assertThat(group.path("action").asText()).isEqualTo("Create");
    assertThat(group.path("kind").asText()).isEqualTo("Group");
    assertThat(group.path("membersAdded")).hasSize(5);
    JsonNode enforced = rollout.path("changes").get(2);
    assertThat(enforced.path("role").asText()).isEqualTo("Enforced");
    assertThat(enforced.path("effects").toString()).isEqualTo("[\"WidensEnforcement\"]");
    assertThat(enforced.path("fields").get(1).toString())
        .isEqualTo("{\"path\":\"state\",\"before\":[],\"after\":[\"enabled\"]}");
  }

  @Test
  void the_hash_is_the_same_for_the_same_plan() throws IOException {
    String manifests = manifests(SECRET);
    plan("-f", manifests, "-o", "json");
    String first = out.toString();
    out.getBuffer().setLength(0);
    plan("-f", manifests, "-o", "json");

    assertThat(out).hasToString(first);
  }

  @Test
  void the_secret_may_come_from_a_file() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), SECRET + "\n");

    assertThat(plan("-f", manifests("not-this-one"), "--secret-file", secret.toString()))
        .isEqualTo(2);
  }

  @Test
  void a_wrong_secret_is_an_error_that_does_not_show_it() throws IOException {
    assertThat(plan("-f", manifests("not-this-one"))).isEqualTo(1);

    assertThat(out.toString())
        .contains("Not complete, or not possible:", "! SecretInvalid: ")
        .doesNotContain("not-this-one");
  }

  @Test
  void a_group_that_is_not_found_is_an_error_beside_the_plan() throws IOException {
    String manifests =
        manifests(
            SECRET,
            text ->
                text.replace(
                    "      managedGroup:",
                    "      groups: [{displayName: Nobody}]\n      managedGroup:"));

    assertThat(plan("-f", manifests)).isEqualTo(1);

    assertThat(out.toString()).contains("! GroupNotFound: ", "\"Nobody\"", "3 to create");
  }

  @Test
  void a_host_that_is_not_allowed_gets_no_secret() throws IOException {
    long last = lastRequest();

    int code = run("", "--offline", "--installation-id", "test", "-f", manifests(SECRET));

    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).contains("! EndpointNotAllowed: ");
    assertThat(tenant.requests().after(last)).isEmpty();
  }

  @Test
  void manifests_that_are_refused_are_not_planned() throws IOException {
    String manifests =
        manifests(SECRET, text -> text.replace("state: ReportOnly", "state: Nonsense"));

    assertThat(plan("-f", manifests)).isEqualTo(1);

    assertThat(out.toString()).contains("spec.stages[0].state").contains("rollout.yaml:");
  }

  @Test
  void wrong_usage_and_missing_files_exit_with_1() {
    assertThat(run("")).isEqualTo(1);
    assertThat(run("", "-f", "no-such-file.yaml")).isEqualTo(1);
    assertThat(run("kind: ConfigMap\napiVersion: v1\n", "--offline", "-f", "-")).isEqualTo(1);
    assertThat(err.toString())
        .contains("no-such-file.yaml can't be read", "there is no TokenProtectionRollout in -");
  }

  @Test
  void without_an_entra_tenant_the_error_says_where_it_was_looked_for() throws IOException {
    Path rollout = example("windows/rollout.yaml");

    assertThat(run("", "--offline", "-f", rollout.toString())).isEqualTo(1);

    assertThat(out.toString())
        .contains("! TenantNotFound: The EntraTenant token-protection/contoso is neither");
  }

  private static long lastRequest() {
    return tenant.requests().all().stream().mapToLong(LoggedRequest::number).max().orElse(0);
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private int plan(String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--offline",
                "--installation-id",
                "test",
                "--allowed-endpoint-hosts",
                tenant.graphUri().getAuthority() + "," + tenant.loginUri().getAuthority()));
    all.addAll(List.of(arguments));
    return run("", all.toArray(String[]::new));
  }

  private int run(String standardInput, String... arguments) {
    CommandLine command =
        new CommandLine(
            new PlanCommand(
                new ByteArrayInputStream(standardInput.getBytes(StandardCharsets.UTF_8)),
                new MachineTime()));
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }

  private String manifests(String secret) throws IOException {
    return manifests(secret, text -> text);
  }

  /** The examples for Windows, in a folder, wired to the simulated tenant. */
  private String manifests(String secret, UnaryOperator<String> change) throws IOException {
    Path folder = Files.createTempDirectory(directory, "manifests");
    String endpoints =
        """
          endpoints:
            login: %s
            graph: %s
            caBundleRef: {name: ca}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: ca, namespace: token-protection}
        stringData:
          ca.crt: |
        %s
        """
            .formatted(tenant.loginUri(), tenant.graphUri(), tenant.caCertificatePem().indent(4));
    Files.writeString(
        folder.resolve("tenant.yaml"),
        Files.readString(example("tenant.yaml")).replace("replace-me", secret) + endpoints);
    Files.writeString(
        folder.resolve("rollout.yaml"),
        change.apply(Files.readString(example("windows/rollout.yaml"))));
    return folder.toString();
  }

  private static Path example(String path) {
    return Path.of("../../examples").resolve(path);
  }
}
