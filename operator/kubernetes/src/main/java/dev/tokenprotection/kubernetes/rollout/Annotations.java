package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.model.Commands;
import dev.tokenprotection.kubernetes.mapping.HandToken;
import dev.tokenprotection.kubernetes.tenant.TenantOrders;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The annotations by which people act on a resource. */
public final class Annotations {
  /** What all of them begin with. */
  public static final String PREFIX = HandToken.PREFIX;

  static final String EMERGENCY_STOP = TenantOrders.EMERGENCY_STOP;
  static final String ABORT = "abort";
  static final String ROLLBACK = "rollback";
  static final String RESUME = "resume";
  static final String RETRY = "retry";
  static final String SKIP = "skip";

  /** Why a stage is skipped, in a person's words. */
  static final String REASON = "reason";

  static final String RECONCILE = "reconcile";
  static final String GIVE_UP_GROUP = "give-up-group";

  /** Its value is the hash of stages that were changed after they had been reached. */
  static final String ACCEPT_STAGES = "accept-stages";

  /** Its value is the installation whose place this one takes. */
  static final String TAKE_OVER = "take-over";

  /** Its value is the UID of the object whose deletion may end its protection. */
  static final String CONFIRM_DELETE = "confirm-delete";

  /** Lets an object that is being deleted go at once, its policies as they are. */
  static final String FORCE_ORPHAN = "force-orphan";

  private Annotations() {}

  /** The token of an annotation; empty when it is not there. */
  static Optional<String> token(HasMetadata resource, String annotation) {
    return HandToken.of(resource, annotation);
  }

  /** How a person annotates the rollout, as a command. */
  static String command(RolloutScope scope, String annotation, String value) {
    return Commands.annotateRollout(
        scope.identity().namespace(), scope.identity().name(), annotation, value);
  }

  /** Whether people acted on a resource between two versions of it. */
  public static boolean differ(HasMetadata before, HasMetadata after) {
    return !ours(before).equals(ours(after));
  }

  private static Map<String, String> ours(HasMetadata resource) {
    Map<String, String> all = resource.getMetadata().getAnnotations();
    if (all == null) {
      return Map.of();
    }
    return all.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(PREFIX))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
