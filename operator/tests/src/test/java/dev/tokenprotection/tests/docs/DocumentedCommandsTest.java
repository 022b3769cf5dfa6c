package dev.tokenprotection.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.dev.Main;
import dev.tokenprotection.dev.testbed.Chart;
import dev.tokenprotection.tests.testbed.ChartApiServer;
import dev.tokenprotection.tests.testbed.ChartRelease;
import dev.tokenprotection.tests.testbed.SharedApiServer;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command that a page prints. A block of kubectl commands is run as it stands against a real
 * API server with the chart, the tenant {@code contoso} and the rollout {@code office-windows} in
 * the namespace {@code token-protection}. Options of {@code tpr} are parsed by the program itself.
 * Whatever else is not run has a reason; {@code target/documented-commands.md} lists all of it.
 */
class DocumentedCommandsTest {
  private static final String NAMESPACE = "token-protection";
  private static final String TENANT_OF_THE_FIXTURE = "11111111-1111-4111-8111-111111111111";
  private static final String TENANT_OF_THE_EXAMPLE = "11111111-1111-1111-1111-111111111111";

  /** Programs that a block may need beside kubectl, to be run here. */
  private static final Pattern RUN_HERE =
      Pattern.compile(
          "(kubectl |[a-z]+=\\S|hash=|python3 -c |docs/how-to/connect-a-tenant\\.sh --dry-run ).*");

  private static final Pattern INNER = Pattern.compile("\\$\\(([^()]*)\\)");

  /** Why a command is not run, by how it begins. */
  private static final Map<String, String> NOT_RUN =
      Map.ofEntries(
          Map.entry("mvn ", "this build"),
          Map.entry("export KUBECONFIG=", "has a placeholder for the file"),
          Map.entry("az ", "needs a tenant; ConnectATenantScriptTest has an az that pretends"),
          Map.entry(
              "docs/how-to/connect-a-tenant.sh --managed",
              "needs a tenant; ConnectATenantScriptTest runs the script"),
          Map.entry("./tpr dev", "DevCommandTest runs it"),
          Map.entry("./tpr simulate", "runs until it is stopped; ScenarioTest starts it"),
          Map.entry("./tpr plan", "needs a tenant; PlanTest runs it against the simulated one"),
          Map.entry("./tpr approve", "needs an open request; ApprovalTest runs it"),
          Map.entry("./tpr validate", "ValidateCommandTest runs it"),
          Map.entry(
              "sed 's|image:",
              "has a placeholder for the registry; GeneratedChartFilesTest compares the file"),
          Map.entry("skopeo ", "needs a registry; the test of the node pushes the image"),
          Map.entry("cosign ", "needs a registry and a key"),
          Map.entry("kubeconform ", "is another project's program, which is not at hand here"),
          Map.entry("helm ", "needs the image; ChartInstallationTest installs the chart"));

  private static final Map<Block, String> DONE =
      new TreeMap<>(Comparator.comparing(Block::page).thenComparing(Block::line));

  @TempDir private static Path directory;

  @BeforeAll
  static void kubectl_on_the_path() throws IOException {
    ChartRelease.shared();
    Files.createSymbolicLink(directory.resolve("kubectl"), SharedApiServer.testBed().kubectl());
    Files.writeString(directory.resolve("kubeconfig"), ChartApiServer.get().kubeconfig());
  }

  @AfterAll
  static void report() throws IOException {
    List<String> table = new ArrayList<>(List.of("| block | commands |", "|---|---|"));
    DONE.forEach((block, how) -> table.add("| %s | %s |".formatted(block, how)));
    Files.write(Checkout.file("operator/tests/target/documented-commands.md"), table);
  }

  static Stream<Block> shellBlocks() {
    return Block.all().stream().filter(Block::isShell);
  }

  @ParameterizedTest
  @MethodSource("shellBlocks")
  void a_block_runs_as_it_stands_or_says_why_not(Block block) throws Exception {
    Optional<String> reason =
        block.commands().stream().flatMap(command -> notRun(command).stream()).findFirst();
    if (reason.isPresent()) {
      assertThat(bash("-n", "-c", block.text())).as("syntax").isEqualTo(new Ended(0, "", ""));
      DONE.put(block, "not run: " + reason.get());
      return;
    }
    assertThat(block.commands()).allSatisfy(command -> assertThat(command).matches(RUN_HERE));
    resetCluster();

    Ended ended = bash("-eu", "-o", "pipefail", "-c", block.text());

    assertThat(ended.exitCode()).as(ended.errors()).isZero();
    DONE.put(block, "run");
  }

  static Stream<Block> statusQueries() {
    return shellBlocks().filter(block -> block.text().contains("-o jsonpath="));
  }

