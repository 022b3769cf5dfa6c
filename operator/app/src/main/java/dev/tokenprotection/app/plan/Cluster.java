package dev.tokenprotection.app.plan;

import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRolloutStatus;
import dev.tokenprotection.kubernetes.tenant.SecretSource;
import dev.tokenprotection.kubernetes.tenant.ServiceAccountTokenSource;
import java.util.Optional;

/** What a plan needs of the cluster in which the rollout lives, if there is one. Reads only. */
interface Cluster extends AutoCloseable {
  /** How far a rollout has got; what is known of that. */
  LiveStatus status(String namespace, String name);

  /** An EntraTenant; empty when there is none of this name. */
  Optional<EntraTenant> tenant(String namespace, String name);

  SecretSource secrets();

  ServiceAccountTokenSource tokens();

  /**
   * The id of the installation, part of the marks of ownership in Entra.
   *
   * @param declared the one that was declared, empty for none
   * @throws IllegalStateException when none was declared and none can be found
   */
  String installation(String declared);

  /** The namespace of resources that name none. */
  String namespace();

  @Override
  void close();

  /** What is known of how far a rollout has got. */
  sealed interface LiveStatus {
    /** The cluster has this. */
    record Found(TokenProtectionRolloutStatus status) implements LiveStatus {}

    /** The cluster has no status of it. */
    record None() implements LiveStatus {}

    /** No cluster was asked. */
    record NotAsked() implements LiveStatus {}
  }
}
