package dev.tokenprotection.simulator.tenant;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The Conditional Access policies of the tenant, with the deleted ones, as the service stores them
 * (already normalised). Thread-safe.
 */
public final class Policies {
  private final Ledger ledger;
  private final Map<String, Timeline<ObjectNode>> timelines = new LinkedHashMap<>();
  private final Map<String, ObjectNode> deleted = new LinkedHashMap<>();
  private final TreeSet<Instant> changes = new TreeSet<>();
  private final NavigableMap<Instant, List<ObjectNode>> effective = new TreeMap<>();

  Policies(Ledger ledger) {
    this.ledger = ledger;
  }

  /** Puts a policy there as if it had always been. */
  public void seed(ObjectNode policy) {
    ledger.locked(() -> write(policy, Instant.MIN, Instant.MIN));
  }

  /** Creates, replaces or restores a policy; sign-ins are judged by it after the delay. */
  public void put(ObjectNode policy, Duration delay) {
    ledger.locked(() -> write(policy, ledger.now(), ledger.now().plus(delay)));
  }

  /** Moves a policy to the deleted items. Does nothing when it is not there. */
  public void delete(String id, Duration delay) {
    ledger.locked(
        () ->
            find(id)
                .ifPresent(
                    policy -> {
                      Instant now = ledger.now();
                      timelines.get(id).delete(ledger.nextOrder(), now, now.plus(delay));
                      changed(now.plus(delay));
                      ObjectNode item = policy.deepCopy();
                      item.put("deletedDateTime", PolicyDocument.timestamp(now));
                      deleted.put(id, item);
                    }));
  }

  /** Removes a policy from the deleted items for good. */
  public void purge(String id) {
    ledger.locked(() -> deleted.remove(id));
  }

  /** The policy as it is stored. */
  public Optional<ObjectNode> find(String id) {
    return ledger.locked(
        () -> Optional.ofNullable(timelines.get(id)).flatMap(Timeline<ObjectNode>::latest));
  }

  /** When the policy was created or restored; empty when it is not there. */
  public Optional<Instant> createdAt(String id) {
    return ledger.locked(
        () -> Optional.ofNullable(timelines.get(id)).flatMap(Timeline<ObjectNode>::createdAt));
  }

  /** All policies as they are stored, oldest first. */
  public List<ObjectNode> all() {
    return ledger.locked(() -> each(Timeline::latest));
  }

  /** All policies that had been written by then, as they were then. */
  public List<ObjectNode> writtenBy(Instant then) {
    return ledger.locked(() -> each(timeline -> timeline.writtenBy(then)));
  }

  /** The deleted items, in the order of deletion. */
  public List<ObjectNode> deleted() {
    return ledger.locked(() -> List.copyOf(deleted.values()));
  }

  public Optional<ObjectNode> findDeleted(String id) {
    return ledger.locked(() -> Optional.ofNullable(deleted.get(id)));
  }

  /** See {@link Tenant#policiesEffectiveAt(Instant)}. */
  List<ObjectNode> effectiveAt(Instant then) {
    return ledger.locked(
        () -> {
          Instant since = Objects.requireNonNullElse(changes.floor(then), Instant.MIN);
          return effective.computeIfAbsent(since, t -> each(timeline -> timeline.effectiveAt(t)));
        });
  }

  /** All policies after the write with that number, by id. */
  Map<String, ObjectNode> upTo(long order) {
    return ledger.locked(
        () -> {
          Map<String, ObjectNode> all = new LinkedHashMap<>();
          timelines.forEach(
              (id, timeline) -> timeline.upTo(order).ifPresent(policy -> all.put(id, policy)));
          return all;
        });
  }

  private void write(ObjectNode policy, Instant writtenAt, Instant effectiveAt) {
    String id = policy.path("id").textValue();
    timelines
        .computeIfAbsent(id, key -> new Timeline<>())
        .write(ledger.nextOrder(), writtenAt, effectiveAt, policy);
    deleted.remove(id);
    changed(effectiveAt);
  }

  private void changed(Instant effectiveAt) {
    changes.add(effectiveAt);
    effective.tailMap(effectiveAt, true).clear();
  }

  private List<ObjectNode> each(Function<Timeline<ObjectNode>, Optional<ObjectNode>> version) {
    return timelines.values().stream().map(version).flatMap(Optional::stream).toList();
  }
}
