package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.DeletionPolicy;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The finalizer by which the deletion of a rollout waits until its deletion policy was carried out.
 * It is there only while spec.deletionPolicy is {@code ReportOnly} or {@code Disable}: with {@code
 * Orphan} a deletion needs no operator. The patch names this finalizer alone, so that server-side
 * apply leaves it to the operator. Source: Kubernetes documentation, "Finalizers"; "Server-Side
 * Apply", section "Conflicts" (finalizers are a set, each member has its own manager).
 */
final class DeletionFinalizer {
  static final String NAME = "tokenprotection.dev/deletion-policy";

  private final KubernetesClient client;

  DeletionFinalizer(KubernetesClient client) {
    this.client = client;
  }

  /** What came of a patch. */
  sealed interface Patched {
    /** The object is as it should be; {@code resource} is the version to read on from. */
    record Holds(TokenProtectionRollout resource) implements Patched {}

    /** The object changed meanwhile, or is gone: look anew. */
    record Overtaken() implements Patched {}

    /**
     * The API server refused.
     *
     * @param answer status and message
     */
    record Refused(String answer) implements Patched {}
  }

  static boolean isOn(TokenProtectionRollout resource) {
    return resource.getMetadata().getFinalizers() != null
        && resource.getMetadata().getFinalizers().contains(NAME);
  }

  /** Sets it or takes it off, as the deletion policy of an object that lives wants it. */
  Patched keptFor(TokenProtectionRollout living) {
    boolean isWanted = isWanted(living);
    if (isWanted == isOn(living)) {
      return new Patched.Holds(living);
    }
    List<String> finalizers = withoutOurs(living);
    if (isWanted) {
      finalizers.add(NAME);
    }
    return patch(living, finalizers);
  }

  /** Takes it off, so that the object goes. */
  Patched release(TokenProtectionRollout deleted) {
    return patch(deleted, withoutOurs(deleted));
  }

  private static boolean isWanted(TokenProtectionRollout resource) {
    DeletionPolicy policy = resource.getSpec() == null ? null : resource.getSpec().deletionPolicy();
    return switch (policy) {
      case null -> false;
      case ORPHAN -> false;
      case REPORT_ONLY, DISABLE -> true;
      // A later version may have set it, and knows what it is for.
      case UNKNOWN -> isOn(resource);
    };
  }

  private static List<String> withoutOurs(TokenProtectionRollout resource) {
    List<String> finalizers = new ArrayList<>();
    if (resource.getMetadata().getFinalizers() != null) {
      finalizers.addAll(resource.getMetadata().getFinalizers());
    }
    finalizers.remove(NAME);
    return finalizers;
  }

  /** A patch of the list alone, over the version that was read: else others' would be lost. */
  private Patched patch(TokenProtectionRollout resource, List<String> finalizers) {
    String version = resource.getMetadata().getResourceVersion();
    List<Map<String, Object>> patch =
        List.of(
            Map.of("op", "replace", "path", "/metadata/resourceVersion", "value", version),
            Map.of("op", "add", "path", "/metadata/finalizers", "value", finalizers));
    try {
      return new Patched.Holds(
          client
              .resource(resource)
              .patch(
                  PatchContext.of(PatchType.JSON),
                  client.getKubernetesSerialization().asJson(patch)));
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_CONFLICT, HttpURLConnection.HTTP_NOT_FOUND ->
            new Patched.Overtaken();
        default -> new Patched.Refused(e.getCode() + " " + e.getMessage());
      };
    }
  }
}
