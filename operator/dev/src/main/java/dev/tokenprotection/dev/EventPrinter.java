package dev.tokenprotection.dev;

import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Prints one line for each Event that the operator records, also when it records the same once
 * more, with the time at which it did.
 */
final class EventPrinter implements AutoCloseable {
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("EEE dd MMM HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final KubernetesClient client;
  private final PrintStream out;
  private final Set<String> printed = new HashSet<>();
  private final SharedIndexInformer<Event> informer;

  private EventPrinter(KubernetesClient client, PrintStream out) {
    this.client = client;
    this.out = out;
    this.informer = client.events().v1().events().inAnyNamespace().inform(new Printing());
  }

  static EventPrinter start(KubernetesClient client, PrintStream out) {
    return new EventPrinter(client, out);
  }

  /** Returns once all that was recorded before has been printed. */
  synchronized void awaitAll() throws InterruptedException {
    for (Event event : client.events().v1().events().inAnyNamespace().list().getItems()) {
      while (!printed.contains(version(event))) {
        wait();
      }
    }
  }

  private synchronized void isPrinted(Event event) {
    printed.add(version(event));
    notifyAll();
  }

  private static String version(Event event) {
    return event.getMetadata().getUid() + "@" + event.getMetadata().getResourceVersion();
  }

  @Override
  public void close() {
    informer.close();
  }

  private void print(Event event) {
    String kind = event.getRegarding() == null ? "" : event.getRegarding().getKind();
    if (!"TokenProtectionRollout".equals(kind) && !"EntraTenant".equals(kind)) {
      return;
    }
    out.printf(
        "%s  %-14s %-7s %-22s %s%n",
        SHOWN.format(Instant.parse(event.getDeprecatedLastTimestamp())),
        event.getRegarding().getName(),
        event.getType(),
        event.getReason(),
        event.getNote());
    out.flush();
  }

  private final class Printing implements ResourceEventHandler<Event> {
    @Override
    public void onAdd(Event event) {
      print(event);
      isPrinted(event);
    }

    @Override
    public void onUpdate(Event before, Event after) {
      if (!Objects.equals(before.getDeprecatedCount(), after.getDeprecatedCount())) {
        print(after);
      }
      isPrinted(after);
    }

    @Override
    public void onDelete(Event event, boolean deletedFinalStateUnknown) {}
  }
}
