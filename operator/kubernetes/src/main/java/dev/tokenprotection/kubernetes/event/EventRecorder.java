package dev.tokenprotection.kubernetes.event;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** Tells people about what happened to a resource. Never throws. */
public interface EventRecorder {
  /**
   * Records that something happened to {@code resource}; the same message again raises a count.
   *
   * @param message one sentence or two; names no user
   */
  void record(HasMetadata resource, EventReason reason, String message);

  /** Forgets all events. */
  EventRecorder NONE = (resource, reason, message) -> {};
}
