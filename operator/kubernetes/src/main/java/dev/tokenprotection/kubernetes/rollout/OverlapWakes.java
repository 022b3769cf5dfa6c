package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import dev.tokenprotection.core.guard.Claim;
import dev.tokenprotection.core.guard.Overlap;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Wakes the rollouts that another one's change or end matters to: those that gave way to somebody,
 * and those that overlap with what it has become.
 */
final class OverlapWakes {
  private final Neighbours neighbours;
  private final String installation;
  private final Consumer<ResourceID> wake;

  OverlapWakes(Neighbours neighbours, String installation, Consumer<ResourceID> wake) {
    this.neighbours = neighbours;
    this.installation = installation;
    this.wake = wake;
  }

  /** {@code rollout} is about to be looked at; nothing happens unless its spec is a new one. */
  void seen(TokenProtectionRollout rollout) {
    var status = rollout.getStatus();
    boolean isNew =
        status == null
            || !Objects.equals(status.observedGeneration(), rollout.getMetadata().getGeneration());
    if (!isNew || rollout.getSpec() == null) {
      return;
    }
    Claim claim = Claims.of(rollout, installation);
    for (TokenProtectionRollout neighbour : neighbours.of(rollout)) {
      if (gaveWay(neighbour) || overlaps(claim, neighbour)) {
        wake.accept(ResourceID.fromResource(neighbour));
      }
    }
  }

  /** {@code rollout} is gone. */
  void gone(TokenProtectionRollout rollout) {
    neighbours.of(rollout).stream()
        .filter(OverlapWakes::gaveWay)
        .map(ResourceID::fromResource)
        .forEach(wake);
  }

  private boolean overlaps(Claim claim, TokenProtectionRollout neighbour) {
    return neighbour.getSpec() != null
        && Overlap.isAny(claim, List.of(Claims.of(neighbour, installation)));
  }

  private static boolean gaveWay(TokenProtectionRollout rollout) {
    return rollout.getStatus() != null
        && rollout.getStatus().conditions() != null
        && rollout.getStatus().conditions().stream()
            .anyMatch(
                condition ->
                    condition.type().equals(ConditionType.STALLED.apiName())
                        && condition
                            .reason()
                            .equals(ConditionReason.OVERLAPS_ANOTHER_ROLLOUT.apiName()));
  }
}
