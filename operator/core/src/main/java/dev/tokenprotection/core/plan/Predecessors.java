package dev.tokenprotection.core.plan;

import dev.tokenprotection.core.desired.Marker;
import java.util.Set;

/**
 * The installations whose place this one takes, since a person said so: what they own of a rollout
 * is taken over.
 *
 * @param named what a person named each by: its declared id, or the digits that stand for it in the
 *     marks, which is all that Entra shows of it
 */
public record Predecessors(Set<String> named) {
  /** Nobody's place is taken. */
  public static final Predecessors NONE = new Predecessors(Set.of());

  public Predecessors {
    named = Set.copyOf(named);
  }

  /** Whether a mark of ownership is of one of them. */
  boolean include(Marker marker) {
    return named.stream()
        .anyMatch(
            name ->
                name.equals(marker.installation())
                    || Marker.ofInstallation(name).equals(marker.installation()));
  }
}
