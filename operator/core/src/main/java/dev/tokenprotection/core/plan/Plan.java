package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.model.CanonicalHash;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The writes that bring a tenant closer to the desired state, in the order in which they are sent.
 * Whoever sends them stops at the first one that is not known to have taken place.
 *
 * <p>An id that a write makes is not known before it took place, and what widens enforcement waits
 * until everything else was read back, so what needs either is in a later plan: observe and plan
 * again until the plan is empty.
 *
 * @param changes the writes, empty when the tenant is as desired
 */
public record Plan(List<Change> changes) {
  public static final Plan NOTHING = new Plan(List.of());

  public Plan {
    changes = List.copyOf(changes);
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** The writes alone. */
  public List<Action> actions() {
    return changes.stream().map(Change::action).toList();
  }

  /** The part of this plan whose changes match, in the same order. */
  public Plan only(Predicate<Change> wanted) {
    return new Plan(changes.stream().filter(wanted).toList());
  }

  /** Whether any change goes in {@code direction}. */
  public boolean has(Direction direction) {
    return changes.stream().anyMatch(c -> c.direction() == direction);
  }

  /** One line an action that says everything about it, the same for equal plans, on any machine. */
  public String canonicalText() {
    return actions().stream().map(CanonicalText::of).collect(Collectors.joining("\n"));
  }

  /** {@code v1:} and the SHA-256 of {@link #canonicalText}, in hexadecimal. */
  public String hash() {
    return CanonicalHash.of(canonicalText());
  }

  /** One line such as {@code 2 policies to create, 1 group to create, 14 members to add}. */
  public String summary() {
    return PlanText.summary(this);
  }

  /** One line a change, for a person. Names no user: members are counted. */
  public List<String> describe() {
    return PlanText.describe(this);
  }
}
