package dev.tokenprotection.core.preflight;

import dev.tokenprotection.core.guard.Preflight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All checks that were made of a tenant for a rollout.
 *
 * @param checks each check once, in the order of {@link Check}
 */
public record Checklist(List<Checked> checks) {
  public static final Checklist EMPTY = new Checklist(List.of());

  public Checklist {
    checks = checks.stream().sorted(Comparator.<Checked, Check>comparing(Checked::check)).toList();
  }

  /** The same list with {@code newer} in place of the results that it had for the same checks. */
  public Checklist with(List<Checked> newer) {
    List<Checked> all = new ArrayList<>(newer);
    checks.stream()
        .filter(old -> newer.stream().noneMatch(n -> n.check() == old.check()))
        .forEach(all::add);
    return new Checklist(all);
  }

  /**
   * What keeps enforcement away; without what is wrong with the emergency access accounts
   * themselves, for which a guard of its own refuses more than this one would.
   */
  public Preflight preflight() {
    return new Preflight(
        checks.stream()
            .filter(checked -> checked.check() != Check.BREAK_GLASS)
            .map(Checked::blocking)
            .flatMap(Optional::stream)
            .toList());
  }
}
