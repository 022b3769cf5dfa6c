package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.api.v1alpha1.EntraTenantSpec;
import dev.tokenprotection.core.guard.BreakGlassVerification;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.DirectoryPort;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.core.port.Problem;
import dev.tokenprotection.core.port.User;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds the users behind the declared emergency access accounts, each time anew. */
public final class BreakGlassReader {
  private BreakGlassReader() {}

  /** The accounts as {@code spec} declares them; none when it declares none. */
  static BreakGlass declared(EntraTenantSpec spec) {
    if (spec.breakGlass() == null) {
      return new BreakGlass(new TreeSet<>(), new TreeSet<>());
    }
    return new BreakGlass(
        orEmpty(spec.breakGlass().users()).stream()
            .map(UserId::new)
            .collect(Collectors.toCollection(TreeSet::new)),
        orEmpty(spec.breakGlass().groups()).stream()
            .map(GroupId::new)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Whether the declared accounts would get anybody in, as the directory tells now. */
  public static BreakGlassVerification verify(DirectoryPort directory, BreakGlass declared) {
    Set<User> found = new HashSet<>();
    List<String> missing = new ArrayList<>();
    for (UserId user : declared.users()) {
      Outcome<User> outcome = directory.user(user.value());
      Optional<Problem> unreadable = unreadable(outcome, user.value(), missing);
      if (unreadable.isPresent()) {
        return BreakGlassVerification.unreadable(unreadable.get().sentence());
      }
      outcome.success().ifPresent(found::add);
    }
    for (GroupId group : declared.groups()) {
      Outcome<Set<User>> outcome = directory.transitiveMembers(group);
      Optional<Problem> unreadable = unreadable(outcome, group.value(), missing);
      if (unreadable.isPresent()) {
        return BreakGlassVerification.unreadable(unreadable.get().sentence());
      }
      outcome.success().ifPresent(found::addAll);
    }
    return BreakGlassVerification.of(declared, found, missing);
  }

  /** Notes an object that is not there; the problem of a call that failed otherwise. */
  private static Optional<Problem> unreadable(Outcome<?> outcome, String id, List<String> missing) {
    Optional<Problem> failure = outcome.failure();
    if (failure.filter(p -> p.cause() == Problem.Cause.NOT_FOUND).isPresent()) {
      missing.add(id);
      return Optional.empty();
    }
    return failure;
  }

  private static <T> List<T> orEmpty(List<T> values) {
    return values == null ? List.of() : values;
  }
}
