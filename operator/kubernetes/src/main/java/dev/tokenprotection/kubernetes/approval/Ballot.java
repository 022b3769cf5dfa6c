package dev.tokenprotection.kubernetes.approval;

import dev.tokenprotection.api.v1alpha1.Condition;
import dev.tokenprotection.api.v1alpha1.StageApproval;
import dev.tokenprotection.kubernetes.condition.ConditionReason;
import dev.tokenprotection.kubernetes.condition.ConditionType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The approvals of one request, and the others. One person counts once; an approval that was given
 * while approvals could be forged never counts, also when they no longer can.
 *
 * @param first the first one of each person, the oldest first
 * @param again those of the same people after that
 * @param spoilt those that answer the request and were given while they could be forged
 * @param others those that answer no open request
 */
public record Ballot(
    List<StageApproval> first,
    List<StageApproval> again,
    List<StageApproval> spoilt,
    List<StageApproval> others) {

  /**
   * @param requestId the id of the open request; empty for none
   */
  public static Ballot of(Collection<StageApproval> given, String requestId) {
    List<StageApproval> first = new ArrayList<>();
    List<StageApproval> again = new ArrayList<>();
    List<StageApproval> spoilt = new ArrayList<>();
    List<StageApproval> others = new ArrayList<>();
    given.stream()
        .filter(approval -> approval.getSpec() != null)
        .sorted(Comparator.comparing(Ballot::age))
        .forEach(
            approval -> {
              if (!approval.getSpec().requestId().equals(requestId)) {
                others.add(approval);
              } else if (isSpoilt(approval)) {
                spoilt.add(approval);
              } else if (approvers(first).anyMatch(approval.getSpec().approver()::equals)) {
                again.add(approval);
              } else {
                first.add(approval);
              }
            });
    return new Ballot(first, again, spoilt, others);
  }

  public Ballot {
    first = List.copyOf(first);
    again = List.copyOf(again);
    spoilt = List.copyOf(spoilt);
    others = List.copyOf(others);
  }

  /**
   * The people who approved, each once, in the order of their names: the API server tells the age
   * of an approval in whole seconds only.
   */
  public List<String> approvers() {
    return approvers(first).sorted().toList();
  }

  /** The UIDs of what counts. */
  public Set<String> uids() {
    return first.stream()
        .map(approval -> approval.getMetadata().getUid())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether an approval was marked as given while approvals could be forged. */
  public static boolean isSpoilt(StageApproval approval) {
    return isTold(approval, ConditionReason.APPROVALS_FORGEABLE);
  }

  /** Whether {@code approval} was told that it counts or not, for this reason. */
  static boolean isTold(StageApproval approval, ConditionReason reason) {
    return counted(approval).filter(c -> c.reason().equals(reason.apiName())).isPresent();
  }

  /** The condition that tells whether {@code approval} counts; empty when nobody judged it yet. */
  static Optional<Condition> counted(StageApproval approval) {
    return approval.getStatus() == null || approval.getStatus().conditions() == null
        ? Optional.empty()
        : approval.getStatus().conditions().stream()
            .filter(condition -> condition.type().equals(ConditionType.COUNTED.apiName()))
            .findFirst();
  }

  private static Stream<String> approvers(List<StageApproval> approvals) {
    return approvals.stream().map(approval -> approval.getSpec().approver());
  }

  private static String age(StageApproval approval) {
    return approval.getMetadata().getCreationTimestamp() + " " + approval.getMetadata().getName();
  }
}
