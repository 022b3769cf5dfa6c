package dev.tokenprotection.tests.testbed;

import dev.tokenprotection.dev.testbed.LocalApiServer;
import dev.tokenprotection.dev.testbed.Progress;
import dev.tokenprotection.dev.testbed.ProjectHome;
import dev.tokenprotection.dev.testbed.TestBed;
import io.fabric8.kubernetes.client.KubernetesClient;

/**
 * One API server for all suites of a JVM, started when the first one asks and ended with the JVM.
 *
 * <p>Each suite works in namespaces of its own and changes nothing that belongs to the whole
 * cluster. The chart, whose admission policies do, is on {@link ChartApiServer}; whoever needs
 * other flags or another version of the CRDs starts a {@link LocalApiServer} of its own.
 */
public final class SharedApiServer {
  // Classes that the JVM initializes once, when first asked for.
  private static final class Programs {
    static final TestBed TEST_BED = find();

    private static TestBed find() {
      try (Progress progress = Progress.onStandardError()) {
        return TestBed.provide(ProjectHome.find(), progress);
      }
    }
  }

  private static final class Server {
    static final LocalApiServer INSTANCE = LocalApiServer.start(testBed());
  }

  private SharedApiServer() {}

  /** The programs, for a suite that starts a server of its own or runs Helm. */
  public static TestBed testBed() {
    return Programs.TEST_BED;
  }

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
