package dev.tokenprotection.core.plan;

import java.util.List;

/**
 * The writes that bring a tenant to the desired state, in the order in which they are sent. An id
 * that a write makes is not known before it took place, so what needs that id is in the next plan:
 * observe again after each plan.
 *
 * @param actions the writes, empty when the tenant is as desired
 */
public record Plan(List<Action> actions) {
  public static final Plan NOTHING = new Plan(List.of());

  public Plan {
    actions = List.copyOf(actions);
  }

  public boolean isEmpty() {
    return actions.isEmpty();
  }
}
