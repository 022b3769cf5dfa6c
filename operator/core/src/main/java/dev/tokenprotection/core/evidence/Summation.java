package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Application;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** Adds slots up to a tally, for those users who are members now. */
final class Summation {
  private final EvidenceScope scope;
  private final List<Application> applications;
  private final List<SlotCounts> slots;
  private final ClientNames clients;
  private final UserTable users;

  private final UserSums sums;
  private final Map<UnreadableReason, Long> unreadable = new EnumMap<>(UnreadableReason.class);
  private final Map<Integer, Affected> byCode = new TreeMap<>();
  private final Map<Integer, ClientSums> byClient = new HashMap<>();

  /** Unbound sign-ins with one code, and the users who had them. */
  private static final class Affected {
    private long signIns;
    private final BitSet users = new BitSet();
  }

  Summation(EvidenceScope scope, List<SlotCounts> slots, ClientNames clients, UserTable users) {
    this.scope = scope;
    this.applications = List.copyOf(scope.applications());
    this.slots = slots;
    this.clients = clients;
    this.users = users;
    this.sums = new UserSums(users, SlotCounts.scopes(applications));
    for (SlotCounts slot : slots) {
      sums.addBound(slot.bound());
      slot.adverse().forEach(this::addAdverse);
      slot.byClient()
          .forEach(
              (number, one) -> byClient.computeIfAbsent(number, _ -> new ClientSums()).addAll(one));
    }
  }

  /** The tally of the slots. */
  Tally tally() {
    Map<Application, Counts> byApplication = new EnumMap<>(Application.class);
    for (int place = 0; place < applications.size(); place++) {
      byApplication.put(applications.get(place), sums.counts(place + 1, scope.metric()));
    }
    return new Tally(
        sums.counts(0, scope.metric()),
        byApplication,
        clientCounts(),
        codeCounts(),
        unreadable,
        slots.stream().mapToLong(SlotCounts::notApplicable).sum(),
        slots.stream().mapToLong(SlotCounts::incomplete).sum(),
        setAside(),
        activeDays());
  }

  /** Whether the user has a counted sign-in. */
  boolean saw(int user) {
    return sums.has(user);
  }

  /** The users of clients that lack the broker. */
  BitSet usersOfClientsWithoutBroker() {
    BitSet found = new BitSet();
    byClient.forEach(
        (number, one) -> {
          if (counts(number, one).lacksBroker()) {
            one.usersWithoutBroker().stream().filter(users::isMember).forEach(found::set);
          }
        });
    return found;
  }

  private void addAdverse(long packed, int count) {
    AdverseSignIn signIn = AdverseSignIn.unpack(packed);
    if (!users.isMember(signIn.user())) {
      return;
    }
    switch (signIn.outcomeClass()) {
      case RowClass.Unbound(int code) -> addUnbound(signIn, code, count);
      case RowClass.Unreadable(UnreadableReason reason) -> addUnreadable(signIn, reason, count);
      case RowClass.Bound _,
          RowClass.NotApplicable _,
          RowClass.Interrupted _,
          RowClass.SetAside _,
          RowClass.Unrelated _ ->
          throw new IllegalStateException(signIn + " is kept among the adverse ones");
    }
  }

  private void addUnbound(AdverseSignIn signIn, int code, int count) {
    if (UnboundCode.isSelfRemediable(code, scope.profile())) {
      forEachScope(signIn, place -> sums.addSelfRemediable(signIn.user(), place, count));
    } else {
      forEachScope(signIn, place -> sums.addUnbound(signIn.user(), place, count));
    }
    Affected affected = byCode.computeIfAbsent(code, _ -> new Affected());
    affected.signIns += count;
    affected.users.set(signIn.user());
  }

  private void addUnreadable(AdverseSignIn signIn, UnreadableReason reason, int count) {
    forEachScope(signIn, place -> sums.addUnreadable(signIn.user(), place, count));
    unreadable.merge(reason, (long) count, Long::sum);
  }

  private void forEachScope(AdverseSignIn signIn, IntConsumer action) {
    action.accept(0);
    for (int place = 0; place < applications.size(); place++) {
      if (signIn.isFor(applications.get(place))) {
        action.accept(place + 1);
      }
    }
  }

  private ClientCounts counts(int number, ClientSums one) {
    return one.counts(clients.client(number), users::isMember);
  }

  private List<ClientCounts> clientCounts() {
    return byClient.entrySet().stream()
        .map(entry -> counts(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong(ClientCounts::unbound)
                .thenComparingLong(ClientCounts::signIns)
                .reversed()
                .thenComparing(one -> one.client().appId()))
        .toList();
  }

  private List<CodeCounts> codeCounts() {
    return byCode.entrySet().stream()
        .map(
            entry ->
                new CodeCounts(
                    entry.getKey(), entry.getValue().signIns, entry.getValue().users.cardinality()))
        .sorted(
            Comparator.comparingLong(CodeCounts::signIns)
                .reversed()
                .thenComparingInt(CodeCounts::code))
        .toList();
  }

  private Map<SetAsideReason, Long> setAside() {
    Map<SetAsideReason, Long> all = new EnumMap<>(SetAsideReason.class);
    slots.forEach(
        slot -> slot.setAside().forEach((reason, count) -> all.merge(reason, count, Long::sum)));
    return all;
  }

  private int activeDays() {
    Set<LocalDate> days = new HashSet<>();
    slots.forEach(slot -> days.addAll(slot.activeDays()));
    return days.size();
  }
}
