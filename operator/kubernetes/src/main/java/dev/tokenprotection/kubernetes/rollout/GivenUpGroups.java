package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.HandledToken;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.kubernetes.event.EventReason;

/**
 * Groups that were deleted in Entra and that a person gives up, naming the id. Only then is another
 * group of the name looked for or made; it has to pass its gate before it is enforced.
 */
final class GivenUpGroups {
  private GivenUpGroups() {}

  /** How a person gives {@code group} up, as the end of a sentence. */
  static String command(RolloutScope scope, GroupId group) {
    return "give it up: " + Annotations.command(scope, Annotations.GIVE_UP_GROUP, group.value());
  }

  /** Whether a person gave {@code group} up, which the directory does not find any more. */
  static boolean isGivenUp(RolloutScope scope, String displayName, GroupId group) {
    boolean isNamed =
        Annotations.token(scope.resource(), Annotations.GIVE_UP_GROUP)
            .filter(group.value()::equalsIgnoreCase)
            .isPresent();
    boolean isNew =
        scope
            .memory()
            .handled(Annotations.GIVE_UP_GROUP)
            .filter(handled -> handled.token().equals(group.value()))
            .isEmpty();
    if (isNamed && isNew) {
      scope
          .memory()
          .handle(
              new HandledToken(
                  Annotations.GIVE_UP_GROUP,
                  group.value(),
                  scope.now(),
                  HandsPhase.EXECUTED,
                  null));
      scope.tell(
          EventReason.GROUP_GIVEN_UP,
          "The group \""
              + displayName
              + "\" ("
              + group
              + "), which does not exist any more, is given up; a group of this name has to pass"
              + " its gate before it is enforced.");
    }
    return isNamed;
  }
}
