package dev.tokenprotection.kubernetes.status;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Objects;

/**
 * Writes a status by compare-and-set: only over the version of the resource that was read. The
 * framework's own patch of a status drops the version, so that a decision could overtake a change
 * that it has not seen. Source: Kubernetes API conventions, section "Concurrency Control and
 * Consistency".
 */
public final class StatusWriter {
  private final KubernetesClient client;

  public StatusWriter(KubernetesClient client) {
    this.client = client;
  }

  /**
   * What came of a write.
   *
   * @param <R> the resource
   */
  public sealed interface Result<R> {
    /** The resource has the status; {@code resource} is the version to read on from. */
    record Holds<R>(R resource) implements Result<R> {}

    /** The resource was changed meanwhile: decide anew. */
    record Overtaken<R>() implements Result<R> {}

    /** The resource is gone. */
    record Gone<R>() implements Result<R> {}
  }

  /**
   * Sets the status of {@code observed}, unless it has it already.
   *
   * @throws KubernetesClientException for every other answer of the API server
   */
  public <R extends CustomResource<?, S>, S> Result<R> write(R observed, S status) {
    if (Objects.equals(observed.getStatus(), status)) {
      return new Result.Holds<>(observed);
    }
    R changed = client.getKubernetesSerialization().clone(observed);
    changed.setStatus(status);
    try {
      return new Result.Holds<>(client.resource(changed).updateStatus());
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_CONFLICT -> new Result.Overtaken<>();
        case HttpURLConnection.HTTP_NOT_FOUND -> new Result.Gone<>();
        default -> throw e;
      };
    }
  }
}
