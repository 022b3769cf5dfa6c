package dev.tokenprotection.kubernetes.tenant;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;

/** Tells which rollouts refer to an EntraTenant. */
@FunctionalInterface
public interface TenantUse {
  Standing of(ResourceID tenant);

  /** What is known of the use of an EntraTenant. */
  sealed interface Standing {
    /** The rollouts have not all been listed since the start of the operator. */
    record NotKnownYet() implements Standing {}

    /** The names of those that refer to it, in order; empty for none. */
    record UsedBy(List<String> rollouts) implements Standing {
      public UsedBy {
        rollouts = rollouts.stream().sorted().toList();
      }
    }
  }
}
