package dev.tokenprotection.kubernetes.evidence;

import dev.tokenprotection.core.model.PolicyId;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is counted for the rollouts of a tenant. Not safe for use by several threads. */
final class Watches {
  private final Map<ResourceID, LedgerWatch> ledgers = new HashMap<>();
  private final Map<ResourceID, BlockedWatch> breakers = new HashMap<>();

  /** The counting that answers {@code question}, begun anew when it is another question. */
  LedgerWatch ledger(ResourceID rollout, EvidenceQuestion question) {
    LedgerWatch ledger =
        Optional.ofNullable(ledgers.get(rollout))
            .filter(watch -> watch.counts(question.scope(), question.period()))
            .orElseGet(
                () -> new LedgerWatch(question.scope(), question.period(), question.cohort()));
    ledgers.put(rollout, ledger);
    ledger.changeCohort(question.cohort());
    return ledger;
  }

  /**
   * The counting of whom these policies block.
   *
   * @param since from when on, if it begins now
   */
  BlockedWatch breaker(ResourceID rollout, Set<PolicyId> policies, Instant since) {
    BlockedWatch breaker =
        Optional.ofNullable(breakers.get(rollout))
            .filter(watch -> watch.counts(policies))
            .orElseGet(() -> new BlockedWatch(policies, since));
    breakers.put(rollout, breaker);
    return breaker;
  }

  void forget(ResourceID rollout) {
    ledgers.remove(rollout);
    endBreaker(rollout);
  }

  void endBreaker(ResourceID rollout) {
    breakers.remove(rollout);
  }

  /** Whether the evidence of a rollout was read far enough for {@code question}. */
  boolean answers(ResourceID rollout, EvidenceQuestion question) {
    return Optional.ofNullable(ledgers.get(rollout))
        .filter(watch -> watch.answers(question))
        .isPresent();
  }

  /** Whether the breaker of a rollout was read up to {@code moment}. */
  boolean breakerWasReadUpTo(ResourceID rollout, Instant moment) {
    return Optional.ofNullable(breakers.get(rollout))
        .filter(watch -> watch.wasReadUpTo(moment))
        .isPresent();
  }

  /** The rollouts whose breaker would be told another number of users than it was last. */
  Set<ResourceID> breakersWithNews() {
    return breakers.entrySet().stream()
        .filter(breaker -> breaker.getValue().hasNews())
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Those that lack older rows than {@code newest} wants. */
  List<LedgerWatch> behind(LogWatch newest) {
    return ledgers.values().stream().filter(ledger -> ledger.isBehind(newest)).toList();
  }

  /** Those that do not. */
  List<LedgerWatch> upToDate(LogWatch newest) {
    return ledgers.values().stream().filter(ledger -> !ledger.isBehind(newest)).toList();
  }

  List<BlockedWatch> breakers() {
    return List.copyOf(breakers.values());
  }
}
