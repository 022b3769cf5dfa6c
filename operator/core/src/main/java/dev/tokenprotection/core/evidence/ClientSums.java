package dev.tokenprotection.core.evidence;

import java.util.BitSet;
import java.util.function.IntPredicate;

/** The sign-ins with one client, and the users who were unbound because it lacks the broker. */
final class ClientSums {
  private long bound;
  private long unbound;
  private long unreadable;
  private long withoutBroker;
  private final BitSet usersWithoutBroker = new BitSet();

  /** Counts a sign-in. */
  void add(SignIn signIn) {
    switch (signIn.outcome()) {
      case RowClass.Bound() -> bound++;
      case RowClass.Unreadable _ -> unreadable++;
      case RowClass.Unbound(int code) -> {
        unbound++;
        if (code == UnboundCode.CLIENT_WITHOUT_BROKER.code()) {
          withoutBroker++;
          usersWithoutBroker.set(signIn.user());
        }
      }
      case RowClass.NotApplicable _,
          RowClass.SetAside _,
          RowClass.Interrupted _,
          RowClass.Unrelated _ -> {}
    }
  }

  /** Adds the sums of another. */
  void addAll(ClientSums other) {
    bound += other.bound;
    unbound += other.unbound;
    unreadable += other.unreadable;
    withoutBroker += other.withoutBroker;
    usersWithoutBroker.or(other.usersWithoutBroker);
  }

  /** The users who were unbound because the client lacks the broker. */
  BitSet usersWithoutBroker() {
    return usersWithoutBroker;
  }

  /** The sums, with those users who are members now. */
  ClientCounts counts(ClientApplication client, IntPredicate isMember) {
    return new ClientCounts(
        client,
        bound,
        unbound,
        unreadable,
        withoutBroker,
        usersWithoutBroker.stream().filter(isMember).count());
  }
}
