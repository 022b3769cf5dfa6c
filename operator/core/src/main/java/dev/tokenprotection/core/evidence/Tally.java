package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Application;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was counted over one span of time.
 *
 * @param total all sign-ins, each once
 * @param byApplication the sign-ins for each of the rollout's applications, which add up to more
 *     than the total where one sign-in is for several; every application is there
 * @param byClient the clients that were used, most unbound sign-ins first
 * @param unboundByCode why sign-ins were unbound, most sign-ins first
 * @param unreadable why sign-ins could not be read
 * @param notApplicable sign-ins that token protection does not apply to, though the policy did
 * @param incomplete sign-ins of which only interruptions were seen
 * @param setAside sign-ins that are shown but not counted
 * @param activeDays UTC dates with at least one counted sign-in
 */
public record Tally(
    Counts total,
    Map<Application, Counts> byApplication,
    List<ClientCounts> byClient,
    List<CodeCounts> unboundByCode,
    Map<UnreadableReason, Long> unreadable,
    long notApplicable,
    long incomplete,
    Map<SetAsideReason, Long> setAside,
    int activeDays) {
  public Tally {
    byApplication = ordered(Application.class, byApplication);
    unreadable = ordered(UnreadableReason.class, unreadable);
    setAside = ordered(SetAsideReason.class, setAside);
    byClient = List.copyOf(byClient);
    unboundByCode = List.copyOf(unboundByCode);
  }

  /** All sign-ins that our policy judged and that were not set aside. */
  public long applied() {
    return total.signIns() + notApplicable;
  }

  private static <K extends Enum<K>, V> Map<K, V> ordered(Class<K> keys, Map<K, V> values) {
    EnumMap<K, V> copy = new EnumMap<>(keys);
    copy.putAll(values);
    return Collections.unmodifiableMap(copy);
  }
}
