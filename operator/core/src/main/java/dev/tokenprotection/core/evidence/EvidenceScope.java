package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.Profile;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * Which rows are evidence for a rollout. Evidence belongs to the scope under which it was seen: a
 * changed scope starts a new {@link EvidenceLedger}.
 *
 * @param profile the rollout's profile
 * @param applications the applications of its policies, at least one
 * @param observePolicy the report-only policy
 * @param enforcedPolicy the policy that is enforced in the end; it counts where both apply
 * @param guests what to do with guests
 * @param metric which sign-ins count as good
 */
public record EvidenceScope(
    Profile profile,
    Set<Application> applications,
    PolicyId observePolicy,
    PolicyId enforcedPolicy,
    GuestRule guests,
    Metric metric) {
  public EvidenceScope {
    if (applications.isEmpty()) {
      throw new IllegalArgumentException("evidence needs at least one application");
    }
    if (observePolicy.equals(enforcedPolicy)) {
      throw new IllegalArgumentException("a rollout has two policies, not one twice");
    }
    applications = Collections.unmodifiableSet(EnumSet.copyOf(applications));
  }
}
