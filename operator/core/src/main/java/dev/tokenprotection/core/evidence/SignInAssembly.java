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

/**
 * Puts the rows of sign-ins together. Rows belong together if they have the same user and
 * correlation id and no gap of ten minutes lies between them, since clients use ids again.
 *
 * <p>Rows are kept until they are {@link #release released}; by then they must be complete.
 */
final class SignInAssembly {
  /** From this gap on, a row begins another sign-in. */
  static final Duration GAP = Duration.ofMinutes(10);

  /** What the rows of a sign-in have in common. */
  private record Key(int user, Correlation correlation) {}

  private record Part(Key key, SignIn signIn) {}

  private final Profile profile;
  private final Map<String, Part> rows = new HashMap<>();
  private final List<Part> open = new ArrayList<>();

  SignInAssembly(Profile profile) {
    this.profile = profile;
  }

  /** Takes a row, once. */
  void add(SignInRow row, int user, RowClass outcome, Set<Application> applications) {
    Key key = new Key(user, row.correlation());
    rows.putIfAbsent(row.id(), new Part(key, SignIn.ofRow(user, row, outcome, applications)));
  }

  /** The sign-ins as they look from the rows up to a moment. Nothing is released. */
  List<SignIn> upTo(Instant moment) {
    List<SignIn> signIns = new ArrayList<>();
    partsUpTo(moment).forEach((key, parts) -> signIns.addAll(assemble(key, parts)));
    return signIns;
  }

  /**
   * Takes out the sign-ins that no row after a moment can belong to any more. Rows up to that
   * moment that come later must not be added.
   */
  List<SignIn> release(Instant moment) {
    List<SignIn> released = new ArrayList<>();
    List<Part> stillOpen = new ArrayList<>();
    partsUpTo(moment)
        .forEach(
            (key, parts) -> {
              for (SignIn signIn : assemble(key, parts)) {
                if (isOver(key, signIn, moment)) {
                  released.add(signIn);
                } else {
                  stillOpen.add(new Part(key, signIn));
                }
              }
            });
    rows.values().removeIf(part -> !part.signIn().last().isAfter(moment));
    open.clear();
    open.addAll(stillOpen);
    return released;
  }

  private static boolean isOver(Key key, SignIn signIn, Instant moment) {
    return switch (key.correlation()) {
      case Correlation.None() -> true;
      case Correlation.Shared _ -> !signIn.last().plus(GAP).isAfter(moment);
    };
  }

  private Map<Key, List<SignIn>> partsUpTo(Instant moment) {
    Map<Key, List<SignIn>> parts = new HashMap<>();
    collect(open, moment, parts);
    collect(rows.values(), moment, parts);
    return parts;
  }

  private static void collect(Collection<Part> from, Instant moment, Map<Key, List<SignIn>> into) {
    for (Part part : from) {
      if (!part.signIn().last().isAfter(moment)) {
        into.computeIfAbsent(part.key(), _ -> new ArrayList<>()).add(part.signIn());
      }
    }
  }

  private List<SignIn> assemble(Key key, List<SignIn> parts) {
    return switch (key.correlation()) {
      case Correlation.None() -> parts;
      case Correlation.Shared _ -> join(parts);
    };
  }

  private List<SignIn> join(List<SignIn> parts) {
    parts.sort(Comparator.comparing(SignIn::first));
    List<SignIn> joined = new ArrayList<>();
    SignIn current = parts.getFirst();
    for (SignIn next : parts.subList(1, parts.size())) {
      if (next.first().isBefore(current.last().plus(GAP))) {
        current = current.with(next, profile);
      } else {
        joined.add(current);
        current = next;
      }
    }
    joined.add(current);
    return joined;
  }
}
