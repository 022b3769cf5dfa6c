package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Application;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The sign-ins of one slot of time. Bound ones, which are many, are kept as one byte a user and
 * scope; the others, which are few, one by one. So the size depends on users, not on sign-ins.
 */
final class SlotCounts {
  private final List<Application> applications;
  private final DenseCounts bound = new DenseCounts();
  private final SparseCounts boundByClient = new SparseCounts();
  private final SparseCounts adverse = new SparseCounts();
  private final Map<SetAsideReason, Long> setAside = new EnumMap<>(SetAsideReason.class);
  private final Set<LocalDate> activeDays = new HashSet<>();
  private long notApplicable;
  private long incomplete;

  SlotCounts(List<Application> applications) {
    this.applications = applications;
  }

  /** Counts a sign-in. */
  void add(SignIn signIn, ClientNames clients) {
    switch (signIn.outcome()) {
      case RowClass.Bound() -> addBound(signIn, clients.numberOf(signIn.client()));
      case RowClass.Unbound(int code) ->
          addAdverse(
              signIn,
              AdverseSignIn.unbound(
                  signIn.user(), signIn.applications(), code, clients.numberOf(signIn.client())));
      case RowClass.Unreadable(UnreadableReason reason) ->
          addAdverse(
              signIn,
              AdverseSignIn.unreadable(
                  signIn.user(), signIn.applications(), reason, clients.numberOf(signIn.client())));
      case RowClass.NotApplicable() -> notApplicable++;
      case RowClass.Interrupted() -> incomplete++;
      case RowClass.SetAside(SetAsideReason reason) -> setAside.merge(reason, 1L, Long::sum);
      case RowClass.Unrelated() -> {}
    }
  }

  /** Takes over the counts of another slot. */
  void absorb(SlotCounts other) {
    bound.addAll(other.bound);
    other.boundByClient.forEach(boundByClient::add);
    other.adverse.forEach(adverse::add);
    other.setAside.forEach((reason, count) -> setAside.merge(reason, count, Long::sum));
    activeDays.addAll(other.activeDays);
    notApplicable += other.notApplicable;
    incomplete += other.incomplete;
  }

  /** The user's bound sign-ins, for any application. */
  int bound(int user) {
    return bound.get(cell(user, 0));
  }

  /** The user's bound sign-ins for the application at this place of the scope's list. */
  int bound(int user, int application) {
    return bound.get(cell(user, application + 1));
  }

  SparseCounts boundByClient() {
    return boundByClient;
  }

  SparseCounts adverse() {
    return adverse;
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

  private void addBound(SignIn signIn, int client) {
    bound.increment(cell(signIn.user(), 0));
    for (int place = 0; place < applications.size(); place++) {
      if (signIn.applications().contains(applications.get(place))) {
        bound.increment(cell(signIn.user(), place + 1));
      }
    }
    boundByClient.add(client + 1L, 1);
    markActive(signIn);
  }

  private void addAdverse(SignIn signIn, AdverseSignIn kept) {
    adverse.add(kept.packed(), 1);
    markActive(signIn);
  }

  private void markActive(SignIn signIn) {
    activeDays.add(LocalDate.ofInstant(signIn.last(), ZoneOffset.UTC));
  }

  private int cell(int user, int scope) {
    return user * (applications.size() + 1) + scope;
  }
}
