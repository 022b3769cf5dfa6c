package dev.tokenprotection.core.world;

import dev.tokenprotection.core.desired.Scope;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.stage.Counters;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The same for states that go on in the same way: times are told in ticks from now, and what is
 * longer past than anything waits for is just that; names that were made up are numbered in the
 * order in which they occur. What is only told to people is not put in.
 */
final class Fingerprint {
  /** Numbers for values, so that fingerprints are short. Shared by all that are compared. */
  static final class Values {
    private final Map<Object, Integer> numbers = new HashMap<>();

    private int of(Object value) {
      return numbers.computeIfAbsent(value, _ -> numbers.size());
    }
  }

  private final Values values;
  private final Instant now;
  private final Duration tick;
  private final Map<String, Integer> names = new HashMap<>();
  private final StringBuilder text = new StringBuilder();

  /**
   * @param tick what all times are multiples of
   */
  Fingerprint(Values values, Instant now, Duration tick) {
    this.values = values;
    this.now = now;
    this.tick = tick;
  }

  /**
   * A time.
   *
   * @param ticks after how many it is of no matter any more
   */
  Fingerprint time(Instant instant, int ticks) {
    if (instant.equals(Counters.NEVER)) {
      return value("never");
    }
    boolean matters = instant.isAfter(now.minus(tick.multipliedBy(ticks)));
    text.append(matters ? Duration.between(now, instant).dividedBy(tick) : "past").append(',');
    return this;
  }

  /** A name that was made up. */
  Fingerprint name(String name) {
    text.append('n').append(names.computeIfAbsent(name, _ -> names.size())).append(',');
    return this;
  }

  /** Anything in which there are no times and no names that were made up. */
  Fingerprint value(Object value) {
    text.append(values.of(value)).append(',');
    return this;
  }

  Fingerprint content(PolicyContent content) {
    return names(content.includeGroups())
        .value(content.including(content.includeUsers(), new TreeSet<>()));
  }

  Fingerprint scope(Scope scope) {
    return names(scope.includeGroups())
        .value(
            List.of(
                scope.includeUsers(),
                scope.excludeUsers(),
                scope.excludeGroups(),
                scope.guests(),
                scope.applications(),
                scope.platforms(),
                scope.clientAppTypes(),
                scope.deviceFilter(),
                scope.tokenProtection()));
  }

  private Fingerprint names(SortedSet<GroupId> groups) {
    value(groups.size());
    groups.forEach(group -> name(group.value()));
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
