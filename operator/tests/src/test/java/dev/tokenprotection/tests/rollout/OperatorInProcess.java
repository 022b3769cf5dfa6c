package dev.tokenprotection.tests.rollout;

import dev.tokenprotection.app.operator.RunningOperator;
import dev.tokenprotection.kubernetes.LeaderElection;
import dev.tokenprotection.kubernetes.OperatorSettings;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;

/** The operator in this JVM, with the rights of the chart's ServiceAccount. */
final class OperatorInProcess implements AutoCloseable {
  private final KubernetesClient client;
  private final RunningOperator operator;

  private OperatorInProcess(KubernetesClient client, RunningOperator operator) {
    this.client = client;
    this.operator = operator;
  }

  static OperatorInProcess start(RolloutWorld world) {
    KubernetesClient client = world.release().client();
    try {
      return new OperatorInProcess(
          client,
          RunningOperator.start(
              client,
              world.clock(),
              new OperatorSettings(
                  Set.of(world.namespace()),
                  "",
                  Set.of(),
                  Set.of(world.tenantHost()),
                  new LeaderElection.Off(),
                  OperatorSettings.DEFAULT_RESYNC_INTERVAL),
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
              () -> {}));
    } catch (IOException e) {
      client.close();
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return operator.port();
  }

  @Override
  public void close() {
    operator.close();
    client.close();
  }
}
