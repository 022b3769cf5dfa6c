package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Puts the rows of sign-ins together. Rows belong together if they have the same user and
 * correlation id and no gap of ten minutes lies between them, since clients use ids again.
 *
 * <p>Rows are kept until they are {@link #release released}; by then they must be complete. A row
 * takes about 200 bytes.
 */
final class SignInAssembly {
  /** From this gap on, a row begins another sign-in. */
  private static final long GAP = Duration.ofMinutes(10).toMillis();

  private final ClientNames clients;
  private final Comparator<SignIn> decisiveFirst;
  private final Map<UUID, SignIn> rows = new HashMap<>();
  private final List<SignIn> open = new ArrayList<>();

  SignInAssembly(Profile profile, ClientNames clients) {
    this.clients = clients;
    this.decisiveFirst = SignIn.decisiveFirst(profile, clients);
  }

  /** Takes a row; one that is already there changes nothing. */
  void add(SignInRow row, int user, RowClass outcome, Set<Application> applications) {
    rows.computeIfAbsent(
        CompactId.of(row.id()),
        _ ->
            SignIn.ofRow(
                SignInKey.of(user, row),
                row,
                outcome,
                applications,
                clients.numberOf(row.client())));
  }

  /** The sign-ins as they look from the rows up to a moment. Nothing is released. */
  List<SignIn> upTo(Instant moment) {
    List<SignIn> signIns = new ArrayList<>();
    partsUpTo(moment.toEpochMilli()).forEach(parts -> signIns.addAll(join(parts)));
    return signIns;
  }

  /**
   * Takes out the sign-ins that no row after a moment can belong to any more. Rows up to that
   * moment that come later must not be added.
   */
  List<SignIn> release(Instant moment) {
    long millis = moment.toEpochMilli();
    List<SignIn> released = new ArrayList<>();
    List<SignIn> stillOpen = new ArrayList<>();
    for (List<SignIn> parts : partsUpTo(millis)) {
      for (SignIn signIn : join(parts)) {
        boolean isOver = signIn.last() + GAP <= millis;
        (isOver ? released : stillOpen).add(signIn);
      }
    }
    rows.values().removeIf(part -> part.last() <= millis);
    open.clear();
    open.addAll(stillOpen);
    return released;
  }

  private Collection<List<SignIn>> partsUpTo(long moment) {
    Map<SignInKey, List<SignIn>> parts = new HashMap<>();
    collect(open, moment, parts);
    collect(rows.values(), moment, parts);
    return parts.values();
  }

  private static void collect(
      Collection<SignIn> from, long moment, Map<SignInKey, List<SignIn>> into) {
    for (SignIn part : from) {
      if (part.last() <= moment) {
        into.computeIfAbsent(part.key(), _ -> new ArrayList<>(1)).add(part);
      }
    }
  }

  private List<SignIn> join(List<SignIn> parts) {
    if (parts.size() == 1) {
      return parts;
    }
    parts.sort(Comparator.comparingLong(SignIn::first));
    List<SignIn> joined = new ArrayList<>(1);
    SignIn current = parts.getFirst();
    for (SignIn next : parts.subList(1, parts.size())) {
      if (next.first() - current.last() < GAP) {
        current = current.with(next, decisiveFirst);
      } else {
        joined.add(current);
        current = next;
      }
    }
    joined.add(current);
    return joined;
  }
}
