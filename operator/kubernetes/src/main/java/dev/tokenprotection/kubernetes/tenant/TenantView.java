package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.core.guard.BreakGlassRemoval;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.kubernetes.condition.Trouble;
import java.util.Optional;

/** An EntraTenant as its rollouts see it. */
public sealed interface TenantView {
  /** It was not looked at since the start of the operator; its rollouts are woken when it was. */
  record NotSeenYet() implements TenantView {}

  /** It can't be talked to, and was not since the start of the operator. */
  record Unusable(Trouble trouble) implements TenantView {}

  /** It can't be talked to now. */
  record Lost(Trouble trouble, SharedTenant lastKnown) implements TenantView {}

  /**
   * It can be talked to; whether it is fit for enforcement is another matter.
   *
   * @param declared its emergency access accounts
   * @param removal accounts that are declared no more, without a confirmation
   */
  record Usable(
      SharedTenant shared, BreakGlass declared, BreakGlassRemoval removal, TenantFacts facts)
      implements TenantView {}

  /** A connection to try an emergency stop with, however things stand. */
  default Optional<SharedTenant> anyConnection() {
    return switch (this) {
      case NotSeenYet notSeen -> Optional.empty();
      case Unusable unusable -> Optional.empty();
      case Lost lost -> Optional.of(lost.lastKnown());
      case Usable usable -> Optional.of(usable.shared());
    };
  }
}
