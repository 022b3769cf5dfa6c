package dev.tokenprotection.core.port;

import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Outcome.Done;
import java.util.List;
import java.util.Set;

/** The users and groups of a tenant. */
public interface DirectoryPort {
  /**
   * All groups whose display name equals {@code displayName} after folding dashes, spaces and
   * Unicode form; not more than a few, never guessed.
   */
  Outcome<List<Group>> groupsNamed(String displayName);

  /**
   * One group; {@link Problem.Cause#NOT_FOUND} (a {@link Outcome.Conflict}) when it is not there.
   */
  Outcome<Group> group(GroupId id);

  /** Creates a security group with assigned members, sent exactly once. */
  Outcome<GroupId> createGroup(String displayName, String description);

  /** Puts another description on a group that exists. */
  Outcome<Done> describeGroup(GroupId id, String description);

  /** The users that are direct members, every page of them. */
  Outcome<Set<UserId>> members(GroupId id);

  /** The users that are members directly or through nested groups, every page of them. */
  Outcome<Set<User>> transitiveMembers(GroupId id);

  /**
   * Adds users, at most 20, all of them or none. A {@link Outcome.Conflict} when one of them is a
   * member already: nobody was added, and the members are to be read again.
   */
  Outcome<Done> addMembers(GroupId id, List<UserId> users);

  /**
   * Removes the membership of one user (never the user); one that is no member counts as removed.
   */
  Outcome<Done> removeMember(GroupId id, UserId user);

  /**
   * One user by object id or user principal name; {@link Problem.Cause#NOT_FOUND} when it is not
   * there.
   */
  Outcome<User> user(String idOrPrincipalName);

  /** The devices that a user has registered, every page of them. */
  Outcome<List<Device>> registeredDevices(UserId user);
}
