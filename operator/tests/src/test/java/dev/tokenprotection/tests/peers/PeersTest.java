package dev.tokenprotection.tests.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenprotection.simulator.SimulatedTenant;
import dev.tokenprotection.simulator.log.LoggedRequest;
import dev.tokenprotection.simulator.scenario.Scenario;
import dev.tokenprotection.simulator.tenant.Tenant;
import dev.tokenprotection.simulator.tenant.TenantClock;
import dev.tokenprotection.simulator.tenant.TenantSettings;
import dev.tokenprotection.simulator.tenant.User;
import dev.tokenprotection.simulator.tenant.UserType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that are not ours work against the simulated tenant as they do against Microsoft Graph.
 */
@Tag("peers")
class PeersTest {
  private static final String CLIENT_ID = "22222222-2222-2222-2222-222222222222";
  private static final String CLIENT_SECRET = "simulated-secret";

  @TempDir private Path folder;
  private SimulatedTenant simulated;

  @BeforeEach
  void start() {
    simulated =
        SimulatedTenant.builder()
            .clock(TenantClock.standing(Instant.parse("2026-11-05T15:00:00Z")))
            .scenario(Scenario.named("default"))
            .start();
    simulated.tenant().settings(TenantSettings.immediate());
  }

  @AfterEach
  void stop() {
    simulated.close();
  }

  @Test
  void microsofts_python_sdk_reads_and_writes_policies_groups_members_and_pages_sign_ins()
      throws IOException {
    Program.Ended ended =
        program(folder)
            .run(PeerTools.python().toString(), PeerTools.source("sdk_client.py").toString());

    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertEverythingWasUnderstood();
  }

  @Test
  void a_plain_http_client_does_too_and_what_it_is_answered_agrees_with_microsofts_types()
      throws IOException {
    Path node = PeerTools.node();
    Program.Ended client =
        program(node).run("node", PeerTools.source("plain_client.mjs").toString());
    assertThat(client.exitCode()).as(client.output()).isZero();
    assertEverythingWasUnderstood();

    Program.Ended types = program(node).run("node", PeerTools.source("type_check.mjs").toString());
    assertThat(types.exitCode()).as(types.output()).isZero();
    assertThat(types.output()).contains("agree with Microsoft's types");
  }

  private void assertEverythingWasUnderstood() {
    assertThat(simulated.requests().graphWrites())
        .extracting(LoggedRequest::status)
        .contains(201, 204);
    assertThat(simulated.requests().matching(request -> request.status() >= 405)).isEmpty();
  }

  private Program program(Path workingFolder) throws IOException {
    Tenant tenant = simulated.tenant();
    Path authority = Files.writeString(folder.resolve("ca.pem"), simulated.caCertificatePem());
    String users =
        tenant.directory().users().stream()
            .filter(user -> user.userType() == UserType.MEMBER)
            .limit(30)
            .map(User::id)
            .collect(Collectors.joining(","));
    return new Program(
        workingFolder,
        Map.of(
            "SIMULATOR_URL", simulated.graphUri().toString(),
            "SIMULATOR_CA", authority.toString(),
            "TENANT_ID", tenant.id(),
            "CLIENT_ID", CLIENT_ID,
            "CLIENT_SECRET", CLIENT_SECRET,
            "USER_IDS", users,
            "RECORD_DIR", folder.resolve("recorded").toString(),
            "WORK_DIR", workingFolder.toString()));
  }
}
