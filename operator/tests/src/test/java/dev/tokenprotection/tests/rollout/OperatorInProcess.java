package dev.tokenprotection.tests.rollout;

import dev.tokenprotection.app.operator.RunningOperator;
import dev.tokenprotection.dev.time.SimulatedTime;
import dev.tokenprotection.dev.time.WatchedOperator;
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
  private final SimulatedTime time;
  private final WatchedOperator watched;
  private final KubernetesClient client;
  private final RunningOperator operator;

  private OperatorInProcess(
      SimulatedTime time,
      WatchedOperator watched,
      KubernetesClient client,
      RunningOperator operator) {
    this.time = time;
    this.watched = watched;
    this.client = client;
    this.operator = operator;
  }

  static OperatorInProcess start(RolloutWorld world) {
    WatchedOperator watched = new WatchedOperator(world.time(), Set.of(world.namespace()));
    KubernetesClient client = watched.connect(world.release().config());
    try {
      OperatorInProcess started =
          new OperatorInProcess(
              world.time(),
              watched,
              client,
              RunningOperator.start(
                  client,
                  world.time(),
                  watched,
                  new OperatorSettings(
                      Set.of(world.namespace()),
                      "",
                      Set.of(),
                      Set.of(world.tenantHost()),
                      new LeaderElection.Off(),
                      RolloutWorld.RESYNC),
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                  () -> {}));
      world.time().waitFor(watched);
      return started;
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
    time.forget(watched);
    operator.close();
    client.close();
    watched.close();
  }
}
