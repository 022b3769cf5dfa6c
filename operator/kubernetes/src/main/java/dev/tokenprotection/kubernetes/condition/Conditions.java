package dev.tokenprotection.kubernetes.condition;

import dev.tokenprotection.api.v1alpha1.Bounds;
import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.core.model.ShortText;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The conditions of one status under construction. A condition that keeps its status keeps the time
 * of its last transition. Source: Kubernetes API conventions, section "Typical status properties".
 */
public final class Conditions {
  private final List<Condition> before;
  private final long generation;
  private final Instant now;
  private final Map<ConditionType, Condition> after = new EnumMap<>(ConditionType.class);

  /** The status of a condition. */
  private enum Status {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String apiName;

    Status(String apiName) {
      this.apiName = apiName;
    }
  }

  /**
   * @param before the conditions that the resource has, empty for none; conditions that are not set
   *     anew are dropped
   * @param generation {@code metadata.generation} that is judged
   * @param now time of transitions
   */
  public Conditions(List<Condition> before, long generation, Instant now) {
    this.before = List.copyOf(before);
    this.generation = generation;
    this.now = now;
  }

  public Conditions isTrue(ConditionType type, ConditionReason reason, String message) {
    return put(type, Status.TRUE, reason, message);
  }

  public Conditions isFalse(ConditionType type, ConditionReason reason, String message) {
    return put(type, Status.FALSE, reason, message);
  }

  public Conditions isUnknown(ConditionType type, ConditionReason reason, String message) {
    return put(type, Status.UNKNOWN, reason, message);
  }

  /** Takes a condition over as it was; it is unknown when there was none. */
  public Conditions unchanged(ConditionType type, ConditionReason reason, String message) {
    Optional<Condition> old = find(type);
    old.ifPresent(condition -> after.put(type, condition));
    return old.isPresent() ? this : isUnknown(type, reason, message);
  }

  /** Takes a condition over as it was, if there was one. */
  public Conditions kept(ConditionType type) {
    find(type).ifPresent(condition -> after.put(type, condition));
    return this;
  }

  /** Whether {@code type} was set to True so far. */
  public boolean holds(ConditionType type) {
    return after.containsKey(type) && after.get(type).status().equals(Status.TRUE.apiName);
  }

  /** The conditions that were set, in the order of their types. */
  public List<Condition> all() {
    return List.copyOf(after.values());
  }

  private Conditions put(
      ConditionType type, Status status, ConditionReason reason, String message) {
    Instant since =
        find(type)
            .filter(old -> old.status().equals(status.apiName))
            .map(Condition::lastTransitionTime)
            .orElse(now);
    after.put(
        type,
        new Condition(
            type.apiName(),
            status.apiName,
            generation,
            since,
            reason.apiName(),
            ShortText.of(message, Bounds.MESSAGE)));
    return this;
  }

  private Optional<Condition> find(ConditionType type) {
    return Stream.concat(after.values().stream(), before.stream())
        .filter(condition -> condition.type().equals(type.apiName()))
        .findFirst();
  }
}
