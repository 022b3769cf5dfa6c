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
  private volatile ForgedApproval forgedApproval = ForgedApproval.REFUSED;

  /** What becomes of an approval that somebody tries to forge in a dry run. */
  public enum ForgedApproval {
    /** As the chart's admission policy does. */
    REFUSED,
    /** As without any policy. */
    TAKEN,
    /** As for an operator that may not create StageApprovals. */
    FORBIDDEN,
    /** The API server fails. */
    FAILED
  }

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
            if (line.contains("/stageapprovals?dryRun=All")) {
              return dryRun(request);
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

  /** From now on, this becomes of an approval that is forged in a dry run. */
  public void onForgedApproval(ForgedApproval what) {
    forgedApproval = what;
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

  private MockResponse dryRun(RecordedRequest request) {
    return switch (forgedApproval) {
      case REFUSED ->
          status(
              403,
              "Forbidden",
              "stageapprovals.tokenprotection.dev is forbidden: ValidatingAdmissionPolicy"
                  + " 'token-protection-operator-approval' denied request: spec.approver must be"
                  + " the operator, who creates this StageApproval");
      case TAKEN ->
          new MockResponse()
              .setResponseCode(201)
              .setHeader("Content-Type", "application/json")
              .setBody(request.getUtf8Body());
      case FORBIDDEN ->
          status(
              403,
              "Forbidden",
              "stageapprovals.tokenprotection.dev is forbidden: User operator cannot create"
                  + " resource stageapprovals");
      case FAILED -> status(500, "InternalError", "injected");
    };
  }

  private static MockResponse status(int code, String reason) {
    return status(code, reason, "injected");
  }

  private static MockResponse status(int code, String reason, String message) {
    return new MockResponse()
        .setResponseCode(code)
        .setHeader("Content-Type", "application/json")
        .setBody(
            """
            {"kind":"Status","apiVersion":"v1","status":"Failure","code":%d,"reason":"%s","message":"%s"}
            """
                .formatted(code, reason, message));
  }
}
