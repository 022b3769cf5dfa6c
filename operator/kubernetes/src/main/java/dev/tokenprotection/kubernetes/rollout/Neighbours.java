package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import java.util.List;

/** Knows which rollouts share a tenant: an EntraTenant is the only one of its tenant. */
@FunctionalInterface
interface Neighbours {
  /** The other rollouts of the EntraTenant that {@code rollout} names. */
  List<TokenProtectionRollout> of(TokenProtectionRollout rollout);
}
