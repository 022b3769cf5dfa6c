package dev.tokenprotection.tests.testbed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tokenprotection.dev.testbed.LocalApiServer;
import dev.tokenprotection.dev.testbed.TestBedException;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalApiServerTest {
  private static final Pattern ETCD = Pattern.compile("--etcd-servers http://(\\S+)");

  private final LocalApiServer server = SharedApiServer.get();

  @Test
  void serves_the_minor_version_of_kubernetes_that_is_pinned() {
    assertThat(server.client().getKubernetesVersion().getGitVersion()).startsWith("v1.36.");
  }

  @Test
  void the_admin_kubeconfig_works_with_kubectl_from_any_directory(@TempDir Path directory)
      throws Exception {
    Path kubeconfig = Files.writeString(directory.resolve("config"), server.kubeconfig());

    Process kubectl =
        new ProcessBuilder(
                server.kubectl().toString(), "--kubeconfig=" + kubeconfig, "auth", "whoami")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();

    assertThat(new String(kubectl.getInputStream().readAllBytes())).contains("system:masters");
    assertThat(kubectl.waitFor()).isZero();
  }

  @Test
  void a_service_account_has_its_own_name_and_no_right_that_nobody_gave_it() {
    String namespace = SharedApiServer.newNamespace("account");
    server
        .client()
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("nobody")
                .endMetadata()
                .build())
        .create();

    try (KubernetesClient nobody =
        new KubernetesClientBuilder()
            .withConfig(
                Config.fromKubeconfig(
                    server.kubeconfigOfServiceAccount(namespace, "nobody", Duration.ofMinutes(10))))
            .build()) {
      assertThatThrownBy(() -> nobody.configMaps().inNamespace(namespace).list())
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403))
          .hasMessageContaining("system:serviceaccount:" + namespace + ":nobody");
    }
  }

  @Test
  void an_impersonated_user_is_judged_by_his_own_rights() {
    try (KubernetesClient ada = server.clientAs("ada@contoso.com", "pilots")) {
      assertThatThrownBy(() -> ada.namespaces().list())
          .hasMessageContaining("ada@contoso.com")
          .isInstanceOfSatisfying(
              KubernetesClientException.class, e -> assertThat(e.getCode()).isEqualTo(403));
    }
  }

  @Test
  void servers_started_at_once_share_nothing_and_a_closed_one_leaves_no_process() {
    List<ProcessHandle> processes;
    CompletableFuture<LocalApiServer> starting =
        CompletableFuture.supplyAsync(
            () -> LocalApiServer.start(SharedApiServer.testBed()), Thread::startVirtualThread);
    try (LocalApiServer first = LocalApiServer.start(SharedApiServer.testBed());
        LocalApiServer second = starting.join()) {
      first
          .client()
          .resource(
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withNamespace("default")
                  .withName("only-here")
                  .endMetadata()
                  .build())
          .create();

      assertThat(second.client().configMaps().inNamespace("default").withName("only-here").get())
          .isNull();
      processes =
          Stream.of(first, second)
              .map(LocalApiServerTest::processesOf)
              .flatMap(List::stream)
              .toList();
      assertThat(processes).doesNotHaveDuplicates().hasSize(4);
    }
    assertThat(processes).noneMatch(ProcessHandle::isAlive);
  }

  /** The API server that uses the directory of this one, and its etcd: others start some too. */
  private static List<ProcessHandle> processesOf(LocalApiServer server) {
    String directory = server.kubeconfigFile().getParent().toString();
    ProcessHandle apiServer = onlyChildWith(directory);
    Matcher etcd = ETCD.matcher(commandLine(apiServer));
    assertThat(etcd.find()).isTrue();
    return List.of(apiServer, onlyChildWith("--listen-client-urls http://" + etcd.group(1)));
  }

  private static ProcessHandle onlyChildWith(String argument) {
    List<ProcessHandle> children =
        ProcessHandle.current()
            .children()
            .filter(child -> commandLine(child).contains(argument))
            .toList();
    assertThat(children).hasSize(1);
    return children.getFirst();
  }

  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  @Test
  void a_server_that_can_not_start_says_why_from_its_log() {
    assertThatThrownBy(
            () ->
                LocalApiServer.start(
                    SharedApiServer.testBed(), List.of("--feature-gates=NoSuchFeature=true")))
        .isInstanceOf(TestBedException.class)
        .hasMessageContaining("NoSuchFeature");
  }

  @Test
  void no_server_and_no_file_outlives_a_jvm_that_is_killed(@TempDir Path scratch) throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                System.getProperty("java.class.path"),
                ServerForAsLongAsItLives.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(jvm.inputReader().lines().filter(line -> line.startsWith("ready at ")).findFirst())
        .isPresent();
    List<ProcessHandle> servers = jvm.toHandle().descendants().toList();
    assertThat(servers).hasSizeGreaterThanOrEqualTo(2);

    jvm.destroyForcibly().waitFor();

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> {
              assertThat(servers).noneMatch(ProcessHandle::isAlive);
              assertThat(scratch).isEmptyDirectory();
            });
  }

  /** Starts a server, says so, and waits to be killed. */
  static final class ServerForAsLongAsItLives {
    public static void main(String[] arguments) throws InterruptedException {
      try (LocalApiServer server = LocalApiServer.start(SharedApiServer.testBed())) {
        System.out.println("ready at " + server.address());
        Thread.currentThread().join();
      }
    }
  }
}
