package dev.tokenprotection.kubernetes.rollout;

import dev.tokenprotection.core.desired.Marker;
import dev.tokenprotection.core.model.ObservedPolicy;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.model.PolicyRole;
import dev.tokenprotection.core.model.PolicyState;
import dev.tokenprotection.core.plan.Action;
import dev.tokenprotection.core.plan.Change;
import dev.tokenprotection.core.plan.Direction;
import dev.tokenprotection.core.plan.Plan;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.kubernetes.tenant.SharedTenant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The policies of a rollout that are enabled: its own by their id or by their marker, whatever else
 * is wrong with the rollout. There may be two for one role.
 *
 * @param read those that were read
 * @param unread those that are known by id, and perhaps enabled, but can't be read
 */
record Enforcing(List<ObservedPolicy> read, List<PolicyId> unread) {
  Enforcing {
    read = List.copyOf(read);
    unread = List.copyOf(unread);
  }

  /** Just one. */
  static Enforcing only(ObservedPolicy policy) {
    return new Enforcing(List.of(policy), List.of());
  }

  /** Those among all policies of the tenant. */
  static Enforcing among(Collection<ObservedPolicy> all, RolloutScope scope) {
    Marker own = Marker.of(scope.identity());
    return new Enforcing(
        all.stream()
            .filter(policy -> policy.content().state() == PolicyState.ENABLED)
            .filter(policy -> isOwn(policy, own, scope))
            .toList(),
        List.of());
  }

  /** One with the mark of another installation is that one's, which has taken it over. */
  private static boolean isOwn(ObservedPolicy policy, Marker own, RolloutScope scope) {
    Optional<Marker> marker = Marker.find(policy.content().displayName()).map(Marker.Found::marker);
    boolean isKnown = scope.memory().policies().containsValue(policy.id());
    boolean isTakenOver = marker.filter(other -> other.isOfAnotherInstallation(own)).isPresent();
    return marker.filter(own::equals).isPresent() || (isKnown && !isTakenOver);
  }

  /** The enforced policy whose id is known, when the policies of the tenant can't be listed. */
  static Enforcing known(RolloutScope scope, SharedTenant tenant) {
    PolicyId known = scope.memory().policies().get(PolicyRole.ENFORCED);
    if (known == null) {
      return new Enforcing(List.of(), List.of());
    }
    Outcome<ObservedPolicy> found = tenant.tenant().policies().get(known);
    return found
        .failure()
        .map(
            problem ->
                new Enforcing(
                    List.of(),
                    problem.cause() == Problem.Cause.NOT_FOUND ? List.of() : List.of(known)))
        .orElseGet(() -> among(found.success().stream().toList(), scope));
  }

  boolean isEmpty() {
    return read.isEmpty() && unread.isEmpty();
  }

  Set<PolicyId> ids() {
    Set<PolicyId> ids = new TreeSet<>(unread);
    read.forEach(policy -> ids.add(policy.id()));
    return ids;
  }

  /** What puts all of them to report-only. */
  Plan towardsReportOnly() {
    List<Change> changes = new ArrayList<>();
    for (PolicyId id : ids()) {
      changes.add(
          new Change(
              new Action.SetPolicyState(PolicyRole.ENFORCED, id, PolicyState.REPORT_ONLY),
              Direction.LESS));
    }
    return new Plan(changes);
  }
}
