package dev.tokenprotection.kubernetes.schedule;

import dev.tokenprotection.core.port.Time;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * When each resource of a kind is reconciled again if nothing wakes it before. The framework's own
 * timers go by the machine's clock alone, and end silently with its retries. Safe for use by
 * several threads.
 */
public final class ReconcileAlarms implements AutoCloseable {
  private final Time time;
  private final Consumer<ResourceID> wake;
  private final Wakeups failures;
  private final Map<ResourceID, Time.Alarm> alarms = new HashMap<>();
  private boolean closed;

  /**
   * @param wake has a resource reconciled now
   */
  public ReconcileAlarms(Time time, Consumer<ResourceID> wake) {
    this.time = time;
    this.wake = wake;
    this.failures = new Wakeups(time);
  }

  /** A reconcile of {@code resource} has ended; the next one is due after {@code wait}. */
  public synchronized void again(ResourceID resource, Duration wait) {
    failures.succeeded(resource);
    set(resource, wait);
  }

  /** A reconcile of {@code resource} has ended by an exception, perhaps not the first in a row. */
  public synchronized void afterFailure(ResourceID resource) {
    set(resource, failures.afterFailure(resource));
  }

  /** {@code resource} is gone, or is being reconciled. */
  public synchronized void cancel(ResourceID resource) {
    Time.Alarm alarm = alarms.remove(resource);
    if (alarm != null) {
      alarm.cancel();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    alarms.values().forEach(Time.Alarm::cancel);
    alarms.clear();
  }

  private void set(ResourceID resource, Duration wait) {
    cancel(resource);
    if (!closed) {
      alarms.put(resource, time.alarm(time.now().plus(wait), () -> wake.accept(resource)));
    }
  }
}
