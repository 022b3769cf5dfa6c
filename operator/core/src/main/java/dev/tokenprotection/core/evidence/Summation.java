package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Application;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/** Adds slots up to a tally, for those users who are members now. */
final class Summation {
  private final EvidenceScope scope;
  private final List<Application> applications;
  private final List<SlotCounts> slots;
  private final ClientNames clients;
  private final int users;
  private final IntPredicate isMember;

  private final UserShares total;
  private final List<UserShares> byApplication = new ArrayList<>();
  private final Map<UnreadableReason, Long> unreadable = new EnumMap<>(UnreadableReason.class);
  private final Map<Integer, Affected> byCode = new TreeMap<>();
  private final Map<Integer, ClientSums> byClient = new HashMap<>();

  /** Unbound sign-ins and the users who had them. */
  private static final class Affected {
    private long signIns;
    private final BitSet users = new BitSet();
  }

  /** The sums of one client. */
  private static final class ClientSums {
    private long bound;
    private long unbound;
    private long unreadable;
    private final Affected withoutBroker = new Affected();

    private ClientCounts counts(ClientApplication client) {
      return new ClientCounts(
          client,
          bound,
          unbound,
          unreadable,
          withoutBroker.signIns,
          withoutBroker.users.cardinality());
    }
  }

  Summation(EvidenceScope scope, List<SlotCounts> slots, ClientNames clients, UserTable userTable) {
    this.scope = scope;
    this.applications = List.copyOf(scope.applications());
    this.slots = slots;
    this.clients = clients;
    this.users = userTable.limit();
    this.isMember = userTable::isMember;
    this.total = new UserShares(users);
    applications.forEach(_ -> byApplication.add(new UserShares(users)));
    addBound();
    slots.forEach(slot -> slot.adverse().forEach(this::addAdverse));
  }

  /** The tally of the slots. */
  Tally tally() {
    Map<Application, Counts> perApplication = new EnumMap<>(Application.class);
    for (int place = 0; place < applications.size(); place++) {
      perApplication.put(applications.get(place), byApplication.get(place).counts());
    }
    return new Tally(
        total.counts(),
        perApplication,
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
    return total.has(user);
  }

  /** The users of clients that lack the broker. */
  BitSet usersOfClientsWithoutBroker() {
    BitSet found = new BitSet();
    byClient.forEach(
        (number, sums) -> {
          if (sums.counts(clients.client(number)).lacksBroker()) {
            found.or(sums.withoutBroker.users);
          }
        });
    return found;
  }

  private void addBound() {
    for (SlotCounts slot : slots) {
      slot.boundByClient()
          .forEach((number, count) -> sumsOf(Math.toIntExact(number - 1)).bound += count);
      for (int user = 0; user < users; user++) {
        if (isMember.test(user) && slot.bound(user) > 0) {
          total.addBound(user, slot.bound(user));
          for (int place = 0; place < applications.size(); place++) {
            byApplication.get(place).addBound(user, slot.bound(user, place));
          }
        }
      }
    }
  }

  private void addAdverse(long packed, int count) {
    AdverseSignIn signIn = AdverseSignIn.unpack(packed);
    if (!isMember.test(signIn.user())) {
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
    boolean heals = UnboundCode.isSelfRemediable(code, scope.profile());
    sharesOf(signIn)
        .forEach(
            shares -> {
              if (heals) {
                shares.addSelfRemediable(signIn.user(), count, scope.metric());
              } else {
                shares.addUnbound(signIn.user(), count);
              }
            });
    add(byCode.computeIfAbsent(code, _ -> new Affected()), signIn, count);
    ClientSums client = sumsOf(signIn.client());
    client.unbound += count;
    if (code == UnboundCode.CLIENT_WITHOUT_BROKER.code()) {
      add(client.withoutBroker, signIn, count);
    }
  }

  private void addUnreadable(AdverseSignIn signIn, UnreadableReason reason, int count) {
    sharesOf(signIn).forEach(shares -> shares.addUnreadable(signIn.user(), count));
    unreadable.merge(reason, (long) count, Long::sum);
    sumsOf(signIn.client()).unreadable += count;
  }

  private static void add(Affected affected, AdverseSignIn signIn, int count) {
    affected.signIns += count;
    affected.users.set(signIn.user());
  }

  private ClientSums sumsOf(int client) {
    return byClient.computeIfAbsent(client, _ -> new ClientSums());
  }

  private List<UserShares> sharesOf(AdverseSignIn signIn) {
    List<UserShares> shares = new ArrayList<>();
    shares.add(total);
    for (int place = 0; place < applications.size(); place++) {
      if (signIn.isFor(applications.get(place))) {
        shares.add(byApplication.get(place));
      }
    }
    return shares;
  }

  private List<ClientCounts> clientCounts() {
    return byClient.entrySet().stream()
        .map(entry -> entry.getValue().counts(clients.client(entry.getKey())))
        .sorted(
            Comparator.comparingLong(ClientCounts::unbound)
                .thenComparingLong(ClientCounts::signIns)
                .reversed()
                .thenComparing(counts -> counts.client().appId()))
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
    Map<SetAsideReason, Long> sums = new EnumMap<>(SetAsideReason.class);
    slots.forEach(
        slot -> slot.setAside().forEach((reason, count) -> sums.merge(reason, count, Long::sum)));
    return sums;
  }

  private int activeDays() {
    Set<LocalDate> days = new HashSet<>();
    slots.forEach(slot -> days.addAll(slot.activeDays()));
    return days.size();
  }
}
