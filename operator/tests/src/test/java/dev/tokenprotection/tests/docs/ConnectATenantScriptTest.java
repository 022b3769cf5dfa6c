package dev.tokenprotection.tests.docs;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.core.guard.RequiredPermission;
import dev.tokenprotection.entra.call.Permissions;
import dev.tokenprotection.simulator.tenant.FederatedCredential;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script of "How to connect a tenant", with an Azure CLI that only pretends. */
class ConnectATenantScriptTest {
  /** Source: Microsoft Graph permissions reference; app roles of Microsoft Graph and their ids. */
  private static final Map<String, String> APP_ROLES =
      Map.ofEntries(
          Map.entry("Policy.Read.All", "246dd0d5-5bd0-4def-940b-0421030a5b68"),
          Map.entry("Policy.Read.ConditionalAccess", "37730810-e9ba-4e46-b07e-8ca78d182097"),
          Map.entry("Policy.ReadWrite.ConditionalAccess", "01c0a623-fc9b-48e9-b794-0756f8e8f067"),
          Map.entry("Application.Read.All", "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30"),
          Map.entry("AuditLog.Read.All", "b0afded3-3588-46d8-8b3d-9842eff778da"),
          Map.entry("User.Read.All", "df021288-bdef-4463-88db-98f22de89214"),
          Map.entry("Organization.Read.All", "498476ce-e0fe-48b0-b801-37ba7e2685c6"),
          Map.entry("Group.Read.All", "5b567255-7703-4780-807c-7be8301ae99b"),
          Map.entry("Group.ReadWrite.All", "62a82d76-70ea-41e2-9197-370581804d09"),
          Map.entry("Device.Read.All", "7438b122-aefc-4978-80ed-43db9fcc7715"),
          Map.entry("Directory.ReadWrite.All", "19dbc75e-c2e2-444c-a770-ec69d8559fc7"));

  private static final String ISSUER = "https://oidc.example.com/cluster-1";

  @TempDir private Path state;

  /** What is asked for, and what of the program needs a permission only then. */
  private enum Features {
    LEAST(List.of(), RequiredPermission.Groups.EXISTING_ONLY, EnumSet.noneOf(Permissions.class)),
    MANAGED_GROUPS(
        List.of("--managed-groups"),
        RequiredPermission.Groups.MANAGED,
        EnumSet.of(Permissions.CREATE_GROUPS, Permissions.WRITE_GROUPS, Permissions.WRITE_MEMBERS)),
    DEVICE_CHECKS(
        List.of("--device-checks"),
        RequiredPermission.Groups.EXISTING_ONLY,
        EnumSet.of(Permissions.READ_DEVICES)),
    ALL(
        List.of("--managed-groups", "--device-checks"),
        RequiredPermission.Groups.MANAGED,
        EnumSet.of(
            Permissions.CREATE_GROUPS,
            Permissions.WRITE_GROUPS,
            Permissions.WRITE_MEMBERS,
            Permissions.READ_DEVICES));

    private final List<String> options;
    private final RequiredPermission.Groups groups;
    private final Set<Permissions> calls;

    Features(
        List<String> options, RequiredPermission.Groups groups, EnumSet<Permissions> optional) {
      this.options = options;
      this.groups = groups;
      EnumSet<Permissions> all = EnumSet.allOf(Permissions.class);
      all.removeAll(
          EnumSet.of(
              Permissions.CREATE_GROUPS,
              Permissions.WRITE_GROUPS,
              Permissions.WRITE_MEMBERS,
              Permissions.READ_DEVICES));
      all.addAll(optional);
      this.calls = all;
    }

    boolean isSatisfiedBy(Set<String> granted) {
      return RequiredPermission.missing(granted, groups).isEmpty()
          && calls.stream().allMatch(call -> call.missingFrom(granted).isEmpty());
    }
  }

  @BeforeEach
  void an_empty_tenant() throws IOException {
    try (InputStream az = getClass().getResourceAsStream("/docs/az")) {
      Files.copy(az, state.resolve("az"));
    }
    Files.setPosixFilePermissions(
        state.resolve("az"), PosixFilePermissions.fromString("rwxr-x---"));
    for (String file : List.of("calls", "application", "principal", "granted", "credential")) {
      Files.createFile(state.resolve(file));
    }
    List<String> roles = new ArrayList<>();
    APP_ROLES.forEach((name, id) -> roles.add(name + "\t" + id));
    Files.write(state.resolve("roles"), roles);
  }

  @ParameterizedTest
  @EnumSource
  void it_grants_what_the_program_asks_for_and_nothing_more(Features features) throws Exception {
    Result result = run(features.options.toArray(String[]::new));

    assertThat(result.exitCode()).as(result.errors()).isZero();
    Set<String> granted = granted();
    assertThat(features.isSatisfiedBy(granted)).as("enough: %s", granted).isTrue();
    assertThat(granted)
        .allSatisfy(
            permission -> {
              Set<String> fewer = new HashSet<>(granted);
              fewer.remove(permission);
              assertThat(features.isSatisfiedBy(fewer)).as("without %s", permission).isFalse();
            });
    assertThat(askedFor()).isEqualTo(granted);
  }

  @Test
  void what_may_only_plan_gets_no_permission_to_write() throws Exception {
    run("--read-only", "--managed-groups");

    assertThat(granted()).contains("Group.Read.All").noneMatch(name -> name.contains("Write"));
  }

