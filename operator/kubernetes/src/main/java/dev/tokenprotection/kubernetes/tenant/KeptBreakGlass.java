package dev.tokenprotection.kubernetes.tenant;

import dev.tokenprotection.api.v1alpha1.Bounds;
import dev.tokenprotection.api.v1alpha1.BreakGlassStatus;
import dev.tokenprotection.api.v1alpha1.EntraTenant;
import dev.tokenprotection.core.guard.BreakGlassRemoval;
import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.CanonicalHash;
import dev.tokenprotection.core.model.Commands;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which emergency access accounts an EntraTenant declares, and which it kept when they were taken
 * out of the declaration: until an annotation names the hash of the declaration, they stay excluded
 * from what is enforced. Status is what remembers them; where it was lost, nothing is kept.
 *
 * @param declared the accounts of the declaration
 * @param kept the accounts that were found when they were declared and not let go since
 * @param command how a person lets them go
 * @param isConfirmed whether a person did
 */
record KeptBreakGlass(BreakGlass declared, BreakGlass kept, String command, boolean isConfirmed) {
  static final String CONFIRM = "confirm-break-glass";

  /** What {@code resource} declares and keeps. */
  static KeptBreakGlass of(EntraTenant resource) {
    BreakGlass declared = BreakGlassReader.declared(resource.getSpec());
    String hash = hash(declared);
    Map<String, String> annotations = resource.getMetadata().getAnnotations();
    return new KeptBreakGlass(
        declared,
        kept(resource),
        Commands.annotateTenant(
            resource.getMetadata().getNamespace(), resource.getMetadata().getName(), CONFIRM, hash),
        annotations != null && hash.equals(annotations.get(Commands.PREFIX + CONFIRM)));
  }

  /** The same for the same accounts, whatever order they were written in. */
  static String hash(BreakGlass declared) {
    return CanonicalHash.of("users " + declared.users() + "\ngroups " + declared.groups());
  }

  /** The accounts that were taken out of the declaration, and nobody has confirmed it. */
  BreakGlassRemoval removal() {
    SortedSet<UserId> users = new TreeSet<>(kept.users());
    users.removeAll(declared.users());
    SortedSet<GroupId> groups = new TreeSet<>(kept.groups());
    groups.removeAll(declared.groups());
    return isConfirmed || (users.isEmpty() && groups.isEmpty())
        ? BreakGlassRemoval.NONE
        : new BreakGlassRemoval(
            new BreakGlass(users, groups),
            "Name them again, or confirm that they need no access any more: " + command + ".");
  }

  /** The users to keep after the declared ones were found. */
  List<String> usersToKeep() {
    return toKeep(
        declared.users(),
        removal().accounts().users(),
        UserId::value,
        Bounds.KEPT_BREAK_GLASS_USERS);
  }

  /** The groups to keep after the declared ones were found. */
  List<String> groupsToKeep() {
    return toKeep(
        declared.groups(),
        removal().accounts().groups(),
        GroupId::value,
        Bounds.KEPT_BREAK_GLASS_GROUPS);
  }

  private static <T> List<String> toKeep(
      Collection<T> declared, Collection<T> removed, Function<T, String> id, int most) {
    return Stream.concat(declared.stream(), removed.stream()).map(id).limit(most).toList();
  }

  private static BreakGlass kept(EntraTenant resource) {
    BreakGlassStatus status =
        resource.getStatus() == null ? null : resource.getStatus().breakGlass();
    if (status == null) {
      return BreakGlass.NONE;
    }
    SortedSet<UserId> users = new TreeSet<>();
    orEmpty(status.keptUsers()).forEach(id -> users.add(new UserId(id)));
    SortedSet<GroupId> groups = new TreeSet<>();
    orEmpty(status.keptGroups()).forEach(id -> groups.add(new GroupId(id)));
    return new BreakGlass(users, groups);
  }

  private static <T> List<T> orEmpty(List<T> values) {
    return values == null ? List.of() : values;
  }
}
