package dev.tokenprotection.core.evidence;

import dev.tokenprotection.core.model.Application;
import dev.tokenprotection.core.model.Profile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Puts the rows of sign-ins together. Rows belong together if they have the same user and
 * correlation id and no gap of ten minutes lies between them, since clients use ids again.
 *
 * <p>Rows are kept until they are {@link #release released}; by then they must be complete.
 */
final class SignInAssembly {
  /** From this gap on, a row begins another sign-in. */
  private static final long GAP = Duration.ofMinutes(10).toMillis();

  private final ClientNames clients;
  private final Comparator<SignIn> decisiveFirst;
  private final KeptRows rows = new KeptRows();
  private final List<SignIn> open = new ArrayList<>();

  SignInAssembly(Profile profile, ClientNames clients) {
    this.clients = clients;
    this.decisiveFirst = SignIn.decisiveFirst(profile, clients);
  }

  /** Takes a row; one that is already there changes nothing. */
  void add(SignInRow row, int user, RowClass outcome, Set<Application> applications) {
    SignInKey key = SignInKey.of(user, row);
    int client = clients.numberOf(row.client());
    rows.add(CompactId.of(row.id()), SignIn.ofRow(key, row, outcome, applications, client));
  }

  /** Shows the sign-ins as they look from the rows up to a moment. Nothing is released. */
  void upTo(Instant moment, Consumer<SignIn> action) {
    Map<SignInKey, List<SignIn>> begun =
        open.stream()
            .collect(Collectors.groupingBy(SignIn::key, HashMap::new, Collectors.toList()));
    rows.forEachKey(
        moment.toEpochMilli(),
        parts -> {
          SignInKey key = parts.getFirst().key();
          parts.addAll(begun.getOrDefault(key, List.of()));
          begun.remove(key);
          join(parts, action);
        });
    begun.values().forEach(parts -> join(parts, action));
  }

  /**
   * Takes out the sign-ins that no row after a moment can belong to any more. Rows up to that
   * moment that come later must not be added.
   */
  void release(Instant moment, Consumer<SignIn> action) {
    long millis = moment.toEpochMilli();
    List<SignIn> stillOpen = new ArrayList<>();
    upTo(
        moment,
        signIn -> {
          if (signIn.last() + GAP <= millis) {
            action.accept(signIn);
          } else {
            stillOpen.add(signIn);
          }
        });
    rows.removeUpTo(millis);
    open.clear();
    open.addAll(stillOpen);
  }

  private void join(List<SignIn> parts, Consumer<SignIn> action) {
    parts.sort(Comparator.comparingLong(SignIn::first));
    SignIn current = parts.getFirst();
    for (SignIn next : parts.subList(1, parts.size())) {
      if (next.first() - current.last() < GAP) {
        current = current.with(next, decisiveFirst);
      } else {
        action.accept(current);
        current = next;
      }
    }
    action.accept(current);
  }
}
