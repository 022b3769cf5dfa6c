package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.plan.Direction;
import dev.tokenprotection.core.plan.Plan;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What this process has just written for each rollout. A list of policies may be some seconds old,
 * and then asks for the same writes once more. What lowers protection is sent again all the same:
 * to send it twice harms nobody. Safe for use by several threads.
 */
final class JustWritten {
  /** How long what was written may stay unseen in what is read. */
  static final Duration UNSEEN = Duration.ofMinutes(1);

  /** When each write of a rollout was answered. */
  private final Map<ResourceID, Map<String, Instant>> last = new ConcurrentHashMap<>();

  /** All of {@code plan} was written, and answered. */
  void wrote(ResourceID rollout, Plan plan, Instant now) {
    last.compute(
        rollout,
        (id, before) -> {
          Map<String, Instant> writes = new HashMap<>();
          if (before != null) {
            before.forEach((write, at) -> keepUnseen(writes, write, at, now));
          }
          writes(plan).forEach(write -> writes.put(write, now));
          return Map.copyOf(writes);
        });
  }

  /** Whether all of this was written so lately that it need not show yet. */
  boolean covers(ResourceID rollout, Plan plan, Instant now) {
    Map<String, Instant> writes = last.getOrDefault(rollout, Map.of());
    return !plan.isEmpty()
        && !plan.has(Direction.LESS)
        && writes(plan).allMatch(write -> isUnseen(writes.get(write), now));
  }

  private static void keepUnseen(
      Map<String, Instant> writes, String write, Instant at, Instant now) {
    if (isUnseen(at, now)) {
      writes.put(write, at);
    }
  }

  private static boolean isUnseen(Instant at, Instant now) {
    return at != null && now.isBefore(at.plus(UNSEEN));
  }

  private static Stream<String> writes(Plan plan) {
    return plan.canonicalText().lines();
  }

  /** {@code rollout} is gone. */
  void forget(ResourceID rollout) {
    last.remove(rollout);
  }
}
