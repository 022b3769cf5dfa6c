package dev.tokenprotection.kubernetes.testing;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * An API server that keeps what it is given and fails on request. It validates nothing and knows no
 * CEL: for faults and for speed, never as proof of what a real API server does.
 */
public final class FakeApiServer implements AutoCloseable {
  /** Held, since a logger that nobody holds forgets its level. It would tell of every request. */
  private static final Logger SERVER_LOG = Logger.getLogger(MockWebServer.class.getName());

  static {
    SERVER_LOG.setLevel(Level.WARNING);
  }

  private final KubernetesMockServer server;
  private final KubernetesClient client;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile Predicate<String> conflicts = request -> false;
  private volatile Predicate<String> failures = request -> false;

  public FakeApiServer() {
    KubernetesCrudDispatcher kept = new KubernetesCrudDispatcher();
    Dispatcher faulty =
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String line = request.getMethod() + " " + request.getPath();
            requests.add(line);
            if (conflicts.test(line)) {
              return status(409, "Conflict");
            }
            if (failures.test(line)) {
              return status(500, "InternalError");
            }
            return kept.dispatch(request);
          }
        };
    server =
        new KubernetesMockServer(
            new Context(), new MockWebServer(), new HashMap<>(), faulty, false);
    server.init();
    client =
        server.createClient(
            builder -> builder.editOrNewConfig().withRequestRetryBackoffLimit(0).endConfig());
  }

  public KubernetesClient client() {
    return client;
  }

  /** From now on, requests that match are answered with 409. */
  public void conflictOn(Predicate<String> request) {
    conflicts = request;
  }

  /** From now on, requests that match are answered with 500. */
  public void failOn(Predicate<String> request) {
    failures = request;
  }

  /** All requests so far, method and path. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** The requests that write. */
  public List<String> writes() {
    return requests.stream().filter(line -> !line.startsWith("GET ")).toList();
  }

  public void forgetRequests() {
    requests.clear();
  }

  @Override
  public void close() {
    client.close();
    try {
      server.destroy();
    } catch (IllegalStateException e) {
      // It waits some seconds for its connections to end. Nothing of a test depends on that.
    }
  }

  private static MockResponse status(int code, String reason) {
    return new MockResponse()
        .setResponseCode(code)
        .setHeader("Content-Type", "application/json")
        .setBody(
            """
            {"kind":"Status","apiVersion":"v1","status":"Failure","code":%d,"reason":"%s","message":"injected"}
            """
                .formatted(code, reason));
  }
}
