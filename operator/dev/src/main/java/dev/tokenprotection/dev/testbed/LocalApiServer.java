package dev.tokenprotection.dev.testbed;

import dev.tokenprotection.kubernetes.apiserver.ApiServerConnection;
import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.AuthInfoBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A kube-apiserver with its etcd on this machine, empty, with RBAC, for as long as this object (or
 * this JVM) lives.
 *
 * <p>Both listen on loopback only, on ports that were free; any number can run at once. There is no
 * kubelet, scheduler or controller: a Deployment stays an object, a deleted Namespace stays
 * terminating.
 *
 * <p>{@link #close} ends both servers before it returns. When the JVM ends without it, also by
 * SIGKILL, they end by themselves at once. Ctrl-C in a terminal reaches the JVM only: whoever uses
 * the server from a shutdown hook closes it last.
 */
public final class LocalApiServer implements AutoCloseable {
  private static final int START_MILLIS = 120_000;

  private final TestBed testBed;
  private final RunDirectory run;
  private final KubeAPIServer server;
  private final Config admin;
  private final KubernetesClient client;
  private final Path kubeconfigFile;

  private LocalApiServer(TestBed testBed, RunDirectory run, KubeAPIServer server) {
    this.testBed = testBed;
    this.run = run;
    this.server = server;
    this.admin = Config.fromKubeconfig(server.getKubeConfigYaml());
    this.client = clientFor(admin);
    // Once: a program that is given it may read it while another one is given it too.
    this.kubeconfigFile = run.file("admin.kubeconfig", kubeconfig());
  }

  /** A server with the defaults of its version. */
  public static LocalApiServer start(TestBed testBed) {
    return start(testBed, List.of());
  }

  /**
   * A server with further flags, for example {@code --feature-gates=…}, each as one word.
   *
   * @throws TestBedException when it isn't ready within two minutes, with the end of its log
   */
  public static LocalApiServer start(TestBed testBed, List<String> flags) {
    RunDirectory run = RunDirectory.create(testBed);
    KubeAPIServer server =
        new WatchedApiServer(
            KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(run.directory().toString())
                .withApiServerVersion(run.version())
                .withOfflineMode(true)
                .withStartupTimeout(START_MILLIS)
                .withWaitForEtcdHealthCheckOnStartup(true)
                .withUpdateKubeConfig(false)
                .withApiServerFlag("--bind-address", "127.0.0.1")
                .withApiServerFlags(flags)
                .build(),
            run::endOfLogs);
    try {
      server.start();
      LocalApiServer started = new LocalApiServer(testBed, run, server);
      started.awaitDefaultNamespace();
      return started;
    } catch (RuntimeException e) {
      TestBedException failure =
          new TestBedException(
              "kube-apiserver %s did not start: %s".formatted(run.version(), e.getMessage()), e);
      stop(server, run);
      throw failure;
    }
  }

  /** It comes a moment after the server is ready. */
  private void awaitDefaultNamespace() {
    client
        .namespaces()
        .withName("default")
        .waitUntilCondition(Objects::nonNull, START_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** A client with all rights (group {@code system:masters}); closed with this server. */
  public KubernetesClient client() {
    return client;
  }

  /**
   * A client whose requests the server judges as those of {@code user}, who is authenticated and in
   * {@code groups}. The caller closes it.
   */
  public KubernetesClient clientAs(String user, String... groups) {
    return clientFor(
        new ConfigBuilder(admin)
            .withImpersonateUsername(user)
            .withImpersonateGroups(groups)
            .addToImpersonateGroups("system:authenticated")
            .build());
  }

  /**
   * A file with {@link #kubeconfig}, there as long as the server is, readable by this user only.
   */
  public Path kubeconfigFile() {
    return kubeconfigFile;
  }

  /** A kubeconfig with all rights, complete in itself. */
  public String kubeconfig() {
    return kubeconfig(
        new AuthInfoBuilder()
            .withClientCertificateData(run.base64("client.crt"))
            .withClientKeyData(run.base64("client.key"))
            .build());
  }

  /**
   * A kubeconfig with the rights of a ServiceAccount and nothing else: a token from the
   * TokenRequest API, as a pod would have.
   *
   * @param lifetime of the token, at least 10 minutes; nothing renews it
   */
  public String kubeconfigOfServiceAccount(String namespace, String name, Duration lifetime) {
    String token =
        client
            .serviceAccounts()
            .inNamespace(namespace)
            .withName(name)
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(lifetime.toSeconds())
                    .endSpec()
                    .build())
            .getStatus()
            .getToken();
    return kubeconfig(new AuthInfoBuilder().withToken(token).build());
  }

  /** A client with the rights of a ServiceAccount, for one hour. The caller closes it. */
  public KubernetesClient clientOfServiceAccount(String namespace, String name) {
    return clientFor(
        Config.fromKubeconfig(kubeconfigOfServiceAccount(namespace, name, Duration.ofHours(1))));
  }

  /** Where the server listens, such as {@code https://127.0.0.1:50123/}. */
  public String address() {
    return admin.getMasterUrl();
  }

  /** The command-line client of the server's version. */
  public Path kubectl() {
    return testBed.kubectl();
  }

  /** Ends both servers and removes their data. */
  @Override
  public void close() {
    client.close();
    stop(server, run);
  }

  private static void stop(KubeAPIServer server, RunDirectory run) {
    server.stop();
    run.delete();
  }

  private String kubeconfig(AuthInfo user) {
    return Kubeconfig.yaml(address(), run.base64("apiserver.crt"), user);
  }

  private static KubernetesClient clientFor(Config config) {
    return ApiServerConnection.to(config);
  }
}
