package dev.tokenprotection.simulator.tenant;

import dev.tokenprotection.simulator.tenant.Version.Gone;
import dev.tokenprotection.simulator.tenant.Version.Present;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All writes to one thing, oldest first. Writes become effective on their own: a later write with a
 * shorter delay overtakes an earlier one, and stays when the earlier one arrives.
 *
 * <p>Not thread-safe: guarded by the lock of the tenant.
 */
final class Timeline<T> {
  private final List<Version<T>> versions = new ArrayList<>(1);

  void write(long order, Instant writtenAt, Instant effectiveAt, T value) {
    versions.add(new Version<>(order, writtenAt, effectiveAt, new Present<>(value)));
  }

  void delete(long order, Instant writtenAt, Instant effectiveAt) {
    versions.add(new Version<>(order, writtenAt, effectiveAt, new Gone<>()));
  }

  /** What is stored now. */
  Optional<T> latest() {
    return lastWhere(version -> true);
  }

  /** What a replica shows that has seen all writes made up to then. */
  Optional<T> writtenBy(Instant then) {
    return lastWhere(version -> !version.writtenAt().isAfter(then));
  }

  /** What sign-ins at that time are judged by. */
  Optional<T> effectiveAt(Instant then) {
    return lastWhere(version -> !version.effectiveAt().isAfter(then));
  }

  /** What was stored after the write with that number. */
  Optional<T> upTo(long order) {
    return lastWhere(version -> version.order() <= order);
  }

  /** When it came into being for the last time; empty when it is not there now. */
  Optional<Instant> createdAt() {
    Instant created = null;
    for (Version<T> version : versions) {
      created =
          switch (version.content()) {
            case Present<T> present -> created == null ? version.writtenAt() : created;
            case Gone<T> gone -> null;
          };
    }
    return Optional.ofNullable(created);
  }

  private Optional<T> lastWhere(Predicate<Version<T>> seen) {
    for (Version<T> version : versions.reversed()) {
      if (seen.test(version)) {
        return switch (version.content()) {
          case Present<T> present -> Optional.of(present.value());
          case Gone<T> gone -> Optional.empty();
        };
      }
    }
    return Optional.empty();
  }
}
