package dev.tokenprotection.core.guard;

import dev.tokenprotection.core.model.BreakGlass;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether the declared emergency access accounts would get anybody in. Source: Microsoft Entra,
 * "Manage emergency access accounts", section "Create emergency access accounts": two or more,
 * cloud-only.
 */
public sealed interface BreakGlassVerification {
  /** The number of accounts that must be usable. */
  int REQUIRED = 2;

  /** They would. */
  record Verified(int usableUsers) implements BreakGlassVerification {}

  /**
   * It can't be told, or they would not.
   *
   * @param message one sentence, naming declared objects by id
   * @param remedy one sentence
   */
  record Unverified(String message, String remedy) implements BreakGlassVerification {}

  /**
   * Judges what was read from the directory.
   *
   * @param declared what the tenant's declaration names
   * @param found every user behind it: those named, and the transitive members of the groups
   * @param missing declared objects that the directory does not know, by id
   */
  static BreakGlassVerification of(
      BreakGlass declared, Collection<User> found, Collection<String> missing) {
    if (declared.users().isEmpty() && declared.groups().isEmpty()) {
      return new Unverified(
          "No break-glass account is declared.",
          "Name at least " + REQUIRED + " emergency access accounts in spec.breakGlass.");
    }
    List<String> lost = new ArrayList<>(missing.stream().sorted().distinct().toList());
    Set<UserId> ids = found.stream().map(User::id).collect(Collectors.toSet());
    declared.users().stream()
        .filter(user -> !ids.contains(user))
        .map(UserId::value)
        .filter(id -> !lost.contains(id))
        .forEach(lost::add);
    if (!lost.isEmpty()) {
      return new Unverified(
          "Break-glass object not found in the directory: " + String.join(", ", lost) + ".",
          "Restore it in Entra (deleted users are kept for 30 days), or correct spec.breakGlass.");
    }
    return judged(declared, found);
  }

  /** The verification when the directory could not be asked. */
  static BreakGlassVerification unreadable(String problem) {
    return new Unverified(
        "Break-glass accounts could not be verified: " + problem, "It is tried again.");
  }

  private static BreakGlassVerification judged(BreakGlass declared, Collection<User> found) {
    long usable =
        found.stream().filter(BreakGlassVerification::isUsable).map(User::id).distinct().count();
    if (usable >= REQUIRED) {
      return new Verified(Math.toIntExact(usable));
    }
    long users = found.stream().map(User::id).distinct().count();
    return new Unverified(
        "Break-glass needs at least "
            + REQUIRED
            + " enabled, cloud-only users; of "
            + users
            + " found behind "
            + declared.users().size()
            + " users and "
            + groups(declared.groups())
            + ", "
            + usable
            + (usable == 1 ? " is." : " are."),
        "Enable the accounts, fill the groups, or name others in spec.breakGlass; an account that is"
            + " synchronised or a guest does not count.");
  }

  private static boolean isUsable(User user) {
    return user.account() == User.Account.ENABLED
        && user.origin() == User.Origin.CLOUD_ONLY
        && user.kind() == User.Kind.MEMBER;
  }

  private static String groups(Set<GroupId> groups) {
    return groups.size() == 1 ? "1 group" : groups.size() + " groups";
  }
}
