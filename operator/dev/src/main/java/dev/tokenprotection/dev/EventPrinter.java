package dev.tokenprotection.dev;

import dev.tokenprotection.app.clock.ProcessClock;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

/** Prints one line for each Event that the operator records, as it is recorded. */
final class EventPrinter implements AutoCloseable {
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("EEE dd MMM HH:mm'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final ProcessClock clock;
  private final PrintStream out;
  private final SharedIndexInformer<Event> informer;

  private EventPrinter(KubernetesClient client, ProcessClock clock, PrintStream out) {
    this.clock = clock;
    this.out = out;
    this.informer = client.events().v1().events().inAnyNamespace().inform(new Printing());
  }

  static EventPrinter start(KubernetesClient client, ProcessClock clock, PrintStream out) {
    return new EventPrinter(client, clock, out);
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
        SHOWN.format(clock.now()),
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
    }

    @Override
    public void onUpdate(Event before, Event after) {
      if (!Objects.equals(before.getNote(), after.getNote())) {
        print(after);
      }
    }

    @Override
    public void onDelete(Event event, boolean deletedFinalStateUnknown) {}
  }
}
