package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.kubernetes.condition.Trouble;
import dev.tokenprotection.kubernetes.evidence.Telemetry;

/** What a look at a tenant found. */
sealed interface Examination {
  /** The tenant could not be talked to. */
  record Failed(Trouble trouble) implements Examination {}

  /** The tenant answered. */
  record Found(TenantFacts facts, Telemetry telemetry) implements Examination {}
}
