package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.PolicyId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says what one row means for one rollout. The result of the rollout's policy decides, the details
 * explain; where they are missing or contradict each other the row is unreadable, never bound.
 *
 * <p>Sources: Microsoft Graph beta, "signIn resource type", "appliedConditionalAccessPolicy
 * resource type" and "tokenProtectionStatusDetails resource type"; Microsoft Entra, "Authentication
 * and authorization error codes".
 */
public final class RowClassifier {

  /** Errors that send the user to another step; the outcome is in a later row. */
  private static final Set<Integer> INTERRUPTS =
      Set.of(50058, 50072, 50074, 50076, 50079, 50097, 50140, 50199, 65001);

  /** Errors that say that some Conditional Access policy blocked the request. */
  private static final Set<Integer> POLICY_BLOCKS = Set.of(53003, 530084);

  private static final RowClass IS_UNRELATED = new RowClass.Unrelated();
  private static final RowClass IS_BOUND = new RowClass.Bound();
  private static final RowClass IS_NOT_APPLICABLE = new RowClass.NotApplicable();
  private static final RowClass IS_INTERRUPTED = new RowClass.Interrupted();

  private final EvidenceScope scope;

  public RowClassifier(EvidenceScope scope) {
    this.scope = scope;
  }

  /** The class of a row. */
  public RowClass classify(SignInRow row) {
    return switch (row.policies()) {
      case AppliedPolicies.Missing() -> new RowClass.Unreadable(UnreadableReason.POLICIES_MISSING);
      case AppliedPolicies.Listed(List<AppliedPolicy> entries) ->
          countedEntry(entries)
              .map(ours -> classifyJudged(row, ours, entries))
              .orElse(IS_UNRELATED);
    };
  }

  /** The entry that decides: the enforced policy's, if it applied, else the report-only one's. */
  private Optional<AppliedPolicy> countedEntry(List<AppliedPolicy> entries) {
    return entryOf(scope.enforcedPolicy(), entries)
        .or(() -> entryOf(scope.observePolicy(), entries));
  }

  private static Optional<AppliedPolicy> entryOf(PolicyId policy, List<AppliedPolicy> entries) {
    return entries.stream()
        .filter(entry -> entry.id().equals(policy) && entry.result().mayHaveApplied())
        .findFirst();
  }

  private RowClass classifyJudged(SignInRow row, AppliedPolicy ours, List<AppliedPolicy> entries) {
    Optional<SetAsideReason> setAside = setAside(row);
    if (setAside.isPresent()) {
      return new RowClass.SetAside(setAside.get());
    }
    if (INTERRUPTS.contains(row.errorCode())) {
      return IS_INTERRUPTED;
    }
    return switch (ours.result()) {
      case FAILURE, REPORT_ONLY_FAILURE -> failed(row.details(), ours.tokenProtection());
      case SUCCESS, REPORT_ONLY_SUCCESS ->
          isBlockedElsewhere(row, entries)
              ? new RowClass.SetAside(SetAsideReason.BLOCKED_ELSEWHERE)
              : succeeded(row.details());
      case REPORT_ONLY_INTERRUPTED -> interruptedInReportOnly(row.details());
      case UNKNOWN -> new RowClass.Unreadable(UnreadableReason.RESULT_UNKNOWN);
      case NOT_APPLIED, NOT_ENABLED, REPORT_ONLY_NOT_APPLIED -> IS_UNRELATED;
    };
  }

  private Optional<SetAsideReason> setAside(SignInRow row) {
    if (row.issuer() == TokenIssuer.BACKUP) {
      return Optional.of(SetAsideReason.BACKUP_AUTHENTICATION);
    }
    return switch (row.user()) {
      case SignInUser.Unidentified() -> Optional.of(SetAsideReason.NO_USER);
      case SignInUser.Guest _ when scope.guests() == GuestRule.SET_ASIDE ->
          Optional.of(SetAsideReason.GUEST);
      case SignInUser.Guest _, SignInUser.Member _ -> Optional.empty();
    };
  }

  /**
   * Token protection is the only control of our policies, but another may have been added by hand:
   * a failure counts as unbound only if the unsatisfied controls or the details say so too.
   */
  private static RowClass failed(BindingDetails details, ControlOutcome tokenProtection) {
    return switch (details) {
      case BindingDetails.Reported(BindingStatus status, int code)
          when tokenProtection == ControlOutcome.NOT_SATISFIED || status == BindingStatus.UNBOUND ->
          new RowClass.Unbound(code);
      case BindingDetails.Missing() when tokenProtection == ControlOutcome.NOT_SATISFIED ->
          new RowClass.Unbound(0);
      case BindingDetails.Missing() -> new RowClass.Unreadable(UnreadableReason.DETAILS_MISSING);
      case BindingDetails.Reported _ -> new RowClass.Unreadable(UnreadableReason.CONTRADICTION);
    };
  }

  private static RowClass succeeded(BindingDetails details) {
    return switch (details) {
      case BindingDetails.Missing() -> new RowClass.Unreadable(UnreadableReason.DETAILS_MISSING);
      case BindingDetails.Reported(BindingStatus status, int _) ->
          switch (status) {
            case BOUND -> IS_BOUND;
            case UNBOUND -> new RowClass.Unreadable(UnreadableReason.CONTRADICTION);
            case NONE -> IS_NOT_APPLICABLE;
            case UNKNOWN -> new RowClass.Unreadable(UnreadableReason.DETAILS_UNKNOWN);
          };
    };
  }

  private RowClass interruptedInReportOnly(BindingDetails details) {
    return switch (details) {
      case BindingDetails.Reported(BindingStatus status, int code)
          when status == BindingStatus.UNBOUND
              && UnboundCode.isSelfRemediable(code, scope.profile()) ->
          new RowClass.Unbound(code);
      case BindingDetails.Missing _, BindingDetails.Reported _ ->
          new RowClass.Unreadable(UnreadableReason.REPORT_ONLY_INTERRUPTED);
    };
  }

  private boolean isBlockedElsewhere(SignInRow row, List<AppliedPolicy> entries) {
    if (row.errorCode() == 0) {
      return false;
    }
    return POLICY_BLOCKS.contains(row.errorCode())
        || entries.stream()
            .anyMatch(entry -> entry.result() == PolicyResult.FAILURE && isForeign(entry.id()));
  }

  private boolean isForeign(PolicyId policy) {
    return !policy.equals(scope.enforcedPolicy()) && !policy.equals(scope.observePolicy());
  }
}
