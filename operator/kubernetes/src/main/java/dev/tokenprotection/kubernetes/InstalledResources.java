package dev.tokenprotection.kubernetes;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.StageApproval;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Set;

/**
 * What must be there before the operator can start. Asked for by listing what will be listed
 * anyway, so that it takes no right of its own.
 */
public final class InstalledResources {
  private static final ListOptions ONE = new ListOptionsBuilder().withLimit(1L).build();

  private final KubernetesClient client;

  /**
   * @param client stays open
   */
  public InstalledResources(KubernetesClient client) {
    this.client = client;
  }

  /**
   * @throws IllegalStateException when a resource is not served or may not be listed
   */
  void check(Set<String> namespaces) {
    for (Class<? extends HasMetadata> type :
        List.of(EntraTenant.class, TokenProtectionRollout.class, StageApproval.class)) {
      if (namespaces.isEmpty()) {
        list(type, "");
      }
      namespaces.forEach(namespace -> list(type, namespace));
    }
  }

  /**
   * The declared id of the installation, or that of the cluster when none is declared.
   *
   * @throws IllegalStateException when the cluster's id may not be read
   */
  public String installation(String declared) {
    if (!declared.isBlank()) {
      return declared;
    }
    Namespace namespace;
    try {
      namespace = client.namespaces().withName("kube-system").get();
    } catch (KubernetesClientException e) {
      throw new IllegalStateException(
          "Could not read the namespace kube-system, whose UID is the id of the installation: "
              + e.getCode()
              + " from the API server. Let the operator get it, or declare an installation id.",
          e);
    }
    if (namespace == null) {
      throw new IllegalStateException(
          "There is no namespace kube-system, whose UID is the id of the installation. Declare an"
              + " installation id.");
    }
    return namespace.getMetadata().getUid();
  }

  private void list(Class<? extends HasMetadata> type, String namespace) {
    String plural = HasMetadata.getFullResourceName(type);
    try {
      var resources = client.resources(type);
      if (namespace.isEmpty()) {
        resources.inAnyNamespace().list(ONE);
      } else {
        resources.inNamespace(namespace).list(ONE);
      }
    } catch (KubernetesClientException e) {
      throw new IllegalStateException(sentence(plural, namespace, e), e);
    }
  }

  private static String sentence(String plural, String namespace, KubernetesClientException e) {
    String where = namespace.isEmpty() ? "all namespaces" : "namespace " + namespace;
    String remedy =
        switch (e.getCode()) {
          case HttpURLConnection.HTTP_NOT_FOUND ->
              "Install the custom resource definitions of this version.";
          case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_UNAUTHORIZED ->
              "Let the operator list and watch them.";
          default -> "Check that the API server can be reached.";
        };
    String answer = e.getCode() == 0 ? String.valueOf(e.getMessage()) : e.getCode() + "";
    return "Could not list " + plural + " in " + where + ": " + answer + ". " + remedy;
  }
}
