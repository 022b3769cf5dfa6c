package dev.tokenprotection.tests.testbed;

import dev.tokenprotection.dev.testbed.LocalApiServer;
import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * A second API server, also one for a JVM, for the suites that need the chart: its admission
 * policies judge every request of a cluster, so they can't be on {@link SharedApiServer}, where
 * schemas are tried. {@link ChartRelease#shared} installs the chart here.
 */
public final class ChartApiServer {
  // Started by the JVM once, when first asked for.
  private static final class Server {
    static final LocalApiServer INSTANCE = LocalApiServer.start(SharedApiServer.testBed());
  }

  private ChartApiServer() {}

  /** The server; never close it. */
  public static LocalApiServer get() {
    return Server.INSTANCE;
  }

  /** A client with all rights; never close it. */
  public static KubernetesClient client() {
    return get().client();
  }

  /** Makes a namespace that no other test has, and returns its name. */
  public static String newNamespace(String purpose) {
    return Namespaces.create(client(), purpose);
  }
}