  @ParameterizedTest
  @MethodSource("statusQueries")
  void a_query_asks_for_fields_that_are_there(Block block) throws Exception {
    resetCluster();
    for (String command : block.commands()) {
      if (command.startsWith("kubectl get ") && command.contains("-o jsonpath=")) {
        assertThat(bash("-c", command).output().strip()).as(command).isNotEmpty();
      }
    }
  }

  @Test
  void every_option_of_tpr_that_a_page_names_exists() {
    List<String> commands =
        Stream.concat(Block.all().stream(), Block.inline().stream())
            .flatMap(block -> block.commands().stream())
            .filter(command -> command.matches("(\\./)?tpr [a-z]+( .*)?"))
            .filter(command -> !command.contains("…"))
            .distinct()
            .toList();
    assertThat(commands).hasSizeGreaterThan(10);
    assertThat(commands)
        .allSatisfy(
            command -> {
              List<String> words = words(command);
              if (words.size() > 2) {
                assertThatCode(
                        () ->
                            Main.commandLine()
                                .parseArgs(words.subList(1, words.size()).toArray(String[]::new)))
                    .doesNotThrowAnyException();
              } else {
                assertThat(Main.commandLine().getSubcommands()).containsKey(words.get(1));
              }
            });
  }

  @Test
  void every_kubectl_command_names_its_namespace() {
    Pattern namespaced =
        Pattern.compile(
            "kubectl (annotate|patch|describe|get|delete|scale|create serviceaccount|create"
                + " rolebinding|logs)( --?[a-z=-]+)* [a-z]+[ ,/].*");
    Pattern named = Pattern.compile(".* (-n|--namespace|-A)( .*|$)");
    assertThat(Stream.concat(Block.all().stream(), Block.inline().stream()))
        .allSatisfy(
            block ->
                assertThat(block.commands().stream().flatMap(command -> simple(command)))
                    .filteredOn(command -> namespaced.matcher(command).matches())
                    .allSatisfy(command -> assertThat(command).as("%s", block).matches(named)));
  }

  /** A command and those within it whose output it uses, each without the others. */
  private static Stream<String> simple(String command) {
    return Stream.concat(
        Stream.of(INNER.matcher(command).replaceAll("")),
        INNER.matcher(command).results().map(inner -> inner.group(1)));
  }

  private static Optional<String> notRun(String command) {
    return NOT_RUN.entrySet().stream()
        .filter(entry -> command.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** A command's words as a shell splits them, as far as pages need it. */
  private static List<String> words(String command) {
    return Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)")
        .matcher(command)
        .results()
        .map(
            word ->
                Stream.of(1, 2, 3).map(word::group).filter(s -> s != null).findFirst().orElse(""))
        .toList();
  }

  /** What a page scales to nothing is there for the others. */
  @AfterEach
  void operatorWanted() {
    ChartApiServer.client()
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .withName(Chart.USUAL_RELEASE)
        .scale(2);
  }

  /** A rollout and a tenant with every field of their status set. */
  private static void resetCluster() throws IOException {
    put(read("rollout.yaml", TokenProtectionRollout.class), "office-windows");
    put(read("tenant.yaml", EntraTenant.class), "contoso");
    ChartApiServer.client()
        .serviceAccounts()
        .inNamespace(NAMESPACE)
        .withName("entra-contoso")
        .delete();
    ChartApiServer.client()
        .rbac()
        .roleBindings()
        .inNamespace(NAMESPACE)
        .withLabelNotIn("app.kubernetes.io/managed-by", "Helm")
        .delete();
  }

  private static <T extends CustomResource<?, ?>> T read(String file, Class<T> type)
      throws IOException {
    String yaml =
        Files.readString(
                Checkout.file("operator/tests/src/test/resources/crds/status").resolve(file))
            .replace(TENANT_OF_THE_FIXTURE, TENANT_OF_THE_EXAMPLE);
    return ChartApiServer.client().getKubernetesSerialization().unmarshal(yaml, type);
  }

  private static <S, R extends CustomResource<?, S>> void put(R resource, String name) {
    KubernetesClient client = ChartApiServer.client();
    S status = resource.getStatus();
    resource.getMetadata().setName(name);
    client.resource(resource).inNamespace(NAMESPACE).delete();
    R created = client.resource(resource).inNamespace(NAMESPACE).create();
    created.setStatus(status);
    client.resource(created).inNamespace(NAMESPACE).updateStatus();
  }

  private record Ended(int exitCode, String output, String errors) {}

  private static Ended bash(String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("bash"));
    line.addAll(List.of(arguments));
    Path output = Files.createTempFile(directory, "out", "");
    Path errors = Files.createTempFile(directory, "err", "");
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(Checkout.file("").toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().put("KUBECONFIG", directory.resolve("kubeconfig").toString());
    builder.environment().merge("PATH", directory.toString(), (path, own) -> own + ":" + path);
    int exitCode = builder.start().waitFor();
    return new Ended(exitCode, Files.readString(output), Files.readString(errors));
  }
}
