package dev.tokenprotection.core.desired;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.PolicyContent;
import dev.tokenprotection.core.model.PolicyContent.Guests;
import dev.tokenprotection.core.model.PolicyState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a rollout wants enforced beyond the scope that has passed a gate. It is observed at once,
 * and enforced when the gate has passed with it.
 *
 * @param beyond what is wider, each a few words, never empty
 */
public record Widening(List<String> beyond) {
  public Widening {
    beyond = List.copyOf(beyond);
    if (beyond.isEmpty()) {
      throw new IllegalArgumentException("a widening widens something");
    }
  }

  /**
   * Compares what is wanted with what has passed.
   *
   * @param enforced the enforced policy as the stages want it
   * @param passed the scope that has passed a gate; {@link Scope#NOTHING} before the first, where
   *     there is nothing to widen
   */
  public static Optional<Widening> of(PolicyContent enforced, Scope passed) {
    Scope wanted = Scope.of(enforced);
    boolean isWithin =
        enforced.state() != PolicyState.ENABLED
            || passed.equals(Scope.NOTHING)
            || wanted.isWithin(passed);
    return isWithin ? Optional.empty() : Optional.of(new Widening(beyond(wanted, passed)));
  }

  /** All that is wider, in a few words. */
  public String summary() {
    return String.join("; ", beyond);
  }

  private static List<String> beyond(Scope wanted, Scope passed) {
    List<String> beyond = new ArrayList<>();
    add(beyond, "groups ", wanted.includeGroups(), passed.includeGroups());
    add(beyond, "applications ", named(wanted.applications()), named(passed.applications()));
    add(beyond, "platforms ", wanted.platforms(), passed.platforms());
    add(beyond, "client types ", wanted.clientAppTypes(), passed.clientAppTypes());
    if (wanted.guests() == Guests.COVERED && passed.guests() == Guests.EXCLUDED) {
      beyond.add("guests");
    }
    add(beyond, "no longer excluded groups ", passed.excludeGroups(), wanted.excludeGroups());
    add(
        beyond,
        "devices that were left out by ",
        DeviceRule.alternatives(passed.deviceFilter().excludeRule()),
        DeviceRule.alternatives(wanted.deviceFilter().excludeRule()));
    if (beyond.isEmpty()) {
      beyond.add("users");
    }
    return beyond;
  }

  private static void add(
      List<String> beyond, String what, Collection<?> wider, Collection<?> narrower) {
    Set<String> more = texts(wider);
    more.removeAll(texts(narrower));
    if (!more.isEmpty()) {
      beyond.add(what + String.join(", ", more));
    }
  }

  private static Set<String> texts(Collection<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> named(Set<String> appIds) {
    Function<String, String> name =
        id -> Application.ofAppId(id).map(Application::apiName).orElse(id);
    return appIds.stream().map(name).collect(Collectors.toSet());
  }
}
