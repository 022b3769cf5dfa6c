package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Application;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sign-ins of one slot of time. Bound ones, which are many, are kept as half a byte a user and
 * scope; the others, which are few, as a number each. So the size depends on users, not on
 * sign-ins.
 */
final class SlotCounts {
  private final List<Application> applications;
  private final DenseCounts bound;
  private final SparseCounts adverse = new SparseCounts();
  private final Map<Integer, ClientSums> byClient = new HashMap<>();
  private final Map<SetAsideReason, Long> setAside = new EnumMap<>(SetAsideReason.class);
  private final Set<LocalDate> activeDays = new HashSet<>();
  private long notApplicable;
  private long incomplete;

  /**
   * @param users how many users are expected; there may be more
   */
  SlotCounts(List<Application> applications, int users) {
    this.applications = applications;
    this.bound = new DenseCounts(users * scopes(applications));
  }

  /** The number of counts that a user has: one in total, then one for each application. */
  static int scopes(List<Application> applications) {
    return applications.size() + 1;
  }

  /** Counts a sign-in. */
  void add(SignIn signIn) {
    switch (signIn.outcome()) {
      case RowClass.Bound() -> {
        addBound(signIn);
        addCounted(signIn);
      }
      case RowClass.Unbound _, RowClass.Unreadable _ -> {
        adverse.add(AdverseSignIn.of(signIn).packed(), 1);
        addCounted(signIn);
      }
      case RowClass.NotApplicable() -> notApplicable++;
      case RowClass.Interrupted() -> incomplete++;
      case RowClass.SetAside(SetAsideReason reason) -> setAside.merge(reason, 1L, Long::sum);
      case RowClass.Unrelated() -> {}
    }
  }

  /** Takes over the counts of another slot. */
  void absorb(SlotCounts other) {
    bound.addAll(other.bound);
    other.adverse.forEach(adverse::add);
    other.byClient.forEach((client, sums) -> sumsOf(client).addAll(sums));
    other.setAside.forEach((reason, count) -> setAside.merge(reason, count, Long::sum));
    activeDays.addAll(other.activeDays);
    notApplicable += other.notApplicable;
    incomplete += other.incomplete;
  }

  /** The bound sign-ins: of each user as many counts as there are {@link #scopes}. */
  DenseCounts bound() {
    return bound;
  }

  /** The sign-ins that are not bound, see {@link AdverseSignIn}. */
  SparseCounts adverse() {
    return adverse;
  }

  Map<Integer, ClientSums> byClient() {
    return byClient;
  }

  Map<SetAsideReason, Long> setAside() {
    return setAside;
  }

  Set<LocalDate> activeDays() {
    return activeDays;
  }

  long notApplicable() {
    return notApplicable;
  }

  long incomplete() {
    return incomplete;
  }

  private void addBound(SignIn signIn) {
    int total = signIn.user() * scopes(applications);
    bound.add(total, 1);
    for (int place = 0; place < applications.size(); place++) {
      if (ApplicationBits.contains(signIn.applications(), applications.get(place))) {
        bound.add(total + 1 + place, 1);
      }
    }
  }

  private void addCounted(SignIn signIn) {
    sumsOf(signIn.client()).add(signIn);
    activeDays.add(LocalDate.ofInstant(Instant.ofEpochMilli(signIn.last()), ZoneOffset.UTC));
  }

  private ClientSums sumsOf(int client) {
    return byClient.computeIfAbsent(client, _ -> new ClientSums());
  }
}
