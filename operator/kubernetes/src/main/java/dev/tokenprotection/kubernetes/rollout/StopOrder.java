package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.HandledToken;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.List;

/**
 * An emergency stop that is asked for by an annotation: by the rollout's own, or by that of its
 * EntraTenant, which stops all of them.
 *
 * @param annotation under which name it is remembered as handled
 * @param by who stops, as {@code status.emergency.by} says it: the token, and where it is
 */
record StopOrder(String annotation, String by) {
  private static final String OF_TENANT = "tenant-emergency-stop";
  private static final String TENANT = "EntraTenant ";
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_BY = 256;

  /** The orders that are presented now. */
  static List<StopOrder> presented(RolloutScope scope) {
    List<StopOrder> orders = new ArrayList<>();
    Annotations.token(scope.resource(), Annotations.EMERGENCY_STOP)
        .ifPresent(token -> orders.add(new StopOrder(Annotations.EMERGENCY_STOP, token)));
    ResourceID tenant = RolloutWakes.tenantOf(scope.resource());
    scope
        .orders()
        .stop()
        .ifPresent(token -> orders.add(new StopOrder(OF_TENANT, by(tenant.getName(), token))));
    return orders;
  }

  /** A stop that was taken away and is asked for again is a new one, be its token the same. */
  static void forgetTakenAway(RolloutScope scope) {
    List<String> presented = presented(scope).stream().map(StopOrder::annotation).toList();
    for (String annotation : List.of(Annotations.EMERGENCY_STOP, OF_TENANT)) {
      if (!presented.contains(annotation)) {
        scope.memory().forgetHandled(annotation);
      }
    }
  }

  /** Whether nobody has handled it yet. */
  boolean isNew(RolloutScope scope) {
    return scope.memory().handled(annotation).map(HandledToken::token).filter(by::equals).isEmpty();
  }

  /** Under which name a stop by {@code by} is remembered. */
  static String annotationOf(String by) {
    return by.startsWith(TENANT) ? OF_TENANT : Annotations.EMERGENCY_STOP;
  }

  /** The name is cut rather than the token, which tells one stop from the next. */
  private static String by(String tenant, String token) {
    return cut(TENANT + cut(tenant, LONGEST_NAME) + ": " + token, LONGEST_BY);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
