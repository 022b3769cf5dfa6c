package dev.tokenprotection.kubernetes.approval;

import dev.tokenprotection.api.v1alpha1.StageApproval;
import dev.tokenprotection.api.v1alpha1.TokenProtectionRollout;
import java.util.Collection;

/** Where the StageApprovals are. */
@FunctionalInterface
public interface GivenApprovals {
  /** Those that name {@code rollout} as theirs, in no order. */
  Collection<StageApproval> of(TokenProtectionRollout rollout);
}
