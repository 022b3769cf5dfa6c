package dev.tokenprotection.dev.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.StageApproval;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.core.port.Time;
import dev.tokenprotection.kubernetes.Deliveries;
import dev.tokenprotection.kubernetes.apiserver.ApiServerConnection;
import dev.tokenprotection.kubernetes.schedule.CountedExecutor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * What the operator in this process has been given by the watches of its API server, so that time
 * waits until it has taken up what others, or it itself, have written. Safe for use by several
 * threads.
 */
public final class WatchedOperator implements Deliveries, SimulatedTime.Settling, AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A watch that takes longer is broken: a defect. */
  private static final Duration HANGS = Duration.ofMinutes(2);

  /** Lists what the operator watches, with its rights, unnoticed. */
  private volatile KubernetesClient observer;

  private final Set<String> namespaces;
  private final ExecutorService tasks;
  private final Map<String, Long> delivered = new HashMap<>();
  private final Map<String, HasMetadata> living = new HashMap<>();

  /** What the API server answered to writes of status; whole while nobody is at work. */
  private final List<ByteArrayOutputStream> answers = new ArrayList<>();

  private long otherWrites;
  private long settledWrites = -1;

  /**
   * @param time whose work the operator's is
   * @param namespaces those that the operator watches; all if empty
   */
  public WatchedOperator(Time time, Set<String> namespaces) {
    this.namespaces = Set.copyOf(namespaces);
    this.tasks = new CountedExecutor(time, Executors.newVirtualThreadPerTaskExecutor());
  }

  /** How the operator is to reach the API server; called once. */
  public KubernetesClient connect(Config config) {
    observer = ApiServerConnection.to(config);
    return ApiServerConnection.to(config, tasks, new OwnWrites());
  }

  @Override
  public synchronized void delivered(HasMetadata resource) {
    String uid = resource.getMetadata().getUid();
    delivered.merge(uid, version(resource), Math::max);
    if (resource instanceof TokenProtectionRollout || resource instanceof EntraTenant) {
      living.merge(uid, resource, (old, next) -> version(old) > version(next) ? old : next);
    }
    notifyAll();
  }

  @Override
  public synchronized void gone(HasMetadata resource) {
    living.remove(resource.getMetadata().getUid());
    delivered.put(resource.getMetadata().getUid(), Long.MAX_VALUE);
    notifyAll();
  }

  /** The rollouts as the operator has them. */
  public synchronized List<TokenProtectionRollout> rollouts() {
    return living.values().stream()
        .filter(TokenProtectionRollout.class::isInstance)
        .map(TokenProtectionRollout.class::cast)
        .toList();
  }

  @Override
  public boolean settle(boolean written) {
    Map<String, Long> statuses = new HashMap<>();
    boolean more;
    synchronized (this) {
      more = written || otherWrites != settledWrites;
      settledWrites = otherWrites;
      for (ByteArrayOutputStream answer : answers) {
        more |= !noteVersion(answer.toByteArray(), statuses);
      }
      if (answers.isEmpty() && !more) {
        return false;
      }
      answers.clear();
    }
    statuses.forEach(this::awaitDelivered);
    if (more) {
      List<HasMetadata> there = there();
      Set<String> uids = new HashSet<>();
      there.forEach(resource -> uids.add(resource.getMetadata().getUid()));
      there.forEach(resource -> awaitDelivered(resource.getMetadata().getUid(), version(resource)));
      awaitGone(uids);
    }
    return true;
  }

  /** Whether an answer was understood. */
  private static boolean noteVersion(byte[] answer, Map<String, Long> versions) {
    try {
      JsonNode metadata = JSON.readTree(answer).path("metadata");
      if (metadata.hasNonNull("uid")) {
        versions.merge(
            metadata.get("uid").textValue(), metadata.get("resourceVersion").asLong(), Math::max);
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    tasks.shutdown();
    if (observer != null) {
      observer.close();
    }
  }

  private List<HasMetadata> there() {
    List<HasMetadata> all = new ArrayList<>();
    for (Class<? extends HasMetadata> type :
        List.of(EntraTenant.class, TokenProtectionRollout.class, StageApproval.class)) {
      if (namespaces.isEmpty()) {
        all.addAll(observer.resources(type).inAnyNamespace().list().getItems());
      }
      for (String namespace : namespaces) {
        all.addAll(observer.resources(type).inNamespace(namespace).list().getItems());
      }
    }
    return all;
  }

  private synchronized void awaitDelivered(String uid, long version) {
    await(
        () -> delivered.getOrDefault(uid, -1L) >= version,
        "version %d of %s".formatted(version, uid));
  }

  private synchronized void awaitGone(Set<String> there) {
    await(() -> there.containsAll(living.keySet()), "what was deleted");
  }

  private void await(BooleanSupplier known, String what) {
    long deadline = System.nanoTime() + HANGS.toNanos();
    try {
      while (!known.getAsBoolean()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new IllegalStateException(
              "The operator's watches have not brought %s for %s.".formatted(what, HANGS));
        }
        wait(Math.max(1, left / 1_000_000));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while time stood", interrupted);
    }
  }

  private static long version(HasMetadata resource) {
    return Long.parseLong(resource.getMetadata().getResourceVersion());
  }

  /** What the operator writes to the resources that it watches. */
  private final class OwnWrites implements Interceptor {
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
      if (isWrite(request) && !isOfStatus(request)) {
        synchronized (WatchedOperator.this) {
          otherWrites++;
        }
      }
    }

    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
        AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
      if (!isWrite(request) || !isOfStatus(request)) {
        return consumer;
      }
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      synchronized (WatchedOperator.this) {
        answers.add(answer);
      }
      return (buffers, body) -> {
        for (ByteBuffer buffer : buffers) {
          byte[] bytes = new byte[buffer.remaining()];
          buffer.duplicate().get(bytes);
          answer.writeBytes(bytes);
        }
        consumer.consume(buffers, body);
      };
    }

    private static boolean isWrite(HttpRequest request) {
      return !"GET".equals(request.method())
          && request.uri().getPath().startsWith("/apis/tokenprotection.dev/");
    }

    private static boolean isOfStatus(HttpRequest request) {
      return request.uri().getPath().endsWith("/status");
    }
  }
}
