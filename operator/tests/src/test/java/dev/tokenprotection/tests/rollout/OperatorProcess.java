package dev.tokenprotection.tests.rollout;

import dev.tokenprotection.tests.testbed.ChartApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The operator as a process of its own, to be killed. */
final class OperatorProcess implements AutoCloseable {
  private final Process process;

  private OperatorProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts {@code tpr operator}; it is at work until it has started.
   *
   * @param log where its output goes
   */
  static OperatorProcess start(RolloutWorld world, Path log) throws InterruptedException {
    try {
      Path kubeconfig = log.resolveSibling("kubeconfig");
      Files.writeString(
          kubeconfig,
          ChartApiServer.get()
              .kubeconfigOfServiceAccount(
                  world.release().namespace(), world.release().objectName(), Duration.ofHours(1)));
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              OperatorInSimulatedTime.class.getName(),
              Integer.toString(world.timePort()),
              world.namespace(),
              "--kubeconfig=" + kubeconfig,
              "--namespaces=" + world.namespace(),
              "--allowed-endpoint-hosts=" + world.tenantHost(),
              "--health-address=127.0.0.1",
              "--health-port=0");
      builder.environment().put("TPR_LOG", "json");
      Process process =
          builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile())).start();
      world.awaitProcess();
      return new OperatorProcess(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL: nothing of the process gets to say goodbye. */
  void kill() {
    process.destroyForcibly();
  }

  void awaitEnd() throws InterruptedException {
    process.waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
