package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.kubernetes.Deliveries;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches just the Secrets that EntraTenants name, each by its name, so that no other Secret is
 * read or kept, and so that the right to do it can be given by name. Each change wakes the
 * EntraTenants that name it; what is in a Secret is read anew by whoever is woken.
 */
final class SecretWatches implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SecretWatches.class);

  private final KubernetesClient client;
  private final Consumer<ResourceID> wake;
  private final Deliveries deliveries;
  private final Map<ResourceID, Set<ResourceID>> readersOfSecret = new HashMap<>();
  private final Map<ResourceID, SharedIndexInformer<Secret>> informers = new HashMap<>();

  SecretWatches(KubernetesClient client, Consumer<ResourceID> wake, Deliveries deliveries) {
    this.client = client;
    this.wake = wake;
    this.deliveries = deliveries;
  }

  /** From now on {@code tenant} is woken by changes of these Secrets of its namespace, only. */
  synchronized void watch(ResourceID tenant, Set<String> secretNames) {
    Set<ResourceID> wanted = new HashSet<>();
    for (String name : secretNames) {
      wanted.add(new ResourceID(name, tenant.getNamespace().orElseThrow()));
    }
    for (ResourceID secret : Set.copyOf(readersOfSecret.keySet())) {
      if (!wanted.contains(secret)) {
        release(secret, tenant);
      }
    }
    for (ResourceID secret : wanted) {
      readersOfSecret.computeIfAbsent(secret, s -> new HashSet<>()).add(tenant);
      informers.computeIfAbsent(secret, this::begin);
    }
  }

  /** {@code tenant} is gone. */
  void forget(ResourceID tenant) {
    watch(tenant, Set.of());
  }

  @Override
  public synchronized void close() {
    informers.values().forEach(SharedIndexInformer::stop);
    informers.clear();
    readersOfSecret.clear();
  }

  private void release(ResourceID secret, ResourceID tenant) {
    Set<ResourceID> readers = readersOfSecret.get(secret);
    readers.remove(tenant);
    if (readers.isEmpty()) {
      readersOfSecret.remove(secret);
      informers.remove(secret).stop();
    }
  }

  private SharedIndexInformer<Secret> begin(ResourceID secret) {
    SharedIndexInformer<Secret> informer =
        client
            .secrets()
            .inNamespace(secret.getNamespace().orElseThrow())
            .withName(secret.getName())
            .runnableInformer(0)
            .itemStore(
                new ReducedStateItemStore<>(
                    ReducedStateItemStore.UID_KEY_STATE,
                    Secret.class,
                    client.getKubernetesSerialization(),
                    "metadata.namespace",
                    "metadata.name"))
            .addEventHandler(new Waker(secret));
    // Of a Secret only its name and version are kept. Goes on trying: the right to watch may be
    // granted later.
    informer.exceptionHandler((started, problem) -> true);
    informer
        .start()
        .exceptionally(
            problem -> {
              // One that is stopped before it was begun fails too, as it was asked to.
              if (!informer.stopped().toCompletableFuture().isDone()) {
                LOG.atWarn()
                    .addKeyValue("namespace", secret.getNamespace().orElseThrow())
                    .addKeyValue("error", problem.getMessage())
                    .log("Could not watch a Secret; changes of it are noticed at the next resync");
              }
              return null;
            });
    return informer;
  }

  private void changed(ResourceID secret) {
    Set<ResourceID> readers;
    synchronized (this) {
      readers = Set.copyOf(readersOfSecret.getOrDefault(secret, Set.of()));
    }
    readers.forEach(wake);
  }

  private final class Waker implements ResourceEventHandler<Secret> {
    private final ResourceID secret;

    Waker(ResourceID secret) {
      this.secret = secret;
    }

    @Override
    public void onAdd(Secret added) {
      changed(secret);
      deliveries.delivered(added);
    }

    @Override
    public void onUpdate(Secret before, Secret after) {
      changed(secret);
      deliveries.delivered(after);
    }

    @Override
    public void onDelete(Secret deleted, boolean deletedFinalStateUnknown) {
      changed(secret);
      deliveries.gone(deleted);
    }
  }
}
