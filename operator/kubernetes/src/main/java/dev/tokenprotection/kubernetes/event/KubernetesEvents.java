package dev.tokenprotection.kubernetes.event;

import dev.tokenprotection.core.model.CanonicalHash;
import dev.tokenprotection.core.model.ShortText;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events of the API server, as {@code kubectl describe} shows them. The name of an event is made of
 * what it says, so that the same thing told twice, by whichever replica, is one event with a count.
 */
public final class KubernetesEvents implements EventRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(KubernetesEvents.class);
  private static final String COMPONENT = "token-protection-operator";

  /** Source: Kubernetes API, event validation, length of {@code message}. */
  private static final int LONGEST_MESSAGE = 1024;

  private static final int LONGEST_NAME_OF_RESOURCE = 200;

  private final KubernetesClient client;
  private final Supplier<Instant> now;

  public KubernetesEvents(KubernetesClient client, Supplier<Instant> now) {
    this.client = client;
    this.now = now;
  }

  @Override
  public void record(HasMetadata resource, EventReason reason, String message) {
    try {
      createOrCount(event(resource, reason, ShortText.of(message, LONGEST_MESSAGE)));
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("namespace", resource.getMetadata().getNamespace())
          .addKeyValue("name", resource.getMetadata().getName())
          .addKeyValue("reason", reason.apiName())
          .addKeyValue("error", e.getMessage())
          .log("Could not record an event");
    }
  }

  private void createOrCount(Event event) {
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
      // By its name: an edit of a resource that is given starts from it, not from what is stored.
      client
          .v1()
          .events()
          .inNamespace(event.getMetadata().getNamespace())
          .withName(event.getMetadata().getName())
          .edit(
              old -> {
                old.setCount(old.getCount() == null ? 2 : old.getCount() + 1);
                old.setLastTimestamp(event.getLastTimestamp());
                return old;
              });
    }
  }

  private Event event(HasMetadata resource, EventReason reason, String message) {
    String at = now.get().truncatedTo(ChronoUnit.SECONDS).toString();
    return new EventBuilder()
        .withNewMetadata()
        .withNamespace(resource.getMetadata().getNamespace())
        .withName(name(resource, reason, message))
        .endMetadata()
        .withNewInvolvedObject()
        .withApiVersion(resource.getApiVersion())
        .withKind(resource.getKind())
        .withNamespace(resource.getMetadata().getNamespace())
        .withName(resource.getMetadata().getName())
        .withUid(resource.getMetadata().getUid())
        .endInvolvedObject()
        .withType(reason.type().apiName())
        .withReason(reason.apiName())
        .withMessage(message)
        .withNewSource()
        .withComponent(COMPONENT)
        .endSource()
        .withReportingComponent(COMPONENT)
        .withFirstTimestamp(at)
        .withLastTimestamp(at)
        .withCount(1)
        .build();
  }

  private static String name(HasMetadata resource, EventReason reason, String message) {
    String of = resource.getMetadata().getName();
    String prefix =
        of.length() <= LONGEST_NAME_OF_RESOURCE
            ? of
            : of.substring(0, LONGEST_NAME_OF_RESOURCE).replaceAll("[-.]+$", "");
    return prefix
        + "."
        + CanonicalHash.of(
                resource.getMetadata().getUid() + "\n" + reason.apiName() + "\n" + message)
            .substring("v1:".length(), "v1:".length() + 16);
  }
}