  @Test
  void one_service_account_may_sign_in_with_the_audience_that_its_tokens_have() throws Exception {
    run("--issuer", ISSUER, "--namespace", "security", "--service-account", "entra");

    assertThat(state.resolve("credential"))
        .hasContent(
            String.join(
                "\t",
                ISSUER,
                "system:serviceaccount:security:entra",
                FederatedCredential.DEFAULT_AUDIENCE));
  }

  @Test
  void a_second_run_changes_nothing() throws Exception {
    String[] options = {"--managed-groups", "--issuer", ISSUER};
    Result first = run(options);
    Files.write(state.resolve("calls"), List.of());
    Result second = run(options);

    assertThat(second.output()).isEqualTo(first.output()).contains("clientId: 22222222-");
    assertThat(writes()).as("but for the list in the portal, which is the same").hasSize(1);
    assertThat(writes().getFirst()).startsWith("ad", "app", "update");
  }

  @Test
  void another_issuer_replaces_the_one_that_was() throws Exception {
    run("--issuer", ISSUER);
    run("--issuer", "https://oidc.example.com/cluster-2");

    assertThat(state.resolve("credential"))
        .content()
        .startsWith("https://oidc.example.com/cluster-2\t");
    assertThat(writes()).filteredOn(call -> call.contains("update")).hasSize(3);
  }

  @Test
  void more_than_is_needed_is_reported_and_taken_away_only_when_asked() throws Exception {
    Files.writeString(
        state.resolve("granted"),
        "%1$s\tassignment-of-%1$s%n".formatted(APP_ROLES.get("Directory.ReadWrite.All")));

    assertThat(run().errors()).contains("not needed: Directory.ReadWrite.All");
    assertThat(granted()).contains("Directory.ReadWrite.All");

    run("--remove-others");
    assertThat(granted()).doesNotContain("Directory.ReadWrite.All").contains("Policy.Read.All");
  }

  @Test
  void a_dry_run_runs_nothing_and_prints_each_command_that_a_run_would() throws Exception {
    String[] options = {"--managed-groups", "--device-checks", "--issuer", ISSUER};
    Result dry = run(withDryRun(options));
    assertThat(calls()).isEmpty();

    Result real = run(options);

    assertThat(commands(dry)).isEqualTo(commands(real)).hasSameSizeAs(calls());
  }

  @Test
  void an_app_role_of_another_name_stops_it_before_anything_is_written() throws Exception {
    Files.writeString(
        state.resolve("roles"), "Mail.ReadWrite\t" + APP_ROLES.get("Policy.Read.All") + "\n");

    Result result = run();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors()).contains("no app role Policy.Read.All", "nothing was changed");
    assertThat(writes()).isEmpty();
  }

  @Test
  void two_applications_of_the_name_are_told_and_neither_is_touched() throws Exception {
    Files.write(state.resolve("application"), List.of("one", "two"));

    Result result = run();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors()).contains("more than one application is named");
    assertThat(writes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--issuer", "--no-such-option"})
  void wrong_usage_runs_nothing(String option) throws Exception {
    assertThat(run(option).exitCode()).isEqualTo(2);
    assertThat(calls()).isEmpty();
  }

  private record Result(int exitCode, String output, String errors) {}

  private Result run(String... options) throws Exception {
    List<String> line = new ArrayList<>(List.of("bash"));
    line.add(Checkout.file("docs/how-to/connect-a-tenant.sh").toString());
    line.addAll(List.of(options));
    Path output = state.resolve("stdout");
    Path errors = state.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder.environment().put("STATE", state.toString());
    builder.environment().merge("PATH", state.toString(), (path, stub) -> stub + ":" + path);
    int exitCode = builder.start().waitFor();
    return new Result(exitCode, Files.readString(output), Files.readString(errors));
  }

  private static String[] withDryRun(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--dry-run");
    return all.toArray(String[]::new);
  }

  /** The printed commands, with the ids that only a real run knows left out. */
  private static List<String> commands(Result result) {
    return result
        .errors()
        .lines()
        .filter(line -> line.startsWith("+ az "))
        .map(
            line ->
                line.replaceAll("<[^>]*>|22222222-[-2]*|own-principal|graph-principal", "ID")
                    .replaceAll("['\"]", ""))
        .toList();
  }

  private List<List<String>> calls() throws IOException {
    return Files.readAllLines(state.resolve("calls")).stream()
        .map(line -> List.of(line.split("\u001f")))
        .toList();
  }

  private List<List<String>> writes() throws IOException {
    return calls().stream()
        .filter(
            call ->
                call.contains("create")
                    || call.contains("update")
                    || call.contains("POST")
                    || call.contains("DELETE"))
        .toList();
  }

  private Set<String> granted() throws IOException {
    return names(
        Files.readAllLines(state.resolve("granted")).stream()
            .map(line -> line.substring(0, line.indexOf('\t')))
            .collect(toSet()));
  }

  /** What the application lists in the portal. */
  private Set<String> askedFor() throws IOException {
    String listed =
        calls().stream()
            .filter(call -> call.contains("--required-resource-accesses"))
            .map(List::getLast)
            .findFirst()
            .orElseThrow();
    return names(APP_ROLES.values().stream().filter(id -> listed.contains(id)).collect(toSet()));
  }

  private static Set<String> names(Set<String> ids) {
    Map<String, String> byId =
        APP_ROLES.entrySet().stream().collect(toMap(Map.Entry::getValue, Map.Entry::getKey));
    return ids.stream().map(byId::get).collect(toSet());
  }
}
